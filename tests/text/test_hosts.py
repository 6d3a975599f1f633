"""The name of a site is found however its address is written."""

import pytest

from wiki.text.hosts import clean_host, with_parents

ADDRESSES = [
    "spam.example.org",
    "SPAM.Example.ORG.",
    "  spam.example.org/path//with?x=https://other.org#end",
    "http://spam.example.org",
    "https://spam.example.org:8080/",
    "https://good.org@spam.example.org/",
    "https://spam.example.org\\@good.org/",
    "https:\\\\spam.example.org",
    "https:/spam.example.org",
    "https:///spam.example.org/",
    "//spam.example.org?q",
    "ht\ntps://spam.exa\tmple.org/",
    "https://%73pam.example.org/",
    "https://spam。example。org/",
    "https://spam.exam\u00adple.org",
    "ftp://spam.example.org/a",
    "mailto:somebody@spam.example.org?subject=x",
    "https://spam.example.org。/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_names_its_site_however_it_is_written(address):
    assert clean_host(address) == "spam.example.org"


def test_a_name_in_other_letters_is_written_as_browsers_send_it():
    assert clean_host("https://bücher.example/") == clean_host("XN--BCHER-KVA.example")


def test_a_part_with_an_underscore_hides_nothing():
    assert "example.org" in with_parents(clean_host("https://a_b.example.org/"))


@pytest.mark.parametrize("part", ["x!", "x$", "x~", "x'y", "(x)", "x%22", "x*y", "x=1", "%7Bx%7D"])
def test_a_part_with_a_sign_that_browsers_let_through_hides_nothing_either(part):
    assert "example.org" in with_parents(clean_host(f"https://{part}.example.org/"))


@pytest.mark.parametrize(
    "text",
    ["", " ", "org", "a..b", "x" * 300 + ".org", "two words.org", "https://", "[::1]", "a.b\0c.org", "@"],
)
def test_what_is_no_name_of_a_site_is_none(text):
    assert clean_host(text) is None


def test_a_site_stands_under_every_part_of_its_name():
    assert with_parents("a.b.org") == {"a.b.org", "b.org", "org"}
