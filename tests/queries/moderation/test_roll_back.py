"""A mass roll-back is planned before anything is written, in a fixed number of queries."""

import pytest

from tests.builders import bob, change, everything, first_edition, somebody, write
from wiki.actions.titles.moving import add_title, move_page
from wiki.models import RevisionMark
from wiki.queries.moderation.roll_back import Outcome, Retitling, pages_edited, plan_mass_roll_back

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def vera():
    return somebody("Vera")


def plans():
    return {str(plan.page): plan for plan in plan_mass_roll_back(vera())}


def test_a_plan_writes_nothing():
    change(first_edition("Pip", body="One."), body="Two.", by=vera())
    write("Spam", by=vera())
    before = everything()
    assert {title: plan.outcome for title, plan in plans().items()} == {
        "Pip": Outcome.ROLL_BACK,
        "Spam": Outcome.DELETE,
    }
    assert pages_edited(vera()).count() == 2
    assert everything() == before


def test_a_plan_has_the_text_and_the_titles_that_the_page_will_have():
    page = first_edition("Pip", body="One.\n\nTwo.\n\nThree.")
    add_title(page, by=bob(), title="Pip R.")
    change(page, body="Rubbish.\n\nTwo.\n\nThree.", by=vera())
    move_page(page, by=vera(), title="Pop")
    add_title(page, by=vera(), title="Plop")
    change(page, body="Rubbish.\n\nTwo.\n\nThree, and four.", by=bob())
    plan = plans()["Pop"]
    assert (plan.outcome, plan.body) == (Outcome.UNDO, "One.\n\nTwo.\n\nThree, and four.")
    assert plan.titles == Retitling(to="Pip", away=("Plop",), back=(), keep_old=False)
    assert [one.number for one in plan.undone] == [5, 4, 3]


@pytest.mark.parametrize("keep_old", [True, False])
@pytest.mark.parametrize("title", ["A” to “B", "“Pip”", "Pip: to “B”", "A”: b", "A” to “B”: c"])
def test_a_title_that_looks_like_a_summary_is_undone_like_any_other(title, keep_old):
    page = first_edition("Pip")
    move_page(page, by=vera(), title=title, keep_old=keep_old, reason="to “X”")
    [plan] = plans().values()
    assert plan.titles == Retitling(to="Pip")
    add_title(page, by=vera(), title="C”: d")
    [plan] = plans().values()
    assert plan.titles == Retitling(to="Pip", away=("C”: d",))


@pytest.mark.slow
def test_a_plan_takes_four_queries_for_each_page(django_assert_max_num_queries):
    for number in range(6):
        change(first_edition(f"Page {number}", body="One."), body="Two.", by=vera())
    member = vera()
    with django_assert_max_num_queries(1 + 6 * 4):
        assert len(list(plan_mass_roll_back(member))) == 6


def test_a_hidden_text_does_not_come_back():
    page = write("Pip", body="A secret.")
    hidden = page.current
    RevisionMark.objects.update_or_create(revision=hidden, defaults={"text_hidden": True})
    change(page, body="Rubbish.", by=vera())
    [plan] = plans().values()
    assert (plan.outcome, plan.why) == (Outcome.LEAVE, "The text before these edits is hidden.")
