"""Compiled bodies. They never go stale: the cache is asked by what the body says."""

from django.core.cache import caches

from wiki.render.compiler import compile_body
from wiki.render.document import RENDER_VERSION


def document_of(revision):
    """Return the Document of a revision's body, compiled at most once by each worker."""
    cache = caches["documents"]
    key = f"{RENDER_VERSION}:{revision.sha256}"
    document = cache.get(key)
    if document is None:
        document = compile_body(revision.body)
        cache.set(key, document)
    return document
