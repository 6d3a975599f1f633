"""A folder of authored pages is read whole, or the bad file is named."""

from datetime import UTC, datetime

import pytest

from wiki.exchange.files import AuthoredRevision, BadFile, line_of, read_folder

PAGE = """+++
title = "Pip Russet"
summary = "Initial import"
date = 2031-04-01T12:00:00Z
{more}
+++
Pip plants a tree.
"""
NOON = datetime(2031, 4, 1, 12, tzinfo=UTC)


def folder(tmp_path, **files):
    """Write files, in a name `__` for a slash, `_` for a hyphen and `DOT` for a dot; return their folder."""
    for name, text in files.items():
        path = tmp_path / (name.replace("__", "/").replace("_", "-").replace("DOT", ".") + ".md")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def page(more="", **changed):
    text = PAGE.format(more=more)
    for old, new in changed.items():
        text = "\n".join(new if line.startswith(f"{old} =") else line for line in text.split("\n"))
    return text


def refusal_of(place):
    with pytest.raises(BadFile) as refusal:
        read_folder(place)
    return str(refusal.value)


def test_a_file_is_a_revision(tmp_path):
    place = folder(tmp_path, character__pip_russet=page('[facts.full_name]\nvalue = "Philippa"'))
    assert read_folder(place) == [
        AuthoredRevision(
            uid="character-pip-russet",
            kind="character",
            number=1,
            title="Pip Russet",
            summary="Initial import",
            date=NOON,
            facts={"full_name": {"value": "Philippa"}},
            body="Pip plants a tree.\n",
            path=tmp_path / "character" / "pip-russet.md",
        )
    ]


def test_revisions_come_page_by_page_and_the_file_without_a_number_is_the_newest(tmp_path):
    names = (
        "show__b",
        "show__aDOTr2",
        "show__a",
        "show__aDOTr1",
        "person__a",
        *(f"season__aDOTr{n}" for n in range(1, 12)),
    )
    place = folder(tmp_path, **{name: page() for name in names}, season__a=page())
    found = [(one.uid, one.number) for one in read_folder(place)]
    assert found == [
        ("person-a", 1),
        *(("season-a", number) for number in range(1, 13)),
        *(("show-a", number) for number in (1, 2, 3)),
        ("show-b", 1),
    ]


def test_what_is_for_authors_only_is_left_out_wherever_it_stands(tmp_path):
    more = """[[facts.statements]]
id = "r1"
label = "lines"
lines = "L1"
sources = [{ source = "source-times", locator = "page 1", lines = "L2-L3" }]
"""
    (found,) = read_folder(folder(tmp_path, article__a=page(more)))
    assert found.facts == {
        "statements": [
            {"id": "r1", "label": "lines", "sources": [{"source": "source-times", "locator": "page 1"}]}
        ]
    }


def test_a_body_may_hold_what_looks_like_a_header(tmp_path):
    (found,) = read_folder(folder(tmp_path, article__a=page() + "+++\nmore\n+++\n"))
    assert found.body == "Pip plants a tree.\n+++\nmore\n+++\n"


def test_files_beside_the_folders_of_kinds_are_not_pages(tmp_path):
    (tmp_path / "README.md").write_text("Read me.")
    assert read_folder(folder(tmp_path, article__a=page()))[0].uid == "article-a"


@pytest.mark.parametrize(
    "name", ["recipe__pie", "character__PIP", "character__pipDOTr0", "character__pipDOTdraft", "show__"]
)
def test_a_file_in_the_wrong_place_is_named(tmp_path, name):
    said = refusal_of(folder(tmp_path, **{name: page()}))
    assert said.endswith(".md: a page is a file <kind>/<slug>.md, an earlier revision <slug>.r1.md")
    assert str(tmp_path) in said


def test_a_folder_with_the_name_of_a_file_is_named(tmp_path):
    (tmp_path / "character" / "ada.md").mkdir(parents=True)
    assert refusal_of(tmp_path).startswith(f"{tmp_path}/character/ada.md: a page is a file")


