"""The journal says what was done, and the database itself refuses to let it say anything else."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.builders import alice, bob, dana, write
from wiki.actions.journal import record
from wiki.models import JournalAction, JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

CHANGES = {
    "created_at": timezone.now,
    "by_id": lambda: dana().pk,
    "action": lambda: "rename",
    "page_id": lambda: write("Another").pk,
    "member_id": lambda: dana().pk,
    "revision_id": lambda: write("Another").current_id,
    "title": lambda: "Another",
    "reason": lambda: "Another",
    "details": lambda: {"until": "2031"},
    "private": lambda: True,
}


def deleted():
    return record(JournalAction.DELETE, by=alice(), page=write("The gate"), member=bob(), reason=" Spam. ")


def test_an_entry_says_who_what_on_what_when_and_why():
    entry = JournalEntry.objects.get(pk=deleted().pk)
    assert (entry.by, entry.action, entry.title, entry.member) == (alice(), "delete", "The gate", bob())
    assert (entry.reason, entry.details, entry.private) == ("Spam.", {}, False)
    assert (timezone.now() - entry.created_at).total_seconds() < 60


def test_an_entry_about_a_revision_is_about_its_page():
    page = write("The gate")
    entry = record(JournalAction.PATROL, by=alice(), revision=page.current)
    assert (entry.page, entry.revision, entry.title) == (page, page.current, "The gate")


def test_what_is_too_long_is_cut_and_never_fails_what_was_done():
    entry = record(JournalAction.BAN_SITE, by=alice(), title="x" * 300, reason="y" * 600)
    assert (len(entry.title), len(entry.reason)) == (255, 500)


def test_every_column_but_the_key_is_guarded():
    assert CHANGES.keys() == {field.attname for field in JournalEntry._meta.concrete_fields} - {"id"}


@pytest.mark.parametrize("column", CHANGES)
def test_no_column_of_an_entry_changes(column):
    entry, changed = deleted(), {column: CHANGES[column]()}
    before = JournalEntry.objects.filter(pk=entry.pk).values().get()
    with pytest.raises(IntegrityError, match="the journal never changes"), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(**changed)
    assert JournalEntry.objects.filter(pk=entry.pk).values().get() == before


def test_sql_is_refused_too():
    deleted()
    with (
        pytest.raises(IntegrityError, match="the journal never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE wiki_journalentry SET reason = 'Another'")
