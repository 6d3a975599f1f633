"""Messages of pure modules are shown in the language of each reader."""

import re

import pytest
from django.core.cache import caches
from django.utils.timezone import now

from tests.builders import alice, row, value, write
from tests.catalogue import invented_language, marked_texts
from tests.markup import elements, text_of
from wiki.facts.checking import FactsInvalid
from wiki.models import Page, Revision
from wiki.render.compiler import compile_body
from wiki.text.messages import gettext_noop
from wiki.text.points import NEVER
from wiki.text.titles import BadTitle, clean_title
from wiki.wording import mark_words, point_words, reason_of, translated

BODY = """\
Pip.[^1] >!S1: a!< >!orchard S2E5: b!< >!SxEy: c!<

## Cast

| a |
|---|
| b |

::: spoiler S2E5
[[Category:Heirs]]
:::

[^1]: A note.
"""
SLIPS = [
    "::: spoiler banana\n:::\n\n::: spoiler x S1\n>!y S2: b!<\n:::\n\n::: note\n::: foo\n:::\n:::",
    ">!S1: c\n\n[^1]: a\n\n[^1]: b\n\n::: note",
    "::: spoiler S1",
]


@pytest.fixture
def other_language(tmp_path, settings):
    return lambda: invented_language(tmp_path, settings)


@pytest.mark.slow
def test_cached_page_has_labels_in_the_reader_s_language(client, other_language, db):
    pip = write("Pip", body=BODY)
    revision = f"/revision/{pip.current_id}"  # where spoilers are closed
    client.force_login(alice())
    client.cookies["once"] = pip.uid
    assert "Spoilers for season 2, episode 5 (tap to show)" in client.get(revision).content.decode()
    with other_language():
        pages = [client.get(address).content.decode() for address in ("/wiki/Pip", revision)]
    assert len(caches["documents"]._cache) == 1
    page = "".join(html[html.index('<div class="prose lead">') :] for html in pages)
    for label in (
        'aria-label="«Table»"',
        'aria-label="«Footnotes»"',
        'aria-label="«Spoilers»"',
        'aria-label="«Back to the text»"',
        'aria-label="«Edit section: Cast»">«Edit»</a>',
        ">«[note 1]»</a>",
        '<p class="categories">«Categories:» <a',
        "<summary>««Spoilers for «season 2, episode 5»» (tap to show)»</summary>",
        "<summary>««Spoilers for orchard, «season 2, episode 5»» (tap to show)»</summary>",
        "<summary>««Spoilers» (tap to show)»</summary>",
        ">«Spoilers for «season 1»»</a>",
    ):
        assert label in page, label
    assert compile_body(BODY).pieces[0].html.count("Table") == 0


def test_text_that_can_not_be_shown_has_an_error_in_each_language(client, other_language, db):
    page = write("Pip")
    Revision.objects.bulk_create(
        [Revision(page=page, number=2, body="Secret [" * 6000, sha256="tangled", size=1, created_at=now())]
    )
    Page.objects.filter(pk=page.pk).update(current=Revision.objects.get(number=2))
    said = "This text can't be shown. The text has too many of the signs"
    assert said in text_of(client.get("/wiki/Pip"), "div", class_="note")
    with other_language():
        words = text_of(client.get("/wiki/Pip"), "div", class_="note")
    assert (
        "«The text has too many of the signs [, *, _, >, ~~, !<, ::: and ://. The limit is 5.000.»" in words
    )
    assert "Secret" not in words


def test_warnings_are_in_the_language_of_the_editor(client, other_language, db):
    client.force_login(alice())
    with other_language():
        answers = [client.post("/preview", {"content": slips}) for slips in SLIPS]
    notes = {note.text for answer in answers for note in elements(answer, "div", class_="warning")}
    for (text,) in (texts for texts in marked_texts() if texts[0].startswith("Line %(line)s:")):
        beginning = f"«{text}»".replace("%(line)s", "").replace("%(name)s", "note")
        assert any(beginning in re.sub(r"(?<=Line )\d+", "", note) for note in notes), text


def test_refusals_are_in_the_language_of_the_user(client, other_language, db):
    client.force_login(alice())
    with other_language():
        refused = client.post("/preview", {"content": "[" * 5001}).content.decode()
        bad = text_of(client.get("/wiki/A%23b"), "main")
    assert "«The text has too many of the signs [" in refused
    assert "«A title can't contain #»" in bad


def test_bad_dates_and_points_are_refused_in_the_language_of_the_editor(other_language, db):
    facts = {"full_name": value("Pip") | {"as_of": "x"}, "statements": [row("a", label="b", **{"from": "x"})]}
    with other_language(), pytest.raises(FactsInvalid) as refusal:
        write("Pip", "character", facts=facts)
    assert refusal.value.errors == {
        "full_name-as_of": ["«Enter a date as 2022, 2022-04 or 2023-08-03, with a year from 1800 to 2999.»"],
        "statements-a-from": ["«Enter a point such as S2E5, or S2 for the end of season 2.»"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("title", ["", "#", "\x07", "a/../b", "a" * 256])
def test_errors_of_bad_titles_are_translated_and_english_in_logs(title, other_language):
    with pytest.raises(BadTitle) as refusal, other_language():
        clean_title(title)
    assert "«" not in str(refusal.value)
    with other_language():
        assert re.fullmatch("«.*»", reason_of(refusal.value))


def test_numbers_in_sentences_are_grouped(other_language):
    message = gettext_noop("The limit is %(limit)s.", limit=1200)
    assert str(message) == translated(message) == "The limit is 1,200."
    with other_language():
        assert translated(gettext_noop("Spoilers")) == "«Spoilers»"


def test_points_and_marks_have_words():
    assert point_words(2005) == "season 2, episode 5"
    assert point_words(2999) == "season 2"
    assert mark_words(None) == ""
    assert mark_words(1999, 2999) == "Spoilers for season 1, until season 2"
    assert mark_words(None, 2005) == "Until season 2, episode 5"
    assert mark_words(2005, show="orchard") == "Spoilers for orchard, season 2, episode 5"
    assert mark_words(NEVER) == "Spoilers"


def test_a_special_is_named_by_the_season_after_it():
    assert point_words(2000) == "a special before season 2"
