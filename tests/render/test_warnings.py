"""Editors are told of each probable mistake, and broken spoilers stay closed."""

import pytest

from wiki.render.compiler import compile_body


@pytest.mark.parametrize(
    ("body", "warnings"),
    [
        ("a >!S2E5: b!<\n\n::: spoiler S1\nc\n:::", ()),
        (
            "a\n\n::: spoiler S2E5\nb",
            ("Line 3: spoiler without :::. The rest of the page is hidden.",),
        ),
        (
            "- a\n- ::: spoiler S2E5\n  b\n\nc",
            ("Line 2: spoiler without :::. The rest of the page is hidden.",),
        ),
        (
            "a\n> b\n> >!S2E5: c\n\nd",
            ("Line 3: spoiler without !<. The rest of its block is hidden.",),
        ),
        (
            "::: spoiler banana\na\n:::\n\n>!SxEy: b!<",
            (
                "Line 1: no readable mark, so the spoiler stays hidden.",
                "Line 5: no readable mark, so the spoiler stays hidden.",
            ),
        ),
        (
            "::: spoiler x S1\n>!y S2: b!<\n:::",
            ("Line 2: this mark and the one around it can't be compared, so the spoiler stays hidden.",),
        ),
        ("::: note\na", ("Line 1: this note has no closing :::.",)),
        (
            "::: note\n::: tip\na\n:::\n:::",
            ("Line 2: unknown kind of box. It is shown as text.",),
        ),
        (
            "a[^1]\n\n[^1]: b\n\n[^1]: c\n\n[^2]: d",
            (
                "Line 5: another footnote with this name is shown.",
                "Line 7: this footnote is not used, so it is not shown.",
            ),
        ),
    ],
)
def test_each_slip_is_named_with_its_line(body, warnings):
    assert tuple(map(str, compile_body(body).warnings)) == warnings


def test_a_note_in_an_unclosed_spoiler_of_a_list_is_hidden_with_the_rest_of_the_page():
    document = compile_body("a\n\n- ::: spoiler S2E5\n  b\n- c\n\n[[D]]\n\n## E\n\n[[Category:F]]")
    assert document.text == "a"
    assert {found.start for found in (*document.links, *document.headings, *document.categories)} == {2005}
