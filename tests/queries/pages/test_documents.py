"""Compiled bodies are cached by their content."""

import pytest
from django.core.cache import caches

from tests.builders import write
from wiki.models import Revision
from wiki.queries.pages.documents import document_of
from wiki.queries.site.integrity import database_answers

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_one_content_is_compiled_once():
    one, other = write("One", body="[[Pip]]"), write("Other", body="[[Pip]]")
    document = document_of(one.current)
    assert [link.key for link in document.links] == ["pip"]
    assert len(caches["documents"]._cache) == 1
    assert document_of(other.current) == document
    assert len(caches["documents"]._cache) == 1


def test_the_database_answers():
    assert database_answers() is False
    write("One")
    assert database_answers() is True


def test_a_text_that_was_saved_before_a_limit_says_so_and_shows_nothing_else():
    document = document_of(Revision(body="Secret [" * 6000, sha256="tangled"))
    assert str(document.refusal).startswith("The text has too many of the signs [")
    assert document.text == document.pieces[0].html == document.markdown == ""
