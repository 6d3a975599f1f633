"""The HTML of every sort of page is valid, as the Nu HTML checker sees it."""

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests import builders, doors, machine
from tests.markup import form_fields
from tests.walks import account_addresses

CHECKER = machine.find_html_checker()
pytestmark = [
    pytest.mark.skipif("not config.getoption('browser')", reason="valid HTML: `make test` checks it"),
    pytest.mark.skipif(not CHECKER, reason="valid HTML: no Java, or no checker"),
]
# Safari reads a list without marks as a list only where its role says so.
ACCEPTED = ("The “list” role is unnecessary for element",)


@pytest.fixture
def answers(addresses, newest):
    """What visitors and members are sent."""
    visitor, member = Client(), doors.browser_of(builders.bob())
    more = ["/nowhere", "/user/Bob", f"{reverse('search')}?q=season", *account_addresses()]
    return [
        *(visitor.get(address, follow=True) for address in ["/", "/edit/Not_written", *more]),
        *(member.get(address, follow=True) for address in [*addresses, *more]),
        *_sent_back(member, newest),
    ]


def _sent_back(member, newest):
    """Yield what comes to who previews, compares, says too much, and saves too late."""
    address = reverse("page-edit", args=[str(newest.page)])
    typed = form_fields(member.get(address)) | {"body": "Words."}
    yield member.post(address, typed | {"action": "preview"})
    yield member.post(address, typed | {"action": "diff"})
    yield member.post(address, typed | {"summary": "x" * 501})
    yield member.post(address, typed | {"base": newest.parent_id})


def test_every_sort_of_page_is_valid(answers, tmp_path):
    """One start of Java reads them all."""
    assert [answer.status_code for answer in answers[-4:]] == [200, 200, 200, 409]
    files = {}
    for answer in answers:
        is_page = answer["Content-Type"].startswith("text/html") and "X-Fragment" not in answer
        if is_page and answer.content:
            file = tmp_path / f"{len(files)}.html"
            file.write_bytes(answer.content)
            files[file] = answer.request["PATH_INFO"]
    assert faults(files) == []


def faults(files):
    """Return what the checker has to say about these files, {file: address}."""
    command = [*CHECKER, "--stdout", "--format", "json", "--exit-zero-always", *map(str, files)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["messages"]
    return [
        f"{files[Path(urlsplit(fault['url']).path)]}: {fault['message']} {fault.get('extract', '').strip()}"
        for fault in said
        if fault.get("subType", fault["type"]) != "info" and not fault["message"].startswith(ACCEPTED)
    ]
