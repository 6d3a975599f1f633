"""Lists the categories."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Max

from wiki.models import LinkKind, PageKind
from wiki.queries.lists.paging import page_of
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import hidden_titles, shown_links
from wiki.text.progress import SAFE

CATEGORIES_ON_A_PAGE = 100
# Goes from one category to the next, however many pages are in each: those that are used and those that have
# a page. rank 0 is a current title (wiki.models.TitlePart).
_KEYS = """WITH RECURSIVE category(key) AS (
        SELECT CAST('' AS varchar){collation}
        UNION ALL SELECT (SELECT min(next.key) FROM (
            SELECT min(target_key) AS key FROM wiki_pagelink
                WHERE kind = 'category' AND shown_from IS NULL AND target_key > category.key
            UNION ALL SELECT min(words) FROM wiki_titlepart
                WHERE kind = 'category' AND rank = 0 AND words > category.key
        ) next) FROM category WHERE category.key IS NOT NULL
    ) SELECT key FROM category WHERE key <> '' LIMIT %s"""


@dataclass(frozen=True)
class _Keys:
    """The keys of all categories in order, to be sliced. `revealed` are those in links with marks."""

    revealed: set[str]
    hidden: set[str]  # those that only hidden pages have

    def __getitem__(self, part):
        collation = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(_KEYS.format(collation=collation), [part.stop + len(self.hidden)])
            return sorted(self.revealed | {key for (key,) in cursor.fetchall()} - self.hidden)[part]


def categories(sight, asked):
    """Return a Page of (Name, number of members) by title; a category without a page has no uid."""
    links = shown_links(sight, kind=LinkKind.CATEGORY).values_list("target_key")
    revealed = {key for (key,) in links.filter(shown_from__isnull=False)} if sight != SAFE else set()
    hidden = {title.key for title in hidden_titles(sight).filter(page__kind=PageKind.CATEGORY)}
    hidden -= {key for (key,) in links.filter(target_key__in=hidden)}
    page = page_of(_Keys(revealed, hidden), asked.get("page"), CATEGORIES_ON_A_PAGE)
    counted = links.filter(target_key__in=page.object_list)
    counted = counted.annotate(title=Max("target_title"), members=Count("page", distinct=True))
    linked = {key: (title or key, members) for key, title, members in counted}
    names = names_of(sight, keys=page.object_list)
    counts = Counter()
    for key in page:
        title, members = linked.get(key, (key, 0))
        if name := names.by_key.get(key):
            counts[names.by_uid.get(name.uid, name)] += members
        elif members:
            counts[Name("", PageKind.CATEGORY, title)] += members
    page.object_list = list(counts.items())
    return page
