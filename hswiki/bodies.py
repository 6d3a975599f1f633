"""How long the body of a request may be, and how long it may take to arrive.

A browser shows an answer only when the server has taken what it was still sending: a server that answers
and closes the connection at once looks to it like one that has broken down.
"""

import io
import socket
from contextlib import contextmanager, nullcontext, suppress
from threading import Lock, Timer

from django.utils.translation import gettext as _

BYTES_TO_DISCARD = 256 * 1024 * 1024
BYTES_AT_ONCE = 256 * 1024
LONG_FORM = 256 * 1024


class BoundedBodies:
    """A WSGI application that is given whole bodies, and none of more than `limit` bytes.

    To a longer body it answers by its length alone, and then what still arrives is discarded, within bounds.
    A body without a length (chunked) gets one. One that is not whole in time is answered 408. Bodies may take
    `arrive` seconds to come in, and `discard` seconds to be discarded.
    """

    def __init__(self, application, limit, *, arrive=60, discard=10):
        self.application = application
        self.limit = limit
        self.arrive = arrive
        self.discard = discard
        # Decoding a form can take 80 times its size in memory, so a worker decodes one long form at a time.
        self.long_form = Lock()

    def __call__(self, environ, start_response):
        incoming = _Incoming(environ)
        if not incoming.has_body:
            return self.application(environ, start_response)
        body = incoming.read_whole(self.limit, self.arrive)
        if len(body) < incoming.length <= self.limit:
            return _not_whole(start_response)
        length = max(len(body), incoming.length)
        is_long = length > self.limit
        environ["CONTENT_LENGTH"] = str(length)
        environ["wsgi.input"] = io.BytesIO(b"" if is_long else body)
        with self.long_form if len(body) > LONG_FORM else nullcontext():
            answer = self.application(environ, start_response)
        return _Answer(answer, lambda: incoming.discard(self.discard)) if is_long else answer


class _Incoming:
    """The body of a request on its way: `length` is what its header says, 0 when it is chunked."""

    def __init__(self, environ):
        self.stream = environ["wsgi.input"]
        self.socket = environ.get("gunicorn.socket")
        self.length = int(environ.get("CONTENT_LENGTH") or 0)
        is_chunked = "HTTP_TRANSFER_ENCODING" in environ and environ.get("wsgi.input_terminated", False)
        self.has_body = bool(self.length or is_chunked)
        self.left = self.length or BYTES_TO_DISCARD
        self.is_stopped = False

    def read_whole(self, limit, seconds):
        """Return the body, or something longer than `limit` when it is; less when it is cut off."""
        if self.length > limit:
            return b""
        body = bytearray()
        with self._within(seconds):
            while len(body) <= limit and (part := self._some()):
                body += part
        return bytes(body)

    def discard(self, seconds):
        """Take what still arrives, so that the client reads the answer; end the connection if it is more."""
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
        """Let nobody wait longer for bytes: then the stream is at its end."""
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


class _Answer:
    """An answer after which the rest of a body is discarded."""

    def __init__(self, answer, discard):
        self.answer = answer
        self.discard = discard

    def __iter__(self):
        return iter(self.answer)

    def close(self):
        try:
            self.answer.close()
        finally:
            self.discard()


def _not_whole(start_response):
    words = _("The form did not arrive whole, or took too long. Nothing was saved. Send it again.")
    body = f"{words}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("408 Request Timeout", headers)
    return [body]
