"""Compiled bodies. Cached documents never go stale: their key is a digest of the body."""

from dataclasses import replace

from django.core.cache import caches

from wiki.render.compiler import compile_body
from wiki.render.document import RENDER_VERSION, TooComplex


def document_of(revision):
    """Return the Document of a revision's body, compiled at most once by each worker."""
    key = f"{RENDER_VERSION}:{revision.sha256}"
    return caches["documents"].get_or_set(key, lambda: _compile(revision.body))


def _compile(body):
    try:
        return compile_body(body)
    except TooComplex as problem:
        # Saved before there was a limit. Its text is not shown: spoilers in it can't be told apart.
        return replace(compile_body(""), refusal=problem.message)
