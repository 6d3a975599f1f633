"""A short address for the page of a category."""

import pytest


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Trees", "/wiki/Category:Trees"),
        ("Old_trees", "/wiki/Category:Old_trees"),
        ("Apples/Pears%3F", "/wiki/Category:Apples/Pears%3F"),
        ("/example.org", "/wiki/Category:/example.org"),
        ("a%0d%0ab", "/wiki/Category:a%0D%0Ab"),
    ],
)
def test_it_leads_to_the_page_of_the_category(client, short, long):
    answer = client.get(f"/category/{short}")
    assert answer.status_code == 301
    assert answer["Location"] == long


def test_it_is_read_only(member):
    assert member.post("/category/Trees").status_code == 405
