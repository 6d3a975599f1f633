"""Names of pages."""

import pytest
from django.utils import timezone

from tests.builders import orchard, rename, write
from wiki.models import Page
from wiki.queries.titles.names import Name, names_of, source_keys, source_uids, uids_called
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_pages_are_named_by_uid_and_by_any_title_in_one_query(django_assert_num_queries):
    pip, quince, other = write("Pip Russet", "character"), write("Who?"), write("Other")
    rename(pip, "Pip Bramley")
    with django_assert_num_queries(1):
        names = names_of(SAFE, uids=[pip.uid, "nobody"], keys=["pip russet", "who?", "nobody"])
    bramley, who = Name(pip.uid, "character", "Pip Bramley"), Name(quince.uid, "article", "Who?")
    assert names.by_uid == {pip.uid: bramley, quince.uid: who}
    assert (bramley.url, who.url) == ("/wiki/Pip_Bramley", "/wiki/Who%3F")
    assert names.by_key.keys() == {"pip bramley", "pip russet", "who?"}
    assert other.uid not in names.by_uid


def test_deleted_pages_have_no_name():
    pip = write("Pip Russet")
    Page.objects.filter(pk=pip.pk).update(deleted_at=timezone.now())
    assert names_of(SAFE, uids=[pip.uid], keys=["pip russet"]).by_uid == {}


def test_a_text_can_be_a_current_title_an_old_one_or_a_uid():
    pip = write("Pip Russet")
    rename(pip, "Pip Bramley")
    texts = {"pip russet", "Pip_Bramley", pip.uid, "nobody", "a|b", "", "nu\0ll", "x" * 5000}
    assert uids_called(texts) == {"pip russet": pip.uid, "Pip_Bramley": pip.uid, pip.uid: pip.uid}
    assert uids_called([]) == {}


def test_a_uid_is_never_taken_for_a_title():
    pip = write("Pip Russet")
    write(pip.uid)
    assert uids_called({pip.uid}) == {pip.uid: pip.uid}


def test_sources_are_called_by_their_keys():
    world = orchard()
    assert source_uids({"orchard-times", "nobody", "nu\0ll"}) == {"orchard-times": world.times.uid}
    assert source_keys({world.times.uid, world.ada.uid}) == {world.times.uid: "orchard-times"}
