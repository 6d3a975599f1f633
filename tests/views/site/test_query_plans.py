"""No query of a page that visitors see goes through a whole table that grows with the wiki."""

import json
import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.actions.worlds import orchard_with_everything
from tests.builders import bob, crowd
from tests.doors import browser_of
from wiki.models import (
    Casting,
    Character,
    Citation,
    Episode,
    Page,
    PageLink,
    Person,
    Revision,
    SearchEntry,
    Source,
    Title,
    TitlePart,
)

pytestmark = pytest.mark.slow

# The tables that grow most, which `fill` fills.
FILLED = [Page, Title, TitlePart, Revision, PageLink]
OTHERS = [Citation, SearchEntry, Casting, Character, Episode, Person, Source]
OF_FEW = "page_hidden"  # an index of hidden pages only
ADDRESSES = [
    *("/", "/shows/", "/episodes/", "/episodes/?season=The+Orchard+season+1", "/categories/", "/pages/"),
    *("/pages/?kind=character", "/pages/?page=2", "/characters/", "/characters/?billing=new"),
    *("/characters/?season=The+Orchard+season+1", "/characters/?school=Elm+School", "/actors/"),
    *("/actors/?season=The+Orchard+season+1&billing=new", "/journal", "/user/Bob", "/proposals"),
    *("/recent", "/recent?days=all", "/recent?kind=article", "/recent?person=Bob&days=all"),
    *("/search?q=orchard", "/search?q=apple+pi", "/search?q=pip+rusett", "/wiki/Pip_Rusett"),
    *("/suggest?q=or", "/suggest?q=a&kind=person", "/suggest?q=post&kind=source"),
    *("/links/Pip_Russet", "/links/Category:Fruit?kind=category", "/links/Nobody", "/history/Apple"),
    *("/edit/Apple", "/edit/Nobody", "/move/Apple", "/special/unmarked"),
]
TITLES = [
    *("The Orchard", "The Orchard season 1", "Dawn", "Pip Russet", "Ada Marsh", "The Orchard Times"),
    *("Category:Fruit", "Elm School", "Apple", "Guide"),
]
# Table, part of the query, and why it may be scanned.
ALLOWED = [
    (
        "wiki_revision",
        'ORDER BY V0."created_at" DESC',
        "Only so many edits, in the order of an index.",
    ),
    ("wiki_page", 'NOT (U0."shown_from" IS NULL)', "Hidden pages have an index of their own, and are few."),
]


class Plans:
    """Asks the database how it answers each query. `scans` has (table, query) where it reads all rows."""

    def __init__(self):
        self.scans = set()

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("SELECT", "WITH")) and "wiki_" in sql:
            with connection.cursor() as cursor:
                read = _scans_of_sqlite if connection.vendor == "sqlite" else _scans_of_postgresql
                self.scans |= {(table, sql) for table in read(cursor.cursor, sql, params)}
        return execute(sql, params, many, context)


def _scans_of_sqlite(cursor, sql, params):
    """Yield the growing tables that are scanned, but not those that are read in order up to a limit."""
    lines = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params or ())]
    names = dict(re.findall(r'"?(wiki_\w+)"? (?:AS )?"?(\w+)"?', sql))
    growing = {model._meta.db_table for model in FILLED + OTHERS}
    tables = {alias: table for table, alias in names.items()} | {table: table for table in growing}
    for line in lines:
        scan = re.match(r"SCAN (\w+)(?! VIRTUAL)", line)
        in_order = (
            " LIMIT " in sql
            and "ORDER BY" in sql
            and not any("TEMP B-TREE FOR ORDER" in one for one in lines)
        )
        if scan and "VIRTUAL TABLE" not in line and OF_FEW not in line and not in_order:
            table = tables.get(scan.group(1))
            if table in growing:
                yield table


def _scans_of_postgresql(cursor, sql, params):
    cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
    [(plan,)] = cursor.fetchall()
    yield from _scans_in((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], in_order=False)


def _scans_in(node, *, in_order):
    """Yield the growing tables that a node reads whole. Under a limit, an index may be read in order."""
    in_order = (in_order or node["Node Type"] == "Limit") and node["Node Type"] not in ("Sort", "Aggregate")
    reads_all = node["Node Type"].endswith("Scan") and not {"Index Cond", "Recheck Cond"} & node.keys()
    reads_all &= node.get("Index Name") != OF_FEW
    filled = {model._meta.db_table for model in FILLED}
    is_index = "Index" in node["Node Type"]
    if node.get("Relation Name") in filled and reads_all and not (is_index and in_order):
        yield node["Relation Name"]
    for child in node.get("Plans", ()):
        yield from _scans_in(child, in_order=in_order)


def fill(count):
    """Write so many articles with a revision and links, so that PostgreSQL would rather use an index."""
    pages, now = crowd("article", count), timezone.now()
    Revision.objects.bulk_create(
        [Revision(page=page, number=1, created_at=now, size=1, sha256="x") for page in pages]
    )
    PageLink.objects.bulk_create(
        [
            PageLink(page=page, kind=kind, target_key=page.uid)
            for page in pages
            for kind in ("link", "category")
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_no_query_of_a_visitor_scans_a_table_that_grows(db, settings):
    settings.WIKI_DISAMBIGUATION_TITLE = "Category:Disambiguation"
    orchard_with_everything()
    browser, plans = browser_of(bob()), Plans()
    if connection.vendor == "postgresql":
        fill(5000)
        with connection.cursor() as cursor:
            for way in ("seqscan", "hashjoin", "mergejoin"):  # which suit the few rows of a test
                cursor.execute(f"SET LOCAL enable_{way} = off")
    faces = [reverse(name, args=[title]) for title in TITLES for name in ("page-read", "page-links")]
    for address in ADDRESSES + faces:
        with connection.execute_wrapper(plans):
            assert browser.get(address).status_code in (200, 404), address
    found = [
        scan for scan in plans.scans if not any(scan[0] == row[0] and row[1] in scan[1] for row in ALLOWED)
    ]
    assert not found, "\n\n".join(f"{table}: {sql}" for table, sql in sorted(found))