@pytest.mark.parametrize(
    "names", [["show__aDOTr1"], ["show__a", "show__aDOTr2"], ["show__a", "show__aDOTr1", "show__aDOTr3"]]
)
def test_a_gap_in_the_revisions_is_named(tmp_path, names):
    said = refusal_of(folder(tmp_path, **{name: page() for name in names}))
    assert said == "show/a: the revisions before a.md are .r1, .r2 ... without a gap"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Only words.", 1, "a page begins with a TOML header between two lines of +++"),
        (page("title = 'Twice'"), 5, "Cannot overwrite a value"),
        (page("[facts"), 5, "Expected ']' at the end of a table declaration"),
        (page('note = """\nno end'), 6, "Unterminated string"),
        (page(title=""), 1, "the header has no 'title'"),
        (page(summary=""), 1, "the header has no 'summary'"),
        (page(date=""), 1, "the header has no 'date'"),
        (page("draft = true"), 5, "the header can't have 'draft'"),
        (page("[facts.a]\nvalue = " + "[" * 900 + "]" * 900), 2, "the header is nested too deeply"),
        (page(f"[facts.{'a.' * 2000}b]"), 2, "the header is nested too deeply"),
        (page(title="title = 5"), 2, "the title must be in quotation marks"),
        (page(summary="summary = ['x']"), 3, "the summary must be in quotation marks"),
        (page("facts = 'none'"), 5, "the facts must be written as tables such as [facts.released]"),
        (page(date="date = 2031-04-01"), 4, "the date must be written like 2022-04-22T12:00:00Z"),
        (page(date="date = 2031-04-01T12:00:00"), 4, "the date must be written like"),
        (page(date="date = 0001-01-01T00:00:00+14:00"), 4, "the date must be written like"),
        (page(date="date = 9999-12-31T23:59:59-01:00"), 4, "the date must be written like"),
        (page(date="date = 'today'"), 4, "the date must be written like"),
    ],
)
def test_a_bad_header_is_named_with_its_file_and_line(tmp_path, text, line, said):
    place = folder(tmp_path, show__a=text)
    assert refusal_of(place).startswith(f"{tmp_path / 'show' / 'a.md'}:{line}: {said}")


def test_a_file_that_is_no_text_is_named(tmp_path):
    place = folder(tmp_path, show__a=page())
    (place / "show" / "a.md").write_bytes(b"+++\ntitle = '\xff'\n+++\n")
    assert refusal_of(place) == f"{tmp_path / 'show' / 'a.md'}:2: the file is not UTF-8"


def test_all_bad_files_are_named_at_once(tmp_path):
    names = ("recipe__pie", "show__aDOTr2", "show__b", "show__c")
    place = folder(tmp_path, **{name: page(title="") for name in names}, show__d=page())
    assert refusal_of(place).split("\n") == [
        f"{tmp_path}/recipe/pie.md: a page is a file <kind>/<slug>.md, an earlier revision <slug>.r1.md",
        "show/a: the revisions before a.md are .r1, .r2 ... without a gap",
        f"{tmp_path}/show/b.md:1: the header has no 'title'",
        f"{tmp_path}/show/c.md:1: the header has no 'title'",
    ]


def test_a_slug_too_long_for_the_name_of_a_page_is_refused(tmp_path):
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / f"{'a' * 61}.md").write_text(page())
    assert "a page is a file <kind>/<slug>.md" in refusal_of(tmp_path)


SEASON = """+++
title = "Season 1"
summary = "Initial import"
date = 2031-04-01T12:00:00Z
facts.premise = { value = "Bees" }

[facts.show]
sources = [{ source = "times" }]
value = "show"

[[facts.casting]] # who plays whom
actor = "ada"
id = "joe-locke"
sources = [
  { source = "times" },
]

[[facts.casting]]
id = "joe"
from = "S1E1"
+++
One.
"""
LINES = {
    **{"title": 2, "summary": 3, "date": 4, "body": 22, "premise": 5, "nothing": 1},
    **{"show": 9, "show-sources": 8, "show-as_of": 9},
    **{
        "casting": 11,
        "casting-joe-locke": 11,
        "casting-joe-locke-actor": 12,
        "casting-joe-locke-character": 11,
    },
    **{"casting-joe-locke-sources": 14, "casting-joe": 18, "casting-joe-from": 20, "casting-joe-until": 18},
}


@pytest.mark.parametrize(("place", "line"), LINES.items())
def test_the_line_of_a_fact_is_told_as_near_as_can_be(place, line):
    assert line_of(SEASON, place) == line
