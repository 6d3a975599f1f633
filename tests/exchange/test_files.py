"""A folder of authored pages is read whole, or the bad file is named."""

from datetime import UTC, datetime

import pytest

from wiki.exchange.files import AuthoredRevision, BadFile, read_folder

PAGE = """+++
title = "Pip Russet"
summary = "First edition"
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
            summary="First edition",
            date=NOON,
            facts={"full_name": {"value": "Philippa"}},
            body="Pip plants a tree.\n",
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
    assert said.endswith(".md: a page is <kind>/<slug>.md, an earlier revision <slug>.r1.md")
    assert str(tmp_path) in said


@pytest.mark.parametrize(
    "names", [["show__aDOTr1"], ["show__a", "show__aDOTr2"], ["show__a", "show__aDOTr1", "show__aDOTr3"]]
)
def test_a_gap_in_the_revisions_is_named(tmp_path, names):
    said = refusal_of(folder(tmp_path, **{name: page() for name in names}))
    assert said == "show/a: the revisions before a.md are .r1, .r2 ... without a gap"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Only words.", "a page begins with a TOML header between two lines of +++"),
        (page("title = 'Twice'"), "Cannot overwrite a value"),
        (page("[facts"), "Expected ']'"),
        (page(title=""), "the header has no 'title'"),
        (page(summary=""), "the header has no 'summary'"),
        (page(date=""), "the header has no 'date'"),
        (page(date="date = 2031-04-01"), "the date of a revision is written like 2022-04-22T12:00:00Z"),
        (page(date="date = 2031-04-01T12:00:00"), "the date of a revision is written like"),
        (page(date="date = 'today'"), "the date of a revision is written like"),
    ],
)
def test_a_bad_header_is_named_with_its_file(tmp_path, text, said):
    place = folder(tmp_path, show__a=text)
    assert refusal_of(place).startswith(f"{tmp_path / 'show' / 'a.md'}: {said}")


def test_a_file_that_is_no_text_is_named(tmp_path):
    place = folder(tmp_path, show__a=page())
    (place / "show" / "a.md").write_bytes(b"+++\n\xff\n+++\n")
    assert refusal_of(place).startswith(f"{tmp_path / 'show' / 'a.md'}: 'utf-8' codec can't decode")
