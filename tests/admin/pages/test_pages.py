"""Pages in the admin: their words are edited, and pages added, as anywhere else."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission

from tests.builders import again, alice, change, everything, rename, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, form_fields, links, text_of
from wiki.actions.moderation.deletion import delete_page
from wiki.models import JournalEntry, Page

TYPED = "Two days of <work>.\n\nMore."


@pytest.fixture
def address(orchard):
    return f"/admin/wiki/page/{orchard.article.pk}/change/"


def test_editing_the_words_makes_a_revision_like_any_other(moderator, orchard, address):
    sent = form_fields(moderator.get(address)) | {"body": TYPED, "summary": "Tidied"}
    assert moderator.post(address, sent).status_code == 302
    newest = again(orchard.article).current
    assert (newest.number, newest.body, newest.summary, newest.parent) == (
        2,
        TYPED,
        "Tidied",
        orchard.article.current,
    )
    assert newest.author.username == "Alice"
    assert newest.facts == orchard.article.current.facts


def test_the_facts_stay_when_words_are_edited(moderator, orchard):
    address = f"/admin/wiki/page/{orchard.season.pk}/change/"
    moderator.post(address, form_fields(moderator.get(address)) | {"body": TYPED})
    newest = again(orchard.season).current
    assert (newest.body, newest.facts) == (TYPED, orchard.season.current.facts)
    assert orchard.season.season.castings.count() == 2


def test_saving_without_a_change_makes_no_revision(moderator, orchard, address):
    assert moderator.post(address, form_fields(moderator.get(address))).status_code == 302
    assert again(orchard.article).current == orchard.article.current


def test_an_edit_in_between_is_not_overwritten_and_what_was_typed_is_kept(moderator, orchard, address):
    sent = form_fields(moderator.get(address)) | {"body": TYPED, "summary": "Why"}
    theirs = change(orchard.article, body="Theirs.", by=somebody("Bea"))
    answer = moderator.post(address, sent)
    assert answer.status_code == 200
    assert "Somebody else saved" in text_of(answer, "ul", class_="errorlist")
    kept = form_fields(answer)
    assert (kept["body"], kept["summary"]) == ([TYPED], ["Why"])
    assert again(orchard.article).current == theirs


def test_an_odd_base_is_refused_in_words(moderator, orchard, address):
    for base in ("", "0", "9" * 30, "nonsense", str(orchard.ada.current_id)):
        answer = moderator.post(address, {"body": TYPED, "base": base})
        assert answer.status_code == 200
        assert elements(answer, "ul", class_="errorlist"), base
        assert form_fields(answer)["body"] == [TYPED]
    assert again(orchard.article).current == orchard.article.current


@pytest.mark.parametrize(
    "body", ["[" * 6000, "a\0b", "x" * (256 * 1024 + 1)], ids=["complex", "null", "large"]
)
def test_words_that_can_not_be_saved_are_refused_in_words(moderator, orchard, address, body):
    sent = {"body": body, "base": orchard.article.current_id}
    answer = moderator.post(address, sent)
    assert answer.status_code == 200
    assert elements(answer, "ul", class_="errorlist")
    assert form_fields(answer)["body"] == [body]
    assert again(orchard.article).current == orchard.article.current


def test_a_page_can_be_added(moderator):
    sent = {"title": "Who's there?", "kind": "article", "body": TYPED, "summary": "Begun"}
    answer = moderator.post("/admin/wiki/page/add/", sent)
    page = Page.objects.get()
    assert answer.status_code == 302
    assert (page.titles.get().text, page.current.body, page.current.summary) == (
        "Who's there?",
        TYPED,
        "Begun",
    )
    assert page.current.author.username == "Alice"
    assert moderator.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("button", ["_continue", "_addanother"])
def test_after_adding_a_page_one_may_go_on(moderator, button):
    sent = {"title": "New", "kind": "article", "body": TYPED, button: "1"}
    answer = moderator.post("/admin/wiki/page/add/", sent)
    assert answer.status_code == 302
    assert moderator.get(answer["Location"]).status_code == 200


@pytest.mark.slow
def test_a_page_that_can_not_be_added_is_refused_in_words(moderator, orchard):
    before = everything()
    refused = [
        ("from play to SCREEN", "article", "already"),
        ("a#b", "article", "can't contain"),
        ("../x", "article", "dots"),
        ("New", "season", "Enter a number"),
        ("New", "source", "Enter a key"),
        ("New", "nonsense", "not one of"),
        ("", "article", "required"),
        ("é" * 200, "article", "255 bytes"),
    ]
    for title, kind, said in refused:
        answer = moderator.post("/admin/wiki/page/add/", {"title": title, "kind": kind, "body": TYPED})
        assert answer.status_code == 200
        assert said in " ".join(one.text for one in elements(answer, "ul", class_="errorlist"))
        assert (form_fields(answer)["body"], form_fields(answer)["title"]) == ([TYPED], [title])
    assert everything() == before


def test_a_page_is_found_by_an_old_title_and_shown_under_its_own(moderator, orchard):
    rename(orchard.article, "From stage to screen")
    answer = moderator.get("/admin/wiki/page/", {"q": "from play"})
    assert "From stage to screen" in text_of(answer, "table", id="result_list")
    assert "/admin/wiki/page/" in " ".join(links(answer))


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 40])
def test_the_list_of_pages_costs_the_same_for_one_and_for_forty(
    moderator, count, django_assert_max_num_queries
):
    for number in range(count):
        write(f"Page {number}")
    with django_assert_max_num_queries(8):
        moderator.get("/admin/wiki/page/")


def test_a_page_is_deleted_and_brought_back_each_with_a_reason_that_everyone_can_read(
    moderator, orchard, address
):
    [form] = elements(moderator.get(address), "form", class_="power")
    assert "Everyone can read it." in form.text
    answer = moderator.post(form["action"], {"reason": "Not about the show."})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert again(orchard.article).deleted_reason == "Not about the show."
    answer = moderator.get(address)
    assert "Not about the show." in text_of(answer)
    [form] = elements(answer, "form", class_="power")
    moderator.post(form["action"], {"reason": "It is."})
    assert again(orchard.article).deleted_at is None
    assert list(JournalEntry.objects.values_list("action", "by__username", "reason")) == [
        ("restore", "Alice", "It is."),
        ("delete", "Alice", "Not about the show."),
    ]


def test_a_refused_deletion_is_said_in_words_and_keeps_what_was_typed(moderator, orchard, address):
    take_off = address.replace("change", "take-off")
    for reason, said in (("", "required"), ("x" * 501, "at most 500"), ("a\0b", "Null")):
        answer = moderator.post(take_off, {"reason": reason})
        assert answer.status_code == 200
        assert said in text_of(answer)
        assert form_fields(answer)["reason"] == [reason]
    moderator.post(take_off, {"reason": "Once"})
    answer = moderator.post(take_off, {"reason": "Twice"})
    assert "deleted already" in text_of(answer)
    assert form_fields(answer)["reason"] == ["Twice"]
    assert moderator.get(take_off).status_code == 200
    assert JournalEntry.objects.count() == 1


def test_the_words_of_a_deleted_page_are_not_edited(moderator, orchard, address):
    sent = form_fields(moderator.get(address)) | {"body": TYPED}
    moderator.post(address.replace("change", "take-off"), {"reason": "Spam"})
    answer = moderator.post(address, sent)
    assert "is deleted" in text_of(answer, "ul", class_="errorlist")
    assert form_fields(answer)["body"] == [TYPED]
    assert again(orchard.article).current == orchard.article.current


def test_a_deletion_needs_a_token_and_the_permission(orchard, address):
    before = everything()
    take_off = address.replace("change", "take-off")
    strict = browser_of(staff(alice()), enforce_csrf_checks=True)
    assert strict.post(take_off, {"reason": "x"}).status_code == 403
    for browser in (browser_of(somebody("Bea")), browser_of(staff(somebody("Tara", "Trusted")))):
        assert browser.post(take_off, {"reason": "x"}).status_code in (302, 403)
    after = everything()
    assert after.pop("User") != before.pop("User")
    assert after == before


def test_a_page_leads_to_its_protection_with_the_title_filled_in(moderator, orchard):
    address = f"/admin/wiki/protection/add/?title={quote('From play to screen')}"
    newest = f"/admin/wiki/revision/{orchard.article.current_id}/change/"
    for page in (f"/admin/wiki/page/{orchard.article.pk}/change/", newest):
        assert address in links(moderator.get(page))
    [box] = elements(moderator.get(address), "input", name="title")
    assert box["value"] == "From play to screen"


def test_staff_who_bring_no_page_back_do_not_read_what_a_deleted_one_said(orchard):
    page = change(orchard.article, body="zyzzyva").page
    delete_page(page, by=alice(), reason="It told too much.")
    helper = staff(somebody("Hugo"))
    seen = ["view_page", "change_page", "view_revision"]
    helper.user_permissions.set(Permission.objects.filter(codename__in=seen))
    newest = again(page).current_id
    addresses = [f"page/{page.pk}/change/", "page/", f"revision/{newest}/change/", "revision/"]
    for browser, reads in ((browser_of(helper), False), (browser_of(staff(alice())), True)):
        words = "".join(
            browser.get(f"/admin/wiki/{address}", follow=True).content.decode() for address in addresses
        )
        assert ("zyzzyva" in words) is reads
