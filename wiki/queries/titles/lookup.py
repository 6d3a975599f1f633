"""Finds pages by their titles, and titles by the beginning of one of their words (wiki.models.TitlePart)."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wiki.models import Page, Title, TitlePart
from wiki.queries.prepared import prepared
from wiki.queries.visibility import knows_title, shown_title
from wiki.refusals import InputRefused, NotReached
from wiki.text.progress import FULL, SAFE
from wiki.text.titles import BadTitle, clean_title, title_key

_LAST = "\U0010ffff"  # no title has it


@dataclass(frozen=True)
class PageTitles:
    """All titles of one page: their texts by key, and the key of the current one.

    `hidden` has the points until which some of them are hidden, by key.
    The methods that change titles raise BadTitle, and InputRefused if there is nothing to change.
    """

    texts: dict[str, str] = field(default_factory=dict)
    current: str = ""
    hidden: dict[str, int] = field(default_factory=dict)

    @property
    def text(self):
        """The current title, or "" if there is no page."""
        return self.texts.get(self.current, "")

    def first_not_in(self, other):
        """Return the first of these titles that `other` does not have, or ""."""
        return next((text for key, text in self.texts.items() if key not in other.texts), "")

    def moved_to(self, text, keep_old=True):
        """Return these titles with another current one. The old one stays unless `keep_old` is false."""
        text, key = clean_title(text), title_key(text)
        if self.text == text:
            raise InputRefused(_("The page has this title already."))
        kept = self.texts if keep_old else self._without(self.current)
        return PageTitles(kept | {key: text}, key, self.hidden)

    def with_redirect(self, text, until=None):
        """Return these titles and one more, which is hidden until a point, or from nobody."""
        text, key = clean_title(text), title_key(text)
        if key in self.texts:
            raise InputRefused(_("This title leads to the page already."))
        hidden = {key: until} if until else {}
        return PageTitles(self.texts | {key: text}, self.current, self.hidden | hidden)

    def without_redirect(self, text):
        """Return these titles without one that is not current."""
        key = title_key(text)
        if key not in self.texts or key == self.current:
            raise InputRefused(_("This title does not redirect to the page, so there is nothing to remove."))
        return PageTitles(self._without(key), self.current, self.hidden)

    def _without(self, key):
        return {other: text for other, text in self.texts.items() if other != key}


def titles_of(page):
    """Return the PageTitles of a saved page."""
    titles = list(page.titles.order_by("pk"))
    current = next(title.key for title in titles if title.is_current)
    hidden = {title.key: title.shown_from for title in titles if title.shown_from}
    return PageTitles({title.key: title.text for title in titles}, current, hidden)


def key_or_none(text):
    """Return the key of the title that `text` spells, or None if it can't be a title."""
    try:
        return title_key(text)
    except BadTitle:
        return None


def find_title(sight, text):
    """Return the Title of a live or deleted page that `text` spells, or None.

    Raises BadTitle, or NotReached if the reader may not know the title.
    """
    title = next(iter(_titles(keys=[title_key(text)])), None)
    # What everybody may know is asked first: the sight of a reader may have to be looked up.
    if title and not any(knows_title(known, title) for known in (SAFE, sight)):
        raise NotReached(clean_title(text), title.page)
    return title


@prepared
def _titles(keys):
    return Title.objects.select_related("page__current__author", "page__current__mark").filter(key__in=keys)


def find_page(text):
    """Return the page, live or deleted, with the title that `text` spells, or None. `text` is user input."""
    title = find_title(FULL, text) if key_or_none(text) else None
    return title.page if title else None


def deleted_page(text):
    """Return the deleted page with the title that `text` spells, or None. Raises BadTitle."""
    title = find_title(FULL, text)
    return title.page if title and title.page.deleted_at else None


def limits_of(text):
    """Return the two limits between which a text is, compared by code point, if it begins with `text`."""
    return text, text + _LAST


def between(column, first, last):
    """Return the conditions under which a column is between these limits."""
    return {f"{column}__gte": first, f"{column}__lt": last}


def parts_between(sight, limits, rank, **wanted):
    """Return the TitleParts of that rank between these limits (see limits_of) that a reader may know."""
    parts = TitlePart.objects.filter(shown_title(sight, "title"), rank=rank, **wanted)
    return parts.filter(**between("words", *limits)).order_by("words")


def in_any_of(rows, slices):
    """Return a union of those `rows`, a queryset, that are in one of the slices of querysets.

    (SQLite refuses a union of slices, and with OR between them PostgreSQL would read all rows.)
    """
    first, *others = (rows.filter(pk__in=part.values("pk")) for part in slices)
    return first.union(*others)


def current_title(page):
    """Return the current Title of `page`."""
    return page.titles.get(is_current=True)


@dataclass(frozen=True)
class EditTarget:
    """A page to edit, or a title without a page.

    At the title of a `deleted` page an edit continues its history, but its old text is not shown.
    """

    title: str
    page: Page | None = None
    deleted: Page | None = None

    @property
    def kind(self):
        """The kind of the page, or None if the user may choose."""
        page = self.page or self.deleted
        return page.kind if page else None


def editing_target(sight, text):
    """Return the EditTarget with the title that `text` spells. Raises as find_title."""
    title = find_title(sight, text)
    if title is None:
        return EditTarget(clean_title(text))
    current = title if title.is_current else current_title(title.page)
    if title.page.deleted_at:
        return EditTarget(current.text, deleted=title.page)
    return EditTarget(current.text, title.page)
