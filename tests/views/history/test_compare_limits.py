"""Who compares revisions without an account can't make the wiki compare all day."""

import pytest
from django.core.cache import caches

from tests.builders import change, write
from tests.markup import text_of


@pytest.fixture
def pair():
    page = write("Poem", body="Roses are red.")
    return page.current_id, change(page, body="Roses are white.").pk


def addresses(pair):
    return (f"/diff/{pair[0]}/{pair[1]}", f"/compare?old={pair[0]}&new={pair[1]}")


@pytest.mark.parametrize("which", [0, 1])
def test_a_visitor_who_compares_too_often_is_asked_to_wait(client, pair, settings, which):
    settings.ACCOUNT_RATE_LIMITS = {"diff": "2/m/ip", "compare": "2/m/ip"}
    address = addresses(pair)[which]
    answers = [client.get(address) for _visit in range(4)]
    assert [answer.status_code for answer in answers] == [(200, 302)[which]] * 2 + [429] * 2
    assert "Try again in 60 seconds" in text_of(answers[-1], "main")
    assert answers[-1]["Retry-After"] == "60"
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code != 429
    assert client.get("/wiki/Poem").status_code == 200


def test_members_are_not_counted(member, pair, settings):
    settings.ACCOUNT_RATE_LIMITS = {"diff": "1/m/ip"}
    assert [member.get(addresses(pair)[0]).status_code for _visit in range(3)] == [200] * 3


def test_counting_a_visit_writes_nothing_to_the_database(client, pair, django_assert_max_num_queries):
    client.get(addresses(pair)[0])
    with django_assert_max_num_queries(20) as queries:
        client.get(addresses(pair)[0])
    assert not [one for one in queries if not one["sql"].startswith("SELECT")]


def test_comparisons_push_no_page_out(client, pair):
    client.get("/wiki/Poem")
    held = caches["documents"].bytes_held
    assert held > 0
    client.get(addresses(pair)[0])
    assert caches["comparisons"].bytes_held > 0
    assert caches["documents"].bytes_held == held
