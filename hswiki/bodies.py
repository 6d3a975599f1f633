"""Limits on the size of a request body and on the time to receive it.

A browser shows a response only if it could send its request to the end. When the server responds early and
closes the connection, the browser reports a connection error instead.
"""

import io
import socket
from contextlib import contextmanager, nullcontext, suppress
from threading import Lock, Timer
from time import monotonic

from django.utils.translation import gettext as _

BYTES_TO_DISCARD = 256 * 1024 * 1024
BYTES_AT_ONCE = 64 * 1024
LEAST_RATE = 32 * 1024  # bytes a second
LONG_FORM = 256 * 1024


class BoundedBodies:
    """Wraps a WSGI application: it gets complete bodies of at most `limit` bytes.

    For a longer body it gets only the length; after its response the rest of the body is discarded for at
    most `discard` seconds. A chunked body gets a length. A body that is not complete after `arrive` seconds
    must come at LEAST_RATE from then on, or it is answered with 408.
    """

    def __init__(self, application, limit, *, arrive=10, discard=10):
        self.application = application
        self.limit = limit
        self.arrive = arrive
        self.discard = discard
        # Decoding a form can need 80 times its size in memory: each worker decodes one long form at a time.
        self.long_form = Lock()

    def __call__(self, environ, start_response):
        incoming = _Incoming(environ)
        if not incoming.has_body:
            return self.application(environ, start_response)
        body = incoming.read_whole(self.limit, self.arrive)
        if len(body) < incoming.length <= self.limit:
            return _incomplete(start_response)
        length = max(len(body), incoming.length)
        is_long = length > self.limit
        environ["CONTENT_LENGTH"] = str(length)
        environ["wsgi.input"] = io.BytesIO(b"" if is_long else body)
        with self.long_form if len(body) > LONG_FORM else nullcontext():
            response = self.application(environ, start_response)
        return _Response(response, lambda: incoming.discard(self.discard)) if is_long else response


class _Incoming:
    """The body of a request that is arriving. `length` is its Content-Length, 0 when it is chunked."""

    def __init__(self, environ):
        self.stream = environ["wsgi.input"]
        self.socket = environ.get("gunicorn.socket")
        self.length = int(environ.get("CONTENT_LENGTH") or 0)
        is_chunked = "HTTP_TRANSFER_ENCODING" in environ and environ.get("wsgi.input_terminated", False)
        self.has_body = bool(self.length or is_chunked)
        self.left = self.length or BYTES_TO_DISCARD
        self.is_stopped = False

    def read_whole(self, limit, seconds):
        """Return the body; more than `limit` bytes of a longer one; fewer than `length` if it is cut off."""
        if self.length > limit:
            return b""
        body, started = bytearray(), monotonic()
        while self.left and len(body) <= limit and not self.is_stopped:
            with self._within(started + seconds + len(body) / LEAST_RATE - monotonic()):
                body += self._some()
        return bytes(body)

    def discard(self, seconds):
        """Read the rest of the body and drop it; close the connection if it is too much."""
        taken = 0
        with self._within(seconds), suppress(OSError):
            while taken < BYTES_TO_DISCARD and (part := self._some()):
                taken += len(part)
        if self.left:
            self._stop(socket.SHUT_RDWR)

    def _some(self):
        part = self.stream.read(min(self.left, BYTES_AT_ONCE)) if self.left else b""
        is_over = not part and not self.is_stopped
        self.left = 0 if is_over else self.left - len(part)
        return part

    @contextmanager
    def _within(self, seconds):
        """Stop reading from the client after this many seconds."""
        timer = Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _stop(self, how=socket.SHUT_RD):
        self.is_stopped = True
        if self.socket:  # only our server has one
            with suppress(OSError):
                self.socket.shutdown(how)


class _Response:
    """A WSGI response that discards the rest of the body when it is closed."""

    def __init__(self, response, discard):
        self.response = response
        self.discard = discard

    def __iter__(self):
        return iter(self.response)

    def close(self):
        try:
            self.response.close()
        finally:
            self.discard()


def _incomplete(start_response):
    words = _("The form was not sent completely, or took too long. Nothing was saved. Try again.")
    body = f"{words}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("408 Request Timeout", headers)
    return [body]
