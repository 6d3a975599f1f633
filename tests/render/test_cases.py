"""Each `cases/<name>.md` becomes `cases/<name>.html`.

A case begins with the titles that exist and the sources that are known, one line each, and `=====`.
"""

from pathlib import Path

import pytest

from tests.render.english import join, watched_to
from tests.render.nesting import read
from wiki.render.compiler import compile_body
from wiki.render.joiner import Target
from wiki.text.titles import title_key, title_path

CASES = sorted(Path(__file__).parent.glob("cases/*.md"))


def joined_case(path):
    head, _, body = path.read_bytes().decode().partition("=====\n")
    given = dict(line.split(": ", 1) for line in head.splitlines())
    titles = given.get("exists", "").split("; ")
    targets = {
        title_key(title): Target(f"/wiki/{title_path(title)}", True, title) for title in titles if title
    }
    keys = given.get("sources", "").split("; ")
    sources = {key: Target(f"/wiki/Source_{key}", True, f"Source {key}") for key in keys}
    return join(compile_body(body), targets, sources, closes=True).html


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_rendered_as_expected(path):
    assert joined_case(path) == path.with_suffix(".html").read_text()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_well_nested_html(path):
    assert read(joined_case(path)).faults == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_secret_of_a_case_stands_only_inside_details(path):
    shown = "".join(read(joined_case(path)).shown).casefold()
    assert "secret" not in shown


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_secret_of_a_case_is_not_sent_to_readers_who_have_watched_nothing(path):
    document = compile_body(path.read_bytes().decode().partition("=====\n")[2])
    assert "secret" not in (repr(join(document)) + document.source_for(watched_to())).casefold()


def test_there_are_cases():
    assert len(CASES) >= 60
