"""Finds a page by a title that somebody typed."""

from dataclasses import dataclass, field

from wiki.models import Page, Revision, Title
from wiki.text.titles import clean_title, title_key


@dataclass(frozen=True)
class PageTitles:
    """All titles of one page: their texts by key, and the key of the current one."""

    texts: dict[str, str] = field(default_factory=dict)
    current: str = ""

    @property
    def text(self):
        """The current title, or nothing where there is no page."""
        return self.texts.get(self.current, "")

    def first_not_in(self, other):
        """Return the first title that these have and `other` lacks, or nothing."""
        return next((text for key, text in self.texts.items() if key not in other.texts), "")

    def without(self, key):
        """Return these titles without one that is not current."""
        return PageTitles({other: text for other, text in self.texts.items() if other != key}, self.current)

    def moved_to(self, text, *, keep_old=True):
        """Return these titles with another current one; the old one goes unless it is kept."""
        key = title_key(text)
        kept = self.texts if keep_old else self.without(self.current).texts
        return PageTitles(kept | {key: text}, key)


def titles_of(page):
    """Return the PageTitles of a saved page."""
    titles = list(page.titles.order_by("pk"))
    return PageTitles(
        {title.key: title.text for title in titles}, next(title.key for title in titles if title.is_current)
    )


def find_title(text):
    """Return the Title, current or old, that `text` spells, with its page and revision, or None.

    The page may be deleted. Raises BadTitle when `text` can't be a title.
    """
    found = Title.objects.select_related("page__current__author", "page__current__mark")
    return found.filter(key=title_key(text)).first()


def deleted_page(text):
    """Return the deleted page that `text` spells a title of, or None. Raises BadTitle."""
    found = find_title(text)
    return found.page if found and found.page.deleted_at else None


def current_title(page):
    """Return the Title that the reading page of `page` bears."""
    return page.titles.get(is_current=True)


@dataclass(frozen=True)
class EditTarget:
    """What an editing form is for: a page, or a title without one.

    Whoever writes at the title of a `deleted` page continues its history, and sees nothing of what it said.
    """

    title: str
    page: Page | None
    revision: Revision | None
    deleted: Page | None = None

    @property
    def kind(self):
        """What the page is about, None when whoever writes it may choose."""
        known = self.page or self.deleted
        return known.kind if known else None


def editing_target(text):
    """Return the EditTarget of the editing form at `text`. Raises BadTitle."""
    found = find_title(text)
    if found is None:
        return EditTarget(clean_title(text), None, None)
    title = found if found.is_current else current_title(found.page)
    if found.page.deleted_at:
        return EditTarget(title.text, None, None, found.page)
    return EditTarget(title.text, found.page, found.page.current)


def target_of(page):
    """Return the EditTarget of the editing form of `page`."""
    return EditTarget(current_title(page).text, page, page.current)
