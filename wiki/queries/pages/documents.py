"""Compiled bodies. They never go stale: the cache is asked by what the body says."""

from django.core.cache import caches
from django.utils.translation import gettext as _

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
    """Compile a body; one that was saved before a limit was set shows no words: it may hide some of them."""
    try:
        return compile_body(body)
    except TooComplex as problem:
        words = _("This text can't be shown: %(reason)s Edit the page to make it simpler.")
        return compile_body("::: warning\n%s\n:::" % (words % {"reason": problem}))
