"""Compiled bodies. Cached documents never go stale: their key has a digest of the body."""

from dataclasses import replace

from django.conf import settings
from django.core.cache import caches

from wiki.facts.kind import REVEAL
from wiki.facts.kinds import KINDS
from wiki.models import PageKind
from wiki.render.compiler import compile_body
from wiki.render.document import RENDER_VERSION, TooComplex
from wiki.text.points import NEVER

# Kinds of pages that tell the story. That of an episode needs no marks: it is hidden until the episode.
_STORIES = (PageKind.CHARACTER, PageKind.SEASON)
_UNMARKED = {("", None)}


def document_of(page, revision, *, whole=False):
    """Return the Document of a revision of `page`, compiled at most once by each worker.

    An unmarked page is hidden below its lead, unless the `whole` is asked for.
    """
    hides = not whole and hides_unmarked(page, revision)
    return _compiled(revision, NEVER if hides else page.below_lead)


def keep_document(page, content):
    """Keep the Document of a Content that was just compiled for `page`, so that document_of finds it."""
    caches["documents"].set(_key(content, page.below_lead), content.document)


def hides_unmarked(page, revision):
    """Return whether an unmarked page is hidden below its lead."""
    may_hide = settings.WIKI_HIDE_UNMARKED and page.kind in _STORIES
    return may_hide and marks_of(page, revision) == _UNMARKED


def marks_of(page, revision):
    """Return each mark in a revision of `page`, as the key or uid of a show, or "", and a point.

    A page about a character or season is unmarked if it has text below the lead, and no marks in text or
    facts, and nobody has said that it needs none. It has one mark without a point.
    """
    kind, pieces = KINDS[page.kind], document_of(page, revision, whole=True).pieces[1:]
    marks = {(piece.show or "", piece.start) for piece in pieces}
    for entry in kind.entries(kind.known(revision.facts)):
        marks |= {(entry.json.get("show", ""), point) for point in entry.points if point}
    if marks or page.kind not in _STORIES or REVEAL in revision.facts:
        return marks
    return _UNMARKED if len(_compiled(revision, NEVER).pieces) > 1 else marks


def _compiled(revision, below_lead):
    return caches["documents"].get_or_set(
        _key(revision, below_lead), lambda: _compile(revision.body, below_lead)
    )


def _key(revision, below_lead):
    return f"{RENDER_VERSION}:{below_lead}:{revision.sha256}"


def _compile(body, below_lead):
    try:
        return compile_body(body, below_lead)
    except TooComplex as problem:
        # Saved before there was a limit. Its text is not shown: spoilers in it can't be told apart.
        return replace(compile_body(""), refusal=problem.message)
