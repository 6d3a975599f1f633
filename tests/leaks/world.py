"""The Lantern, an invented show of three seasons and 24 episodes, of which the last season still runs.

Its pages have a secret in every place (tests.leaks.places). The Garden is a second show.
"""

from itertools import cycle

from tests.builders import authored, row, value
from tests.leaks.places import ADDRESS, CHOICE, NAME, ROWS, text_with
from tests.leaks.secrets import Secrets
from wiki.actions.imports import import_pages
from wiki.facts.kinds import KINDS
from wiki.text.points import SEASON, parse_point, point_before, point_label
from wiki.text.progress import EVERYTHING

EPISODES = [f"S{season}E{number}" for season in (1, 2, 3) for number in range(1, 9)]
MARKS = [*EPISODES, "S1", "S2", "S2E0"]
LAST = "S3E8"
LATEST = "s3e4"  # what comes later is not released yet
# The page of each kind with a secret in every fact: its uid, its title, its point, and a later one.
RICH = {
    "source": ("times", "The Lantern Times", "S1E3", "S2E2"),
    "person": ("ada", "Ada Marsh", "S1E5", "S3E2"),
    "show": ("lantern", "The Lantern", "S1E8", "S2E7"),
    "character": ("pip", "Pip Russet", "S2E1", "S3E3"),
    "season": ("season-2", "The Lantern season 2", "S2E4", "S2"),
    "episode": ("dusk-2-3", "Dusk 2-3", "S2E3", "S3E1"),
    "article": ("beginnings", "How it began", "S1", "S2E6"),
    "category": ("nights", "Category:Nights", "S2E0", "S3E4"),
    "help": ("greeting", "Help:Greeting", "S1E2", "S3E5"),
}
HIDDEN = "The gate"  # names the hidden pages
RELATED = row("to-pip", kind="friend", other="pip")
ARTICLE = RICH["article"][1]
_PAGES = {"person": "ben", "character": "quince", "page": "school"}  # what facts name, by the model named


