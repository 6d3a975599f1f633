"""A WSGI application that does nothing: it answers /6000 with 6,000 bytes from memory."""

_BYTES = b"x" * (2 * 1024 * 1024)
_bodies = {}


def application(environ, start_response):
    size = environ["PATH_INFO"][1:]
    body = _bodies.get(size) or _bodies.setdefault(size, _BYTES[: int(size)])
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", size)])
    return [body]
