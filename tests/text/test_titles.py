"""Titles of pages."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, strategies as st

from wiki.text.titles import MAX_TITLE_BYTES, BadTitle, clean_title, title_key, title_path

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
TWO_MOTHERS_AND_A_DAUGHTER = "👩\u200d👩\u200d👧"
GOOD = [
    "Nick Nelson",
    "Truth/Dare",
    "Who is it?",
    "100% true",
    "Who's there",
    'The "kiss"',
    "Category:Characters",
    "a & b + c = d",
    "C:\\",
    "...",
    "1.5/2.5",
    TWO_MOTHERS_AND_A_DAUGHTER,
    f"{ENGLAND} England",
    "❤\ufe0f",
    "شخصیت\u200cها",
    "שלום עולם",
    "हिन्दी",
    "心跳停止",
]


def is_refused(text):
    with pytest.raises(BadTitle) as refusal:
        clean_title(text)
    with pytest.raises(BadTitle):
        title_key(text)
    return str(refusal.value)


@pytest.mark.parametrize("title", GOOD)
def test_a_good_title_stays_as_it_is(title):
    assert clean_title(title) == title


def test_a_title_is_composed():
    assert clean_title("Ame\u0301lie") == "Am\u00e9lie"


@pytest.mark.parametrize(
    "text",
    ["Nick_Nelson", "__Nick___Nelson_", "  Nick   Nelson ", "Nick\u00a0Nelson", "Nick_\u00a0 _\u3000Nelson"],
)
def test_underscores_and_runs_of_spaces_are_one_space(text):
    assert clean_title(text) == "Nick Nelson"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nick Nelson", "nick_nelson"),
        ("NICK NELSON", "Nick\u00a0 Nelson"),
        ("Ame\u0301lie", "AM\u00c9LIE"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("Truth/Dare", "truth/dare"),
    ],
)
def test_two_spellings_of_a_title_share_a_key(one, other):
    assert title_key(one) == title_key(other)


def test_two_titles_do_not_share_a_key():
    assert len({title_key(title) for title in GOOD}) == len(GOOD)


@pytest.mark.parametrize("text", ["", " ", "_", " _\u00a0_ "])
def test_an_empty_title_is_refused(text):
    assert "at least one" in is_refused(text)


@pytest.mark.parametrize("text", ["\u200d", "\u200c \u200d", "\ufe0f", "\u0301", "\U000e0067", "/\u200d/"])
def test_a_title_that_nobody_can_see_is_refused(text):
    is_refused(text)


@pytest.mark.parametrize("sign", "#<>[]{}|")
def test_signs_of_the_markup_are_refused_by_name(sign):
    assert is_refused(f"Nick {sign} Nelson").endswith(sign)


@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\t",
        "\n",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\U000e0001",
        "\ud800",
        "\ue000",
        "\uffff",
        "\U0010ffff",
        "\u034f",
        "\u115f",
        "\u1160",
        "\u17b4",
        "\u2800",
        "\u3164",
        "\uffa0",
    ],
)
def test_control_and_invisible_characters_are_refused(sign):
    assert "invisible characters" in is_refused(f"Nick{sign}Nelson")


@pytest.mark.parametrize("text", ["a//b", "/a", ".", "..", "../a", "a/..", "a/./b"])
def test_a_path_without_words_is_refused(text):
    assert "Between slashes" in is_refused(text)


@pytest.mark.parametrize("letter", ["a", "é", "心", "👍"])
def test_a_title_has_at_most_255_bytes(letter):
    count = MAX_TITLE_BYTES // len(letter.encode())
    assert clean_title(letter * count) == letter * count
    assert "255 bytes" in is_refused(letter * (count + 1))


def test_the_bytes_are_counted_when_the_title_is_clean():
    assert clean_title("  " + "e\u0301" * 127 + "__" * 200) == "é" * 127


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Nick Nelson", "Nick_Nelson"),
        ("Truth/Dare", "Truth/Dare"),
        ("Who's there?", "Who's_there%3F"),
        ("100% true", "100%25_true"),
        ("Category:Characters", "Category:Characters"),
        ("a & b + c = d", "a_&_b_+_c_=_d"),
        ("Amélie", "Am%C3%A9lie"),
    ],
)
def test_the_path_of_a_title_is_readable(title, path):
    assert title_path(title) == path


titles = st.text() | st.text(st.sampled_from("aAßİŉΣςῼ\u0345\u0301\u0308 _/.\u00a0\u200d?%+&'"), max_size=12)


def clean_or_skip(text):
    try:
        return clean_title(text)
    except BadTitle:
        assume(False)


@given(titles)
def test_a_clean_title_is_clean(text):
    title = clean_or_skip(text)
    assert clean_title(title) == title
    assert unicodedata.is_normalized("NFC", title)


@given(titles)
def test_the_key_of_a_key_is_the_key(text):
    key = title_key(clean_or_skip(text))
    assert title_key(key) == key


@pytest.mark.slow
@given(titles)
def test_a_title_and_its_upper_case_path_and_underscores_share_a_key(text):
    title = clean_or_skip(text)
    assert title_key(title.replace(" ", "_")) == title_key(title)
    assert title_key(unquote(title_path(title))) == title_key(title)


@given(titles)
def test_the_path_of_a_title_comes_back_as_the_title(text):
    title = clean_or_skip(text)
    path = title_path(title)
    assert path.isascii()
    assert not set(path) & set(' ?#"<>\\')
    assert clean_title(unquote(path)) == title
