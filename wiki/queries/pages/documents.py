"""Compiled bodies. They never go stale: the cache is asked by what the body says."""

from dataclasses import replace

from django.core.cache import caches

from wiki.render.compiler import compile_body
from wiki.render.document import RENDER_VERSION, TooComplex


def document_of(revision):
    """Return the Document of a revision's body, compiled at most once by each worker."""
    cache = caches["documents"]
    key = f"{RENDER_VERSION}:{revision.sha256}"
    document = cache.get(key)
    if document is None:
        document = _compiled(revision.body)
        cache.set(key, document)
    return document


def _compiled(body):
    """Compile a body. One that was saved before a limit was set is empty, since it may contain spoilers."""
    try:
        return compile_body(body)
    except TooComplex as problem:
        return replace(compile_body(""), refusal=problem.message)
