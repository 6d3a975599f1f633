"""Prepares body and facts of a revision before any lock: compiles, checks and normalises them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.facts.checking import UNREADABLE, FactsInvalid, check_facts
from wiki.facts.kind import Kind
from wiki.facts.kinds import KINDS
from wiki.facts.references import Known, look_up, texts_in
from wiki.facts.state import check_constraints, typed_page
from wiki.models import Page, TypedPage
from wiki.queries.pages.documents import keep_document
from wiki.refusals import BodyRefused
from wiki.render.compiler import compile_body
from wiki.render.document import Document, TooComplex
from wiki.text.digests import in_bytes, sha256_of, size_of
from wiki.wording import reason_of

_MAX_FACTS_BYTES = 256 * 1024
_MAX_UID_LENGTH = Page._meta.get_field("uid").max_length


@dataclass(frozen=True)
class Content:
    """Body and facts of a revision, ready to be written. `size` is the size of both in bytes.

    `known` has the pages that the facts name, by uid. `typed` is the row of plain columns to save, if the
    kind has one. Both are empty if the facts are those of the current revision.
    """

    kind: Kind
    body: str
    facts: dict
    document: Document
    known: dict[str, Known]
    typed: TypedPage | None
    size: int
    sha256: str


def prepare(page, body, facts):
    """Return the Content of `body` and `facts` for `page`, which may be unsaved.

    The facts of the current revision are not checked again. Raises BodyRefused or FactsInvalid.
    """
    kind = KINDS[page.kind]
    body = tidy_body(body)
    document = compiled(body, page.below_lead)
    known, typed = {}, None
    # Compared as JSON: in Python, True equals 1.
    if page.current_id is None or in_bytes(facts) != in_bytes(page.current.facts):
        uids = {text for text in texts_in(facts) if len(text) <= _MAX_UID_LENGTH and "\0" not in text}
        known = look_up({page.uid, *uids})
        facts = check_facts(kind, facts, known)
        if len(in_bytes(facts)) > _MAX_FACTS_BYTES:
            raise FactsInvalid({"facts": [_("The facts of one page are at most 256 KB.")]})
        typed = typed_page(kind, page, facts, known)
        if typed is not None:
            check_constraints(typed)
    size, sha256 = size_of(body, facts), sha256_of(body, facts)
    content = Content(kind, body, facts, document, known, typed, size, sha256)
    keep_document(page, content)
    return content


def tidy_body(body):
    """Return `body` with LF line ends and without trailing space. Raises BodyRefused."""
    body = body.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if "\0" in body:
        raise BodyRefused(_("The text contains a null character. Remove it and save again."))
    if UNREADABLE in body:
        words = _("The text contains a character that could not be read: %s. Type it again.")
        raise BodyRefused(words % UNREADABLE)
    if len(body.encode()) > settings.WIKI_MAX_BODY_BYTES:
        words = _("The text of a page is at most %(limit)s KB. Split this page.")
        raise BodyRefused(words % {"limit": settings.WIKI_MAX_BODY_BYTES // 1024})
    return body


def compiled(body, below_lead=None):
    """Return the Document of `body` (see compile_body). Raises BodyRefused if it is too complex."""
    try:
        return compile_body(body, below_lead)
    except TooComplex as problem:
        raise BodyRefused(reason_of(problem)) from problem
