"""What is checked before anything is locked: words compile, facts stand, both are in normal form."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.facts.checking import UNREADABLE, FactsInvalid, check_facts
from wiki.facts.kind import Kind
from wiki.facts.kinds import KINDS
from wiki.facts.references import Known, look_up
from wiki.facts.state import check_constraints, typed_page
from wiki.refusals import BodyRefused
from wiki.render.compiler import compile_body
from wiki.render.document import Document, TooComplex
from wiki.text.digests import in_bytes, sha256_of, size_of

MAX_FACTS_BYTES = 256 * 1024
MAX_UID_LENGTH = 80


@dataclass(frozen=True)
class Content:
    """Both halves of a revision, ready to be written."""

    kind: Kind
    body: str
    facts: dict
    document: Document
    known: dict[str, Known]

    @property
    def size(self):
        """Bytes of body and facts together."""
        return size_of(self.body, self.facts)

    @property
    def sha256(self):
        return sha256_of(self.body, self.facts)


def prepare(page, body, facts):
    """Return the Content that `body` and `facts` make for `page`, which may be unsaved.

    Raises BodyRefused or FactsInvalid.
    """
    kind = KINDS[page.kind]
    body = tidy_body(body)
    known = look_up(_all_texts(facts) | {page.uid})
    facts = check_facts(kind, facts, known)
    if len(in_bytes(facts)) > MAX_FACTS_BYTES:
        raise FactsInvalid({"facts": [_("The facts of one page are at most 256 KB.")]})
    typed = typed_page(kind, page, facts, known)
    if typed is not None:
        check_constraints(typed)
    return Content(kind, body, facts, compiled(body), known)


def tidy_body(body):
    """Return `body` with plain line ends and nothing after the last word. Raises BodyRefused."""
    body = body.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if "\0" in body:
        raise BodyRefused(_("The text holds a null character. Take it out and save again."))
    if UNREADABLE in body:
        raise BodyRefused(
            _("The text holds a character that could not be read: %s. Write it again.") % UNREADABLE
        )
    if len(body.encode()) > settings.WIKI_MAX_BODY_BYTES:
        limit = settings.WIKI_MAX_BODY_BYTES // 1024
        raise BodyRefused(
            _("The text of a page is at most %(limit)s KB. Make two pages of it.") % {"limit": limit}
        )
    return body


def compiled(body):
    """Return the Document of `body`. Raises BodyRefused when it is too complex."""
    try:
        return compile_body(body)
    except TooComplex as problem:
        raise BodyRefused(str(problem)) from problem


def _all_texts(facts):
    """Return every short text in facts of any shape: the uids are among them."""
    if isinstance(facts, str):
        return {facts} if len(facts) <= MAX_UID_LENGTH and "\0" not in facts else set()
    parts = facts.values() if isinstance(facts, dict) else facts if isinstance(facts, list) else ()
    return {text for part in parts for text in _all_texts(part)}
