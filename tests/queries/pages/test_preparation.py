"""Contents that are refused: each refusal names its place, and nothing is written."""

import pytest

from tests.builders import again, bob, change, change_fact, everything, orchard, row, value, write
from wiki.actions.pages.editing import create_page, edit_page
from wiki.facts.checking import FactsInvalid
from wiki.queries.pages.preparation import compiled, tidy_body
from wiki.refusals import BodyRefused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def refused_facts(page, **facts):
    """Return the errors of an edit that sets these facts, and check that it wrote nothing."""
    [said] = each_refused(page, [facts])
    return said


def each_refused(page, tries):
    """Return the errors of each of several edits, and check that none of them wrote anything."""
    page, by, said = again(page), bob(), []
    before = everything()
    for facts in tries:
        with pytest.raises(FactsInvalid) as refusal:
            edit_page(page, by=by, base=page.current, body="New words.", facts=page.current.facts | facts)
        said.append(refusal.value.errors)
    assert everything() == before
    return said


def refused_casting(world, **columns):
    cast = [row("r1", **{"actor": world.ada.uid, "character": world.pip.uid} | columns)]
    return refused_facts(world.season, casting=cast)


def refused_body(page, body):
    """Return the errors of a text, in an edit of `page` and in a new page."""
    by = bob()
    before = everything()
    with pytest.raises(BodyRefused) as in_edit:
        edit_page(page, by=by, base=page.current, body=body, facts={})
    with pytest.raises(BodyRefused) as in_new_page:
        create_page("Mrs Quince", "article", by=by, body=body, facts={})
    assert everything() == before
    assert str(in_edit.value) == str(in_new_page.value)
    return str(in_edit.value)


def test_a_fact_that_the_kind_does_not_have_is_refused():
    errors = refused_facts(write("Pip Russet", "character"), shoe_size=value(38), premise=value("Trees"))
    assert errors == {
        "shoe_size": ["A character has no such fact."],
        "premise": ["A character has no such fact."],
    }


def test_a_number_must_be_a_number_in_its_range():
    numbers = ["1", 1.5, True, None, [], {"name": "one"}, 0, -1, 1000, 10**30]
    for errors in each_refused(orchard().season, [{"number": {"value": number}} for number in numbers]):
        assert errors.keys() == {"number"}


def test_a_fact_in_another_shape_is_refused():
    shapes = ["released", 7, ["released"], {"value": "released", "colour": "red"}]
    said = each_refused(orchard().season, [{"status": fact} for fact in shapes])
    assert said == [{"status": ["This fact can't be read."]}] * len(shapes)


def test_a_choice_must_be_one_of_the_choices():
    assert refused_facts(orchard().season, status=value("cancelled")) == {
        "status": ["Value 'cancelled' is not a valid choice."]
    }


def test_a_uid_without_a_page_is_refused():
    assert refused_casting(orchard(), actor="nobody") == {
        "casting-r1-actor": ["There is no page called “nobody”."]
    }


def test_a_uid_of_a_page_of_another_kind_is_refused():
    world = orchard()
    errors = refused_casting(world, actor=world.pip.uid, character=world.ada.uid)
    assert errors == {
        "casting-r1-actor": ["Choose a page about a person."],
        "casting-r1-character": ["Choose a page about a character."],
    }
    assert refused_facts(world.season, show=value(world.season.uid)) == {
        "show": ["Choose a page about a show."]
    }
    assert refused_facts(world.season, number=value(1, world.show)) == {
        "number-sources": [f"There is no source “{world.show.uid}”."]
    }


def test_a_required_fact_must_be_there():
    nothing = [{}, {"value": ""}, {"value": "  "}, {"value": None}]
    said = each_refused(orchard().season, [{"show": fact} for fact in nothing])
    assert said == [{"show": ["Enter a show."]}] * len(nothing)


def test_a_source_or_a_date_without_a_value_is_refused():
    world = orchard()
    sourced = value("", world.times)
    assert refused_facts(world.season, premise=sourced, ordered={"value": "", "as_of": "2031"}) == {
        "premise": ["Enter a value, or remove its sources and date."],
        "ordered": ["Enter a value, or remove its sources and date."],
    }


def test_two_seasons_of_one_show_have_two_numbers():
    world = orchard()
    second = write(
        "The Orchard season 2", "season", facts={"show": value(world.show.uid), "number": value(2)}
    )
    message = "This show already has a page for the season with this number."
    assert refused_facts(second, number=value(1)) == {"number": [message]}
    with pytest.raises(FactsInvalid, match=message):
        write("The first season", "season", facts={"show": value(world.show.uid), "number": value(1)})


@pytest.mark.parametrize("kind", ["source", "show"])
def test_a_key_belongs_to_one_page(kind):
    write("One", kind, facts={"key": value("apple")})
    other = write("Other", kind, facts={"key": value("pear")})
    message = f"{kind.capitalize()} with this Key already exists."
    assert refused_facts(other, key=value("apple")) == {"key": [message]}
    assert change_fact(other, "key", value("pear-2")).number == 2


@pytest.mark.parametrize("key", ["Apple", "apple pie", "-apple", "apple-", "äpple", "apple\n!", "a" * 61])
def test_a_key_is_made_of_small_letters_digits_and_hyphens(key):
    with pytest.raises(FactsInvalid) as refusal:
        write("One", "source", facts={"key": value(key)})
    assert refusal.value.errors.keys() == {"key"}


def test_a_fact_about_a_real_person_needs_a_source():
    world = orchard()
    facts = [row("r1", label="Occupation", value={"name": "Actor"})]
    assert refused_facts(world.ada, statements=facts) == {
        "statements-r1-sources": ["Enter a source. A fact about a real person needs one."]
    }
    sourced = [row("r1", world.times, label="Occupation", value={"name": "Actor"})]
    assert change_fact(world.ada, "statements", sourced).number == 2


