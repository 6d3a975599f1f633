"""Edits that must be reviewed before they are saved, and banned sites."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, strategies as st

from tests.builders import alice, change, dana, row, somebody, value, write
from wiki.actions.moderation.blocks import ban_site
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.pages.editing import create_page
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.facts.checking import FactsInvalid
from wiki.models import Proposal, Revision, Source
from wiki.permissions.editing import EditRights
from wiki.refusals import NotAllowed, Refused
from wiki.render.compiler import compile_body
from wiki.text.hosts import host_of, is_link

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
Cause = Proposal.Cause
LINK = "See [the play](https://plays.example/gate)."


def tara():
    return somebody("Tara", "Trusted")


def cause_of(save):
    """Return why an edit waits, and check that no revision is written."""
    before = Revision.objects.count()
    proposal = save()
    assert Revision.objects.count() == before
    return proposal.cause


@pytest.mark.parametrize(
    "body", [LINK, "<https://plays.example>", "https://plays.example", f">!S1: {LINK}!<"]
)
def test_a_newcomers_new_link_waits_in_any_spelling(body):
    page = write("Pip Russet")
    assert cause_of(lambda: change(page, body=body)) == Cause.LINKS
    assert cause_of(lambda: write("The gate", body=body)) == Cause.LINKS


def test_an_address_in_a_fact_or_in_a_row_is_a_link_too():
    source = write("The Times", "source", facts={"key": value("times")})
    facts = source.current.facts | {"address": value("https://times.example/1")}
    assert cause_of(lambda: change(source, facts=facts)) == Cause.LINKS
    named = row("a", database="Plays", address="HTTPS://plays.example/7")
    page = write("Pip Russet", "character")
    assert cause_of(lambda: change(page, facts={"identifiers": [named]})) == Cause.LINKS


def links_out(body):
    """Return where the links in a text lead that a browser takes for links to another site."""
    html = "".join(piece.html for piece in compile_body(body).pieces)
    hrefs = {unescape(href) for href in re.findall(r'href="([^"]*)"', html)}
    return {href for href in hrefs if _LEAVES.match(re.sub(r"[\t\r\n]", "", href))}


_LEAVES = re.compile(r"[\0- ]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
ADDRESSES = st.one_of(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(
                ["http:", "HTTPS:", "mailto:", "ftp:", "javascript:", "", "ht&#116;p:", "h\ttp:"]
            ),
            st.sampled_from(["//", "", "/", "\\\\", "/\\", "///"]),
            st.text(alphabet="aZ.@:%5[]1x0ßü。/\\?#-_,;&\u00ad", max_size=20),
        ),
    ),
    st.text(max_size=20),
)


@given(ADDRESSES)
def test_every_link_that_leaves_the_wiki_names_a_host_that_is_screened(address):
    body = f"[a]({address}) [b](<{address}>) <{address}> {address} ![c]({address})\n\n[d]\n\n[d]: {address}"
    external = {link.url for link in compile_body(body).external_links}
    assert links_out(body) <= external
    assert None not in {host_of(href) for href in external}


@given(ADDRESSES)
def test_every_address_that_a_fact_may_hold_names_a_host_that_is_screened(address):
    field = Source._meta.get_field("address")
    try:
        kept = field.clean(address, None)
    except ValidationError:
        return
    assert not kept or (is_link(kept) and host_of(kept))


@pytest.mark.parametrize("address", ["ftp://spam.example/x", "ftps://spam.example/x", "//spam.example/x"])
def test_no_fact_holds_an_address_that_screening_does_not_see(address):
    ban_site("spam.example", by=alice(), reason="It sells pills.")
    for kind, facts in (
        ("source", {"key": value("spam"), "address": value(address)}),
        ("character", {"identifiers": [row("a", database="Spam", address=address)]}),
    ):
        with pytest.raises((FactsInvalid, Refused)):
            create_page("Spam", kind, by=somebody("Vera"), body="", facts=facts)


def test_links_that_the_page_has_already_do_not_make_an_edit_wait():
    page = write("Pip Russet", by=tara(), body=LINK)
    assert change(page, body=f"{LINK} And more.").number == 2
    assert change(page, body="No link.").number == 3


@pytest.mark.parametrize("person", [tara, alice, dana])
def test_links_of_trusted_members_and_moderators_do_not_wait(person):
    assert write("Pip Russet", by=person(), body=LINK).current.body == LINK


def test_new_links_do_not_wait_where_the_settings_say_so(settings):
    settings.WIKI_REVIEW_NEW_LINKS = False
    assert write("Pip Russet", body=LINK).current.body == LINK


def test_as_many_first_edits_of_a_newcomer_wait_as_the_settings_say(settings):
    page = write("Pip Russet", by=alice())
    settings.WIKI_REVIEW_FIRST_EDITS = 2
    vera = somebody("Vera")
    assert cause_of(lambda: change(page, by=vera, body="One.")) == Cause.FIRST
    assert cause_of(lambda: write("The gate", by=vera)) == Cause.FIRST
    settings.WIKI_REVIEW_FIRST_EDITS = 0
    for words in ("One.", "Two."):
        change(page, by=vera, body=words)
    settings.WIKI_REVIEW_FIRST_EDITS = 2
    assert change(page, by=vera, body="Three.").body == "Three."


def test_first_edits_of_trusted_members_do_not_wait(settings):
    settings.WIKI_REVIEW_FIRST_EDITS = 5
    assert write("Pip Russet", by=tara()).current.number == 1


def test_on_a_page_under_review_what_members_write_waits_and_trusted_members_just_write():
    page = write("Pip Russet")
    protect_page(page, by=alice(), what="edit", level="review", reason="Much argued about.")
    assert cause_of(lambda: change(page, body="New.")) == Cause.PROTECTED
    assert change(page, by=tara(), body="New.").number == 2


def test_a_title_under_review_is_written_after_a_review():
    protect_title("The gate", by=alice(), level="review", reason="Much argued about.")
    assert cause_of(lambda: write("the gate")) == Cause.PROTECTED
    assert write("The gate", by=tara()).current.number == 1


def test_a_review_is_announced_before_anything_is_typed(settings):
    page, vera = write("Pip Russet"), somebody("Vera")
    assert EditRights(vera, page).cause_of_review is None
    settings.WIKI_REVIEW_FIRST_EDITS = 1
    assert EditRights(vera, page).cause_of_review == Cause.FIRST
    protect_page(page, by=alice(), what="edit", level="review", reason="Much argued about.")
    assert EditRights(vera, page).cause_of_review == Cause.PROTECTED
    assert EditRights(tara(), page).cause_of_review is None


def test_nobody_adds_a_link_to_a_banned_site_not_even_to_be_reviewed():
    page = write("Pip Russet", by=tara(), body="[a](https://old.spam.example)")
    ban_site("spam.example", by=alice(), reason="It sells pills.")
    for person in (somebody("Vera"), tara(), alice()):
        with pytest.raises(Refused, match="It sells pills"):
            change(page, by=person, body="[b](https://spam.example/x)")
        with pytest.raises(Refused, match="It sells pills"):
            create_page("The gate", "article", by=person, body="<https://a.spam.example>", facts={})
    assert change(page, body="Still [a](https://old.spam.example)").number == 2


def test_whose_first_edits_wait_changes_no_titles(settings):
    page, vera = write("Pip Russet", by=alice()), somebody("Vera")
    settings.WIKI_REVIEW_FIRST_EDITS = 1
    for step, title in ((move_page, "Rubbish"), (add_title, "Rubbish"), (remove_title, "Pip Russet")):
        with pytest.raises(NotAllowed, match="first edits"):
            step(page, by=vera, title=title)
    assert vera.revisions.count() == 0
    add_title(page, by=tara(), title="Pip")
    settings.WIKI_REVIEW_FIRST_EDITS = 0
    add_title(page, by=vera, title="Pip R.")
