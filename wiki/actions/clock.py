"""When actions happen: now, except where a made-up week is played (`manage.py demo`)."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_to = ContextVar("set_to", default=None)


def now():
    """Return the moment at which an action happens."""
    return _set_to.get() or timezone.now()


@contextmanager
def at(moment):
    """Let what is done inside happen at that moment."""
    before = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(before)
