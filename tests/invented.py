"""A large invented wiki about a show, to measure: `python -m tests.invented 10000` fills an empty wiki.

The same number of pages always gives the same wiki. Show, seasons and episodes are written by actions. All
other pages are alike, so their rows are made here and copied into the tables: actions would need a hundred
times as long. tests/test_invented.py checks that they are as actions would make them.
"""

import json
import os
import random
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import django
from django.db import connection
from django.db.models import Max

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hswiki.settings.local")
    django.setup()

from wiki.actions.acts import act
from wiki.actions.pages.editing import create_page, edit_page
from wiki.actions.pages.shows import write_places
from wiki.actions.search.indexing import write_title_parts
from wiki.models import Character, Page, PageLink, Person, Revision, SearchEntry, Source, Title, User
from wiki.text.digests import sha256_of, size_of
from wiki.text.titles import title_key

LETTERS = 6_000  # of a page
LINKS = 30  # of a page
LONG_EVERY, LONG = 1_000, 16  # one page in so many is so many times as long
LONG_REVISIONS = 12
OFTEN_EVERY, REVISIONS = 2_000, 500  # one page in so many has so many revisions
ON_EVERY_PAGE = "lantern"
SHOW, KEY = "The Lighthouse", "lighthouse"
_SEASONS, _EPISODES, _CAST, _MEMBERS, _AT_ONCE = 5, 8, 24, 20, 500
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_DIGITS = ("ba", "den", "fi", "gor", "hul", "ka", "len", "mi", "nor", "pel")
_SYLLABLES = (*_DIGITS, "ri", "sa", "tun", "vo", "wen")
# A page's kind by its number; every thousand pages have as many of each.
_KINDS = ["character"] * 4 + ["person"] * 4 + ["article"] * 11 + ["source"]


def rare_word(number):
    """Return a word that only the page of this number has."""
    return "zy" + "".join(_DIGITS[int(digit)] for digit in str(number))


