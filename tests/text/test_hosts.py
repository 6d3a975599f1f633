"""The name of a site is found however its address is written."""

import pytest
from hypothesis import given, strategies as st

from wiki.text.hosts import SCHEMES, WEB_SCHEMES, clean_host, host_of, is_link, with_parents

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
    "\x01https:spam.example.org",
    "https://user:pass@spam.example.org:99/",
    "https://ſpam.example.org",
    "mailto:somebody%40spam.example.org",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_names_its_site_however_it_is_written(address):
    assert clean_host(address) == "spam.example.org"


def test_a_name_in_other_letters_is_written_as_browsers_send_it():
    assert clean_host("https://bücher.example/") == clean_host("XN--BCHER-KVA.example")


def test_a_part_with_an_underscore_hides_nothing():
    assert "example.org" in with_parents(clean_host("https://a_b.example.org/"))


@pytest.mark.parametrize(("one", "same"), [("STRAẞE", "straße"), ("Ⅷ", "viii"), ("ΣΑΣ", "σασ")])
def test_letters_that_browsers_take_for_the_same_name_the_same_site(one, same):
    assert host_of(f"https://{one}.example/") == host_of(f"https://{same}.example/")


def test_letters_that_browsers_tell_apart_name_two_sites():
    assert host_of("https://straße.example/") == "xn--strae-oqa.example" != host_of("https://strasse.example")


@pytest.mark.parametrize(
    "address", ["http://16909060/", "//0x1020304", "1.2.772", "http://01.0x2.3.4.", "http://%31.2.3.4:80"]
)
def test_a_number_is_an_address_however_it_is_written(address):
    assert host_of(address) == "1.2.3.4"


@pytest.mark.parametrize("address", ["http://[::1]/", "//[0:0::0:1]:80/", "[0::0001]", "https://a@[::1]"])
def test_a_number_of_the_new_kind_is_in_brackets(address):
    assert host_of(address) == "[::1]"
    assert clean_host(address) == "[::1]"


@pytest.mark.parametrize(
    "address",
    [
        "mailto:",
        "mailto:nobody",
        "mailto:a@b.org,c@d.org",
        "mailto:a@b.org?cc=x@y.org",
        "mailto:a@b.org;c%40d.org",
        "http://256.1.1.1",
        "http://1.2.3.4.5",
        "http://[1::2::3]",
        "http://[fe80::1%25eth0]/",
        "https://good.org／.spam.org",
        "https://a b.org",
        "https://",
    ],
)
def test_what_leads_nowhere_or_to_several_has_no_host(address):
    assert host_of(address) is None


def test_one_word_is_a_host_and_no_site():
    assert (host_of("http://localhost:8000/"), clean_host("localhost")) == ("localhost", None)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_that_a_link_may_have_is_known_as_one(scheme):
    assert is_link(f" {scheme.upper()}:x")
    assert not is_link(f"x{scheme}:x")
    assert set(WEB_SCHEMES) < set(SCHEMES)


@given(st.text(alphabet="aA.-_:/\\@[]%0x1ßＡ。\t ?#,;ü", max_size=30))
def test_whatever_is_typed_has_a_host_in_ascii_or_none(text):
    host = host_of(text)
    assert host is None or (host.isascii() and host == host.lower() and " " not in host)
    assert host_of(f"https://{host}/") == host or host is None


@pytest.mark.parametrize("part", ["x!", "x$", "x~", "x'y", "(x)", "x%22", "x*y", "x=1", "%7Bx%7D"])
def test_a_part_with_a_sign_that_browsers_let_through_hides_nothing_either(part):
    assert "example.org" in with_parents(clean_host(f"https://{part}.example.org/"))


@pytest.mark.parametrize(
    "text",
    ["", " ", "org", "a..b", "x" * 300 + ".org", "two words.org", "https://", "[::x]", "a.b\0c.org", "@"],
)
def test_what_is_no_name_of_a_site_is_none(text):
    assert clean_host(text) is None


@pytest.mark.parametrize("sign", [",", ";", "'", '"', "`", "!", ")", "_", "%22"])
def test_a_name_with_a_sign_at_its_end_is_no_host(sign):
    assert host_of(f"https://example.org{sign}/") is None
    assert clean_host(f"example.org{sign}") is None


def test_a_site_stands_under_every_part_of_its_name():
    assert with_parents("a.b.org") == {"a.b.org", "b.org", "org"}
