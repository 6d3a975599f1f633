"""Compiled bodies. Cached documents never go stale: their key has a digest of the body."""

from dataclasses import replace

from django.core.cache import caches

from wiki.render.compiler import compile_body
from wiki.render.document import RENDER_VERSION, TooComplex


def document_of(page, revision):
    """Return the Document of a revision of `page`, compiled at most once by each worker."""
    key = f"{RENDER_VERSION}:{page.below_lead}:{revision.sha256}"
    return caches["documents"].get_or_set(key, lambda: _compile(revision.body, page.below_lead))


def _compile(body, below_lead):
    try:
        return compile_body(body, below_lead)
    except TooComplex as problem:
        # Saved before there was a limit. Its text is not shown: spoilers in it can't be told apart.
        return replace(compile_body(""), refusal=problem.message)
