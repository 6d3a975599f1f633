"""Keeps finished answers to visitors in memory, and gives them again without asking Django.

One indexed read tells whether an answer still holds, so every worker gives the new one as soon as an act has
been committed.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import time
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import DatabaseError, connection
from django.http.cookie import parse_cookie
from django.utils import timezone
from django.utils.http import parse_etags

from wiki.forms.preferences import COOKIE as PREFERENCES
from wiki.forms.progress import COOKIE as PROGRESS
from wiki.queries.versions import unchanged_until, versions

# What views read of a query. With any other parameter Django is asked each time.
PARAMETERS = {
    *("action", "as", "billing", "days", "hide_minor", "kind", "member", "new", "old", "page", "patrols"),
    *("person", "point", "q", "season", "title", "view"),
}
ENTRY_BYTES = 4_000  # the size in Python of a key and of headers
# A 304 has these headers, as RFC 9110 says in section 15.4.5.
_OF_UNCHANGED = {"Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Vary"}


@dataclass(frozen=True)
class Kept:
    """A finished answer, which holds while `version` does until a Unix time; `page` is a primary key."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    page: int | None
    version: tuple
    until: float

    @property
    def size(self):
        return ENTRY_BYTES + len(self.body)

    def holds(self, now):
        """Whether the answer is right when the Versions are `now`."""
        version = (now.shows, now.touched) if self.page else (now.changes,)
        return self.version == version and time() < self.until

    def give(self, condition, start_response):
        """Give the answer, or tell a browser whose `condition` names its ETag that nothing has changed."""
        if condition:
            tag = next((text for name, text in self.headers if name == "ETag"), "").removeprefix("W/")
            tags = {tag.removeprefix("W/") for tag in parse_etags(condition)}
            if tag in tags or "*" in tags:
                unchanged = [(name, text) for name, text in self.headers if name in _OF_UNCHANGED]
                start_response("304 Not Modified", unchanged)
                return []
        start_response(self.status, self.headers)
        return [self.body]


class KeptAnswers:
    """Wraps a WSGI application, and keeps at most `max_bytes` of its answers, least recently used out first.

    Only answers that the application has marked with `is_for_visitors` are kept. One with a `page` holds
    until that page is touched or shows change, any other until anything changes.
    """

    def __init__(self, application, max_bytes):
        self.application, self.max_bytes = application, max_bytes
        self.bytes_kept, self._static = 0, settings.STATIC_URL
        self._kept, self._lock, self._until = OrderedDict(), Lock(), (None, 0)

    def __call__(self, environ, start_response):
        key = None if environ["PATH_INFO"].startswith(self._static) else _key(environ)
        if key is None:
            return self.application(environ, start_response)
        kept = self._kept.get(key)
        try:
            now = versions(kept.page if kept else None)
            until = self._unchanged_until(now.changes)
        except DatabaseError:  # Django says what is wrong
            connection.close()
            return self.application(environ, start_response)
        if kept is None or not kept.holds(now):
            return self._ask(key, now, until, environ, start_response)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
        return kept.give(environ.get("HTTP_IF_NONE_MATCH"), start_response)

    def _unchanged_until(self, changes):
        """Return how long answers hold if there are no more changes than these; it is asked once."""
        if self._until[0] != changes or self._until[1] <= time():
            self._until = changes, unchanged_until(timezone.now()).timestamp()
        return self._until[1]

    def _ask(self, key, now, until, environ, start_response):
        """Ask the application for the whole answer, keep it if visitors share it, and give it."""
        condition, begun = environ.pop("HTTP_IF_NONE_MATCH", None), []
        response = self.application(environ, lambda *begins: begun.extend(begins))
        if not getattr(response, "is_for_visitors", False):
            start_response(*begun)
            return response
        page = getattr(response, "page", None)
        version = (now.shows, page.touched) if page else (now.changes,)
        kept = Kept(*begun, response.content, page and page.pk, version, until)
        response.close()
        self._keep(key, kept)
        return kept.give(condition, start_response)

    def _keep(self, key, kept):
        with self._lock:
            if replaced := self._kept.pop(key, None):
                self.bytes_kept -= replaced.size
            if kept.size <= self.max_bytes:
                self._kept[key] = kept
                self.bytes_kept += kept.size
            while self.bytes_kept > self.max_bytes:
                self.bytes_kept -= self._kept.popitem(last=False)[1].size


def _key(environ):
    """Return everything of a visitor's request on which its answer depends, or None for any other request."""
    cookies, query = parse_cookie(environ.get("HTTP_COOKIE", "")), environ.get("QUERY_STRING", "")
    has_body = environ.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ
    if environ["REQUEST_METHOD"] != "GET" or has_body or cookies.keys() - {PROGRESS, PREFERENCES}:
        return None
    if query and not {name for name, _value in parse_qsl(query, keep_blank_values=True)} <= PARAMETERS:
        return None
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO"),
        environ.get("HTTP_HOST"),
        environ["PATH_INFO"],
        query,
        cookies.get(PROGRESS),
        cookies.get(PREFERENCES),
        "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "").lower(),
    )
