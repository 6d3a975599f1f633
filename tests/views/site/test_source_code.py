"""Whoever uses the wiki may have its source: the licence asks for it."""

import io
import tarfile

import pytest

from tests.markup import links


@pytest.mark.slow
def test_the_source_can_be_had_without_what_is_nobodys_business(client):
    response = client.get("/source.tar.gz")
    assert response["Content-Type"] == "application/gzip"
    with tarfile.open(fileobj=io.BytesIO(response.content)) as archive:
        names = set(archive.getnames())
    assert {
        "hswiki/manage.py",
        "hswiki/LICENSE",
        "hswiki/wiki/models/pages.py",
        "hswiki/docs/production.env",
    } <= names
    parts = {part for name in names for part in name.split("/")}
    assert not parts & {"var", ".venv", ".git", "__pycache__"}


def test_every_page_leads_to_it(client, db):
    assert "/source.tar.gz" in links(client.get("/"))


def test_a_wiki_may_name_another_place(client, db, settings):
    settings.WIKI_SOURCE_CODE_URL = "https://example.org/code"
    assert "https://example.org/code" in links(client.get("/"))
