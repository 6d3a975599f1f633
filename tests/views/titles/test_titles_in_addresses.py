"""Titles in addresses: those that work, and a clear answer for those that can't."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.builders import write
from tests.markup import elements, links, text_of
from wiki.text.titles import title_path

pytestmark = pytest.mark.each_database

WORKING = [
    "Truth/Dare",
    "Who's there?",
    "100% Ada",
    "%41da",
    "%FF",
    "100%25",
    "Ada & Rae",
    "a+b",
    "a=b;c,d",
    "Sold (out)!",
    '"Ada"',
    "Crew: the makers",
    "🍂 Autumn",
    "👨‍👩‍👧 family",
    "مرحبا بالعالم",
    "שלום Ada",
    "Zoë",
    "Straße",
    "İstanbul",
    "日本",
    "...",
    "edit",
    "a\\b",
    "~tilde",
    "a@b.example",
    "x" * 255,
]
FACES = ["wiki", "edit", "history"]


@pytest.mark.slow
def test_titles_work_on_every_face_of_a_page_and_links_lead_to_them_without_redirect(client, member):
    for title in WORKING:
        write(title)
    write("Start", body="\n\n".join(f"[[{title}]]" for title in WORKING))
    linked = links(client.get("/wiki/Start"))
    for title in WORKING:
        for name in ("page-read", "page-edit", "page-history"):
            address = reverse(name, args=[title])
            answer = member.get(address)
            assert answer.status_code == 200, address
            assert title in text_of(answer, "h1")
        address = f"/wiki/{title_path(title)}"
        assert address in linked
        for spelling in {address, "/wiki/" + quote(title.replace(" ", "_"), safe="")}:
            assert client.get(spelling).status_code == 200, spelling


@pytest.mark.parametrize(
    "title", ["Truth/Dare", "Who's there?", "100% Ada", "🍂 Autumn", "שלום Ada", "Ada & Rae"]
)
def test_other_spellings_of_odd_titles_lead_to_the_page(client, title):
    write(title)
    answer = client.get("/wiki/" + quote(title.upper()))
    assert answer.status_code in (200, 301)
    assert client.get("/wiki/" + quote(title.upper()), follow=True).status_code == 200


def test_a_question_mark_that_is_not_quoted_begins_the_query(client):
    write("Who")
    assert client.get("/wiki/Who?is=there").status_code == 200


BAD_REQUEST = {
    "a control character": "a%01b",
    "a line break": "a%0Ab",
    "only a line break": "%0A",
    "a null character": "a%00b",
    "only a null character": "%00",
    "a delete character": "a%7Fb",
    "a C1 control": "a%C2%85b",
    "a line separator": "a%E2%80%A8b",
    "a turn of the reading direction": "a%E2%80%AEb",
    "an invisible space": "a%E2%80%8Bb",
    "256 bytes": "x" * 256,
    "300 characters of two bytes": "%C3%A9" * 300,
    "20 KB": "x" * 20_000,
    "only spaces": "%20",
    "only underscores": "__",
    "a dot": ".",
    "two dots": "..",
    "two quoted dots": "%2e%2e",
    "two dots inside": "a/../b",
    "two quoted dots inside": "a/%2e%2e/b",
    "a way out": "../../etc/passwd",
    "a quoted way out": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "nothing between slashes": "a//b",
    "a slash first": "/a",
    "only a slash": "/",
    "a hash": "a%23b",
    "brackets": "a%5Bb%5D",
    "a tag": "%3Cscript%3E",
    "a bar": "a%7Cb",
    "a private character": "%EE%80%80",
}
BROKEN_UTF8 = ["%ff", "%c3%28", "%c0%af", "%e0%80%af", "%ed%a0%80", "%f4%90%80%80", "a%80b", "%c3"]


@pytest.mark.parametrize("title", BAD_REQUEST.values(), ids=BAD_REQUEST)
def test_what_can_be_no_title_is_refused_with_the_reason_on_every_face(client, member, title):
    answers = [client.get(f"/{face}/{title}") for face in FACES]
    answers += [member.get(f"/edit/{title}"), member.post(f"/edit/{title}", {"body": "Words."})]
    for answer in answers:
        assert answer.status_code == 400
        assert "title" in text_of(answer, "main")


@pytest.mark.parametrize("title", BROKEN_UTF8)
def test_broken_utf8_is_an_unwritten_title_or_a_bad_one(client, title):
    for face, statuses in {"wiki": (400, 404), "history": (400, 404), "edit": (302, 400)}.items():
        assert client.get(f"/{face}/{title}").status_code in statuses


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("rest", ["", "/"])
def test_an_address_without_a_title_leads_nowhere_or_is_refused(client, face, rest):
    assert client.get(f"/{face}{rest}").status_code == 404


def test_a_bad_address_is_not_repeated_as_html(client):
    answer = client.get("/wiki/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 400
    assert not [one for one in elements(answer, "script") if not one["src"]]


@pytest.mark.parametrize("title", ["x" * 250, "..a", "a..b", "(((", "___a___", "%E2%80%8Da", "a%CC%81" * 60])
def test_an_odd_title_without_a_page_answers_404(client, title):
    answer = client.get(f"/wiki/{title}")
    assert answer.status_code == 404
    assert text_of(answer, "h1")