def test_a_row_needs_an_id_that_can_be_one():
    ids = ["", "R1", "-r1", "r 1", "r_1", "é", "r1\n", "r" * 41, None, 1, "r\0"]
    said = each_refused(write("Pip"), [{"statements": [{"id": one, "label": "Colour"}]} for one in ids])
    message = "Each row needs an id of lower-case letters, digits and hyphens."
    assert said == [{"statements": [message]}] * len(ids)


def test_rows_are_a_list_of_at_most_200_with_different_ids():
    page = write("Pip")
    rows = [row(f"r{number}", label="Colour") for number in range(201)]
    assert refused_facts(page, statements=rows) == {"statements": ["Enter at most 200 rows."]}
    assert refused_facts(page, statements={"r1": rows[0]}) == {"statements": ["Enter at most 200 rows."]}
    assert refused_facts(page, statements=["red"]).keys() == {"statements"}
    assert refused_facts(page, statements=[rows[0], rows[0]]) == {
        "statements": ["Two rows have the same id."]
    }
    assert change_fact(page, "statements", rows[:200]).number == 2


@pytest.mark.slow
def test_a_row_must_say_something_and_have_what_is_needed():
    page = write("Pip", "character")
    assert refused_facts(page, relationships=[row("r1", other={"name": "Rex"})]) == {
        "relationships-r1-kind": ["Enter a relationship."]
    }
    assert refused_facts(orchard().season, casting=[row("r1")]) == {
        "casting-r1-actor": ["Fill in this row or remove it."]
    }


def test_a_date_must_be_a_date():
    days = ["yesterday", "2031-13", "2031-02-30", "31-04-2031", "1066", "2031-4-1"]
    tries = [{"released": value(day), "status": value("released", as_of=day)} for day in days]
    for errors in each_refused(orchard().season, tries):
        assert errors.keys() == {"released", "status-as_of"}


def test_a_mark_must_be_a_point_of_the_story():
    message = "Enter a point such as S2E5, or S2 for the end of season 2."
    points = ["S0", "S0E1", "2x05", "E5", "S1000", "S2E999", "later", 7]
    rows = [{"id": "r1", "label": "x", "from": point, "until": point} for point in points]
    said = each_refused(write("Pip"), [{"statements": [row]} for row in rows])
    assert said == [{"statements-r1-from": [message], "statements-r1-until": [message]}] * len(points)


def test_a_row_ends_later_than_it_begins():
    limits = [("S2E5", "S2E5"), ("S2", "S2E3"), ("S2E5", "S1")]
    rows = [{"id": "r1", "label": "x", "from": start, "until": end} for start, end in limits]
    said = each_refused(write("Pip"), [{"statements": [row]} for row in rows])
    assert said == [
        {"statements-r1-until": ["Enter a later point than the one from which this is shown."]}
    ] * len(rows)


def test_the_show_of_a_mark_must_be_a_show():
    world = orchard()
    statements = [row("r1", label="Job", value={"name": "Baker"}, show=world.pip.uid)]
    assert refused_facts(world.pip, statements=statements) == {
        "statements-r1-from": ["The show of this spoiler mark does not exist."]
    }


@pytest.mark.parametrize("words", ["x" * 301, "null\0character"])
def test_words_must_fit_their_column(words):
    world = orchard()
    assert refused_facts(world.season, premise=value(words)).keys() == {"premise"}
    assert refused_facts(world.season, number=value(1, (world.times, words))).keys() == {"number-sources"}
    assert refused_casting(world, actor={"name": words}).keys() == {"casting-r1-actor"}


def test_an_address_must_lead_to_the_web():
    facts = {"key": value("apple"), "address": value("javascript:alert(1)")}
    with pytest.raises(FactsInvalid, match=r"web address \(URL\): Enter a valid URL"):
        write("One", "source", facts=facts)


@pytest.mark.parametrize("facts", [None, [], "released", 7])
def test_facts_are_a_table(facts):
    with pytest.raises(FactsInvalid, match="Enter facts as a table of names and values"):
        create_page("Pip", "article", by=bob(), body="", facts=facts)


def test_the_facts_of_one_page_have_a_limit():
    world = orchard()
    places = [(world.times, f"{number} {'x' * 280}") for number in range(20)]
    statements = [row(f"r{number}", *places, label="Colour") for number in range(50)]
    assert refused_facts(world.pip, statements=statements) == {
        "facts": ["The facts of one page are at most 256 KB."]
    }


def test_a_null_character_is_refused():
    assert refused_body(write("Pip"), "apple\0pie").startswith("The text contains a null character.")


@pytest.mark.slow
def test_a_text_of_more_than_256_kb_is_refused_and_one_of_256_kb_is_not():
    line = "apple pie " * 10 + "\n\n"
    longest = line * (256 * 1024 // len(line))
    page = write("Pip")
    assert refused_body(page, "é" * 128 * 1024 + "x").startswith("The text of a page is at most 256 KB.")
    assert change(page, body=longest).body == longest.rstrip()


def test_a_text_that_is_too_complex_is_refused():
    page = write("Pip")
    assert "The limit is 5,000" in refused_body(page, "[" * 5001)
    assert "nested" in refused_body(page, ">" * 80 + " deep")


def test_a_body_has_plain_line_ends_and_nothing_after_its_last_word():
    assert tidy_body("One\r\nTwo\rThree \n\n") == "One\nTwo\nThree"
    assert compiled("See [[Pip]].").links[0].key == "pip"
