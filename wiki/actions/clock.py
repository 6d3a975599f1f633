"""The time of actions: now, unless `manage.py demo` plays an invented week."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_fixed = ContextVar("fixed", default=None)


def now():
    """Return the time at which an action happens."""
    return _fixed.get() or timezone.now()


@contextmanager
def at(moment):
    """Make `now` return `moment` inside the block."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