class Invented:
    """The pages of an invented wiki, by their numbers from 1 on. Ask for their texts in order."""

    def __init__(self, size):
        self.size, self._chance = size, random.Random(size)
        self._names = [self._named(number) for number in range(size + 1)]
        words = [self._word() for _ in range(3_000)]
        usual = [1 / (place + 10) for place in range(len(words))]  # as in any language
        self._sentences = [
            " ".join(self._chance.choices(words, usual, k=self._chance.randint(12, 20))) for _ in range(1_000)
        ]
        self._letters = sum(map(len, self._sentences)) // len(self._sentences)

    def _word(self):
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(1, 3)))

    def kind(self, number):
        return "category" if number % 100 == 0 else _KINDS[number % len(_KINDS)]

    def title(self, number):
        return self._names[number][0]

    def key(self, number):
        return self._names[number][1]

    def _named(self, number):
        name = f"{rare_word(number // 7)[2:]} {rare_word(number)[2:]}".title()
        title = f"Category:{name}" if self.kind(number) == "category" else name
        return title, title_key(title)

    def facts(self, number, seasons):
        """Return the facts of a page, and their words for search; `seasons` are (uid, title)."""
        kind, (season, season_title) = self.kind(number), seasons[number % len(seasons)]
        if kind == "character":
            return {"first_appearance": {"value": season}, "reveal": {"value": "everybody"}}, season_title
        if kind == "source":
            key, headline = {"value": f"s-{number}"}, {"value": rare_word(number)}
            return {
                "key": key,
                "type": {"value": "article"},
                "headline": headline,
            }, f"Article · {headline['value']}"
        return {}, ""

    def texts(self, number):
        """Return the Markdown of a page, its words for search, and the numbers of pages that it links to."""
        letters = LETTERS * (LONG if number % LONG_EVERY == 1 else 1)
        targets = self._chance.sample(range(1, self.size + 1), min(LINKS, self.size))
        opening = f"The {ON_EVERY_PAGE} of {rare_word(number)}."
        markdown, words = [f"{opening}[@{self.source_of(number)}, page {number}]"], [opening]
        for target in targets:
            before, after = self._chance.sample(self._sentences, 2)
            title = self.title(target)
            colon = ":" if title.startswith("Category:") else ""
            markdown.append(f"{before} [[{colon}{title}]] {after}.")
            words.append(f"{before} {title} {after}.")
        missing = letters - sum(map(len, markdown))
        sentences = self._chance.choices(self._sentences, k=max(missing, 0) // self._letters)
        markdown.append(f"[[{self.title(self.category_of(number))}]]")
        return "\n\n".join([*markdown, *sentences]), "\n".join([*words, *sentences]), targets

    def category_of(self, number):
        """Return the number of the category that a page is in."""
        return min((number // 100 + 1) * 100, self.size // 100 * 100)

    def source_of(self, number):
        """Return the key of the source that a page cites."""
        source = number // len(_KINDS) * len(_KINDS) + _KINDS.index("source")
        return f"s-{source if source <= self.size else source - len(_KINDS)}"


def fill(size, say=lambda done, seconds: None):
    """Fill an empty wiki with `size` pages, at least 100, and the show.

    `say` is called now and then with how many pages are written, and how many seconds it took.
    """
    invented = Invented(size)
    members = [User.objects.create_user(f"Member{number}").pk for number in range(_MEMBERS)]
    by = User.objects.get(pk=members[0])
    seasons = _write_show(by)
    with act(), connection.cursor() as cursor:
        copying, begun = _Copying(cursor, invented, members, seasons), time.monotonic()
        for start in range(1, size + 1, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, size + 1))
            copying.write(numbers)
            say(numbers[-1], time.monotonic() - begun)
        copying.finish()
        write_places(Page.objects.all())
    _write_casts(invented, seasons, by)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write_show(by):
    """Write the show with its seasons and episodes; return {uid: title} of the seasons."""

    def write(title, kind, **facts):
        facts = {name: {"value": content} for name, content in facts.items()}
        return create_page(title, kind, by=by, body=f"Told by the {ON_EVERY_PAGE}.", facts=facts).page.uid

    show, seasons = write(SHOW, "show", key=KEY), {}
    for number in range(1, _SEASONS + 1):
        title = f"{SHOW} season {number}"
        facts = {"show": show, "number": number, "status": "released", "released": str(2000 + number)}
        uid = write(title, "season", **facts, reveal="everybody")
        seasons[uid] = title
        for episode in range(1, _EPISODES + 1):
            write(f"{title} episode {episode}", "episode", season=uid, number=episode)
    return seasons


def _write_casts(invented, seasons, by):
    """Give each season a cast. One row in eight is hidden until an episode of the season."""
    numbers = range(1, invented.size + 1)
    actors, characters = (
        [n for n in numbers if invented.kind(n) == kind] for kind in ("person", "character")
    )
    for season, uid in enumerate(seasons):
        page, pairs = Page.objects.get(uid=uid), list(zip(actors, characters, strict=False))[season::_SEASONS]
        cast = [
            {"id": f"r{place}", "actor": _uid(actor), "character": _uid(character)}
            | ({"from": f"S{season + 1}E{place // 8 + 1}"} if place % 8 == 7 else {})
            for place, (actor, character) in enumerate(pairs[:_CAST])
        ]
        current = page.current
        edit_page(page, by=by, base=current, body=current.body, facts=current.facts | {"casting": cast})


def _uid(number):
    return f"invented-{number}"


class _Copying:
    """Copies the rows of pages into the tables."""

    def __init__(self, cursor, invented, members, seasons):
        self._cursor, self._invented, self._members, self._seasons = cursor, invented, members, seasons
        self._season_pages = dict(Page.objects.filter(uid__in=seasons).values_list("uid", "pk"))
        self._last = {model: self._last_key(model) for model in (Page, Title, Revision)}

    def _last_key(self, model):
        if connection.vendor == "postgresql":
            self._cursor.execute(f"SELECT nextval('{model._meta.db_table}_id_seq')")
            return self._cursor.fetchone()[0]
        return model.objects.aggregate(last=Max("pk"))["last"] or 0

    def finish(self):
        """Let the database go on after the primary keys that were given here."""
        if connection.vendor == "postgresql":
            for model, last in self._last.items():
                self._cursor.execute("SELECT setval(%s, %s)", [f"{model._meta.db_table}_id_seq", last])

    def write(self, numbers):
        """Write the pages of these numbers."""
        self._rows, pages = defaultdict(list), []
        for number in numbers:
            pages.append(self._write_page(number))
        for model, rows in self._rows.items():
            self._copy(model, rows)
        write_title_parts(pages)

    def _write_page(self, number):
        invented, kind, title = self._invented, self._invented.kind(number), self._invented.title(number)
        facts, in_facts = invented.facts(number, list(self._seasons.items()))
        body, words, targets = invented.texts(number)
        page, key = self._next(Page), invented.key(number)
        self._add(Title, id=self._next(Title), key=key, text=title, page_id=page)
        current = self._write_history(page, number, body, facts)
        self._add(Page, id=page, uid=_uid(number), kind=kind, current_id=current, touched=1)
        text = f"{words}\n{in_facts}".strip()
        self._add(SearchEntry, page_id=page, title=title, text=text)
        self._write_links(page, number, targets, facts)
        if kind == "character":
            season = self._season_pages[facts["first_appearance"]["value"]]
            self._add(Character, page_id=page, first_appearance_id=season)
        elif kind == "person":
            self._add(Person, page_id=page)
        elif kind == "source":
            columns = {name: fact["value"] for name, fact in facts.items()}
            self._add(Source, page_id=page, **columns)
        return page

    def _write_history(self, page, number, body, facts):
        """Write the revisions of a page, and return the primary key of the last."""
        last, parent = 1, None
        if number % OFTEN_EVERY == 2:
            last = REVISIONS
        elif number % LONG_EVERY == 1:
            last = LONG_REVISIONS
        for place in range(1, last + 1):
            text = body if place == last else f"{body[: -20 * place]} {rare_word(place)}."
            key, when = self._next(Revision), _FIRST + timedelta(minutes=number + place)
            when = connection.ops.adapt_datetimefield_value(when)
            author = self._members[(number + place) % len(self._members)]
            columns = {"number": place, "parent_id": parent, "author_id": author, "created_at": when}
            columns |= {"size": size_of(text, facts), "sha256": sha256_of(text, facts)}
            self._add(Revision, id=key, page_id=page, body=text, facts=json.dumps(facts), **columns)
            parent = key
        return parent

    def _write_links(self, page, number, targets, facts):
        for target in {*targets}:
            self._link(page, "link", self._invented.key(target), self._invented.title(target))
        category = self._invented.category_of(number)
        self._link(page, "category", self._invented.key(category), self._invented.title(category))
        self._link(page, "cite", self._invented.source_of(number))
        if "first_appearance" in facts:
            season = self._seasons[facts["first_appearance"]["value"]]
            self._link(page, "fact", title_key(season), season)

    def _link(self, page, kind, key, title=""):
        self._add(PageLink, page_id=page, kind=kind, target_key=key, target_title=title)

    def _next(self, model):
        self._last[model] += 1
        return self._last[model]

    def _add(self, model, **columns):
        self._rows[model].append(columns)

    def _copy(self, model, rows):
        """Copy rows, as {column: value}, into a table; other columns get the defaults of their fields."""
        others = [field for field in model._meta.concrete_fields if field.column not in rows[0]]
        others = [field for field in others if not field.primary_key]
        defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
        columns = [*rows[0], *(field.column for field in others)]
        lines = ([*row.values(), *defaults] for row in rows)
        names = ", ".join(map(connection.ops.quote_name, columns))
        if connection.vendor == "postgresql":
            with self._cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            places = ", ".join(["%s"] * len(columns))
            self._cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", lines)


def main():
    """Fill the wiki of the settings."""
    size = int(sys.argv[1])

    def say(done, seconds):
        print(
            f"\r{done:,} of {size:,} pages, {done / seconds:,.0f} a second",
            end="",
            file=sys.stderr,
            flush=True,
        )

    if Page.objects.exists():
        sys.exit("This wiki has pages already.")
    fill(size, say)
    print(file=sys.stderr)


if __name__ == "__main__":
    main()