class World:
    """The revisions of all pages, and their secrets.

    A twin differs in what comes after the point `upto`: its words are longer, `guts` leaves one word of each
    hidden box, and `drops` leaves out hidden facts that repeat.
    """

    def __init__(self, upto=EVERYTHING, *, guts=False, drops=False):
        self.secrets = Secrets(upto)
        self.guts, self.drops = guts, drops
        self.revisions = [*_frame(), *self._rich(), *self._episodes(), *self._articles()]
        self.revisions += [*self._hidden(), *self._without_marks()]

    def load(self):
        import_pages(self.revisions)
        return self

    def _hidden(self):
        """Yield pages that are hidden until a point, whose titles are secrets, and one that names them."""
        named = []
        for kind, mark in (
            ("character", "S2E5"),
            ("article", "S1E2"),
            ("category", "S3E3"),
            ("person", "S2"),
        ):
            prefix = "Category:" if kind == "category" else ""
            title = prefix + self.secrets.word("", f"the title of a hidden {kind}", mark)
            word = self.secrets.word(title, f"the text of a hidden {kind}", mark)
            facts = {"reveal": value(mark) | {"show": "lantern"}}
            if kind == "character":
                facts |= {"first_appearance": value("season-1"), "relationships": [RELATED]}
            uid, body = f"hidden-{kind}", f"{word} [[Pip Russet]] [@times] [[Category:Nights]]"
            named.append(row(f"row-{kind}", label=kind.title(), value=uid))
            if not self.drops or self.secrets.reaches(mark):
                yield authored(uid, kind, title=title, facts=facts, body=body)
            else:
                named.pop()
        yield authored("gate", title=HIDDEN, body="A gate.", facts={"statements": named} if named else {})

    def _rich(self):
        """Yield a page of each kind with a secret in every place; the episode is among the other ones."""
        for number in (1, 3):
            title = f"The Lantern season {number}"
            yield authored(f"season-{number}", "season", title=title, facts=self._season(title, number))
        for kind, (uid, title, first, second) in RICH.items():
            if kind != "episode":
                facts = self._own(kind, title) | self._rows(KINDS[kind], title, first, second)
                yield authored(uid, kind, title=title, facts=facts, body=self._text(kind, title, first))

    def _own(self, kind, title):
        """Return the plain facts of a rich page."""
        match kind:
            case "source":
                return {"key": value("times"), "headline": value("All about The Lantern")}
            case "show":
                return {"key": value("lantern"), "genre": value("Drama")}
            case "character":
                return {"first_appearance": value("season-1")}
            case "season":
                return self._season(title, 2)
        return {}

    def _season(self, title, number):
        facts = {"show": value("lantern"), "number": value(number), "episode_count": value(8)}
        return facts | {"released": value(f"202{number}-01")} | self._premise(title, f"S{number}")

    def _premise(self, title, mark):
        """Return a premise: it is told to who has watched everything before."""
        point = point_before(parse_point(mark))
        return {"premise": value(self.secrets.word(title, "premise", point_label(point) if point else ""))}

    def _text(self, kind, title, first):
        """Return text with all places on three pages, of which one has marks of every point."""
        if kind == "article":
            return text_with(self.secrets, title, cycle(MARKS), show="lantern ", guts=self.guts)
        if kind in ("character", "season"):
            return text_with(self.secrets, title, cycle([first]), guts=self.guts)
        word = self.secrets.word(title, "words in a line", first)
        return f"A first line >!lantern {first}: [[{word}]]!< goes on."

    def _rows(self, kind, title, first, second):
        """Return the facts that repeat: each has rows of several forms."""
        facts = {rows.name: list(self._forms(rows, title, first, second)) for rows in kind.rows}
        return {name: listed for name, listed in facts.items() if listed}

    def _forms(self, rows, title, first, second):
        yield from self._row(rows, title, "words", first)
        yield from self._row(rows, title, "pages", second)
        yield from self._row(rows, title, "ended", "", until=second)
        yield from self._row(rows, title, "elsewhere", "garden S1E1")
        if rows.line:  # three rows, of which each is seen until the next one begins
            line = {"label": "Job"} if rows.line == "label" else {"other": "pip"}
            for mark, end in (("", first), (first, second), (second, None)):
                yield from self._row(rows, title, "story", mark, end=end, **line)

    def _row(self, rows, title, form, mark, *, until=None, end=None, **columns):
        """Yield a row with a secret in each column and in its locator, unless a twin leaves it out.

        `until` is typed in it, `end` is the point at which another row ends it.
        """
        place, ends = f"{rows.name}, {form}", {"until": until or end}

        def word(part):
            return self.secrets.word(title, f"{place}, {part}", mark, **ends)

        words = {column: columns.get(column) or _filled(rows, column, form, word) for column in rows.columns}
        source = {"source": "times", "locator": word("locator")}
        *show, point = mark.split(" ")
        if self.drops and until and not self.secrets.reaches(until):
            until = LAST
        marks = {"from": point, "until": until, "show": show[0] if show else "lantern"}
        if not self.drops or self.secrets.reaches(mark):
            row_id = f"{form}-{point.lower() or 'first'}"
            yield row(
                row_id, **words, sources=[source], **{name: part for name, part in marks.items() if part}
            )

    def _episodes(self):
        """Yield 24 episodes with secrets in their premises, texts and appearances; one of them is rich."""
        for mark in EPISODES:
            season, number = divmod(parse_point(mark), SEASON)
            title = f"Dusk {season}-{number}"
            facts = {"season": value(f"season-{season}"), "number": value(number)}
            facts |= {"released": value("2999-01" if mark > LATEST.upper() else "2024-01")}
            facts |= self._premise(title, mark)
            if title == RICH["episode"][1]:
                facts |= self._rows(KINDS["episode"], *RICH["episode"][1:])
            elif seen := [*self._row(KINDS["episode"].rows_named("appearances"), title, "words", mark)]:
                facts |= {"appearances": seen}
            uid = title.lower().replace(" ", "-")
            yield authored(uid, "episode", title=title, facts=facts, body=self._plot(title, mark))

    def _plot(self, title, mark):
        """Return the text of an episode. What is below its lead is hidden without a mark."""
        later = LAST if title == RICH["episode"][1] else mark
        lead = self.secrets.word(title, "the lead", mark)
        below = self.secrets.word(title, "below the lead", mark)
        box = self.secrets.word(title, "a box below the lead", later)
        told = f"## It is {below}\n\n[[{below}]] happens.\n\n::: spoiler {later}\n[[Category:{box}]]\n:::"
        if self.guts and not self.secrets.reaches(mark):
            told = below
        return f"It is dark >!{mark}: {lead}!<.\n\n{told}"

    def _articles(self):
        """Yield articles whose hidden parts differ in length, and two of which a part is never rendered."""
        for number in range(7):
            title = f"Notes {number}"
            word = self.secrets.word(title, "a long box", "S2E5")
            hidden = word if self.guts or number % 2 else 20 * f"{word} "
            body = f"Words{number * ' words'}.\n\n::: spoiler lantern S2E5\n{hidden}\n:::"
            yield authored(f"notes-{number}", title=title, body=body)
        cell, note = (
            self.secrets.word("Crumbs", place, "S3E2") for place in ("a cell too many", "an unused note")
        )
        table = f"| A cell |\n| --- |\n| b | >!lantern S3E2: {cell}!< |"
        yield authored("crumbs", title="Crumbs", body=f"A line.\n\n{table}\n")
        body = f"A line.\n\n[^free]: A note >!lantern S3E2: {note}!<."
        yield authored("scraps", title="Scraps", body=body)

    def _without_marks(self):
        """Yield a page that nobody has marked, and one on which nothing spoils, as somebody has said."""
        appears = {"first_appearance": value("season-1")}
        for title, mark, more in (("Moss", None, {}), ("Bracken", "", {"reveal": value("everybody")})):
            word = self.secrets.word(title, "unmarked text", mark)
            told = (
                f"## It is {word}\n\n[[{word}]] happens. [[Category:{word}]]\n\n## Alike\n\n[@times, {word}]"
            )
            if self.guts and not self.secrets.reaches(mark):
                told = word
            yield authored(
                title.lower(), "character", title=title, body=f"A lead.\n\n{told}", facts=appears | more
            )


def _frame():
    """Yield the pages that others name, without secrets."""
    yield authored("garden", "show", title="The Garden", facts={"key": value("garden")})
    facts = {"show": value("garden"), "number": value(1), "status": value("released")}
    yield authored("garden-1", "season", title="The Garden season 1", facts=facts)
    facts = {"first_appearance": value("season-1"), "school": value("school")}
    yield authored("quince", "character", title="Mrs Quince", facts=facts)
    yield authored("fern", "character", title="Fern", facts={"first_appearance": value("garden-1")})
    yield authored("ben", "person", title="Ben Frost")
    yield authored("gazette", "source", title="The Gazette", facts={"key": value("gazette")})
    yield authored("school", title="Lantern School", body="It links to [[Nothing yet]].")


def _filled(rows, column, form, word):
    """Return what is typed in a column of a row."""
    sort, field = ROWS[rows.name][column], rows.fields[column]
    if sort == CHOICE:
        return field.choices[0][0]
    if sort == NAME:
        return _PAGES[field.related_model._meta.model_name] if form == "pages" else {"name": word(column)}
    return f"https://{word(column)}.example/" if sort == ADDRESS else word(column)
