"""The sections of a page: who may edit has a way into each; what stands above them all is the lead."""

import pytest

from tests.builders import change, write
from tests.markup import elements, text_of

BODY = "Lead.\n\n## Fruit & leaf\n\nWords.\n\n::: note\n## Boxed\n:::\n"
HATNOTES = "::: hatnote\nFor the play, see [[The Cherry Orchard]].\n:::\n\n"


@pytest.fixture
def tree():
    return write("Apple tree", body=BODY)


def ways_in(answer):
    return [(link["href"], link["aria-label"]) for link in elements(answer, "a", class_="section-edit")]


def test_a_member_has_a_way_into_each_section(member, tree):
    answer = member.get("/wiki/Apple_tree")
    expected = ("/edit/Apple_tree?section=section-fruit-leaf", "Edit section: Fruit & leaf")
    assert ways_in(answer) == [expected]
    assert elements(answer, "a", class_="section-edit")[0]["rel"] == "nofollow"


def test_a_visitor_sees_headings_alone(client, tree):
    answer = client.get("/wiki/Apple_tree")
    assert ways_in(answer) == []
    assert text_of(answer, "h2", id="section-fruit-leaf") == "Fruit & leaf"


def test_an_old_revision_and_a_preview_have_no_way_into_a_section(member, tree):
    old = tree.current
    change(tree, body="New.")
    assert ways_in(member.get(f"/revision/{old.pk}")) == []
    preview = member.post("/edit/Apple_tree", {"body": BODY, "base": old.pk, "action": "preview"})
    assert "Fruit & leaf" in text_of(preview, "main")
    assert ways_in(preview) == []


@pytest.mark.parametrize("notes", [1, 2])
def test_a_hatnote_stands_in_the_lead_before_the_first_paragraph(client, notes):
    write("The Orchard", body=HATNOTES * notes + "A series.\n\nMore of it.\n")
    lead = elements(client.get("/wiki/The_Orchard"), "div", class_="lead")[0].text
    assert lead.count("For the play, see The Cherry Orchard.") == notes
    assert "A series." in lead
    assert "More of it." not in lead


BOX_IN_A_HATNOTE = "::: hatnote\n::: note\nSee.\n:::\n:::\n\nWords."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (HATNOTES, "For the play, see The Cherry Orchard."),
        (HATNOTES + "## Fruit\n\nWords.", "For the play, see The Cherry Orchard. Fruit Words."),
        (BOX_IN_A_HATNOTE, "See. Words."),
        ("- Pip\n\nWords.", "Pip Words."),
    ],
)
def test_a_page_that_begins_otherwise_has_no_lead_and_loses_nothing(client, body, words):
    write("The Orchard", body=body)
    answer = client.get("/wiki/The_Orchard")
    assert not elements(answer, "div", class_="lead")[0].text.strip()
    assert words in " ".join(text_of(answer, "div", class_="body").split())
