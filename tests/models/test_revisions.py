"""The database itself refuses to change a revision, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.builders import again, alice, bob, change, write
from wiki.models import Revision, RevisionMark

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

CHANGES = {
    "page_id": lambda: write("Mrs Quince").pk,
    "number": lambda: 9,
    "parent_id": lambda: write("Mrs Quince").current.pk,
    "author_id": lambda: alice().pk,
    "accepted_by_id": lambda: alice().pk,
    "created_at": timezone.now,
    "summary": lambda: "Another",
    "minor": lambda: True,
    "body": lambda: "Another.",
    "facts": lambda: {"full_name": {"value": "Another"}},
    "size": lambda: 1,
    "sha256": lambda: "0" * 64,
    "tags": lambda: ["rollback"],
    "old_title": lambda: "Another",
    "new_title": lambda: "Another",
}


def test_every_column_but_the_key_is_guarded():
    assert CHANGES.keys() == {field.attname for field in Revision._meta.concrete_fields} - {"id"}


@pytest.mark.parametrize("column", CHANGES)
def test_no_column_of_a_revision_changes(column):
    revision = write("Pip Russet", body="One.").current
    before = Revision.objects.filter(pk=revision.pk).values().get()
    changed = {column: CHANGES[column]()}
    with pytest.raises(IntegrityError, match="a revision never changes"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(**changed)
    assert Revision.objects.filter(pk=revision.pk).values().get() == before


def test_saving_a_changed_revision_is_refused():
    revision = write("Pip Russet", body="One.").current
    revision.body = "Another."
    with pytest.raises(IntegrityError, match="a revision never changes"), transaction.atomic():
        revision.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.bulk_update([revision], ["body"])
    assert Revision.objects.get().body == "One."


def test_sql_is_refused_too():
    write("Pip Russet", body="One.")
    with (
        pytest.raises(IntegrityError, match="a revision never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE wiki_revision SET body = body || ' And more.'")
    assert Revision.objects.get().body == "One."


def test_an_update_with_the_same_values_is_allowed():
    write("Pip Russet", body="One.").current.save()
    assert Revision.objects.get().body == "One."


def test_a_page_can_be_purged_with_its_revisions():
    page = write("Pip Russet")
    change(page, body="Two.")
    page.revisions.update()
    type(page).objects.filter(pk=page.pk).update(current=None)
    Revision.objects.filter(page=page, number=2).delete()
    Revision.objects.filter(page=page).delete()
    again_gone = Revision.objects.filter(page=page)
    assert not again_gone.exists()


def test_a_revision_has_one_number_and_one_mark():
    page = write("Pip Russet")
    twin = Revision(page=page, number=1, created_at=timezone.now(), size=0, sha256="")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        RevisionMark.objects.create(revision=page.current)


def test_a_list_of_revisions_loads_no_texts():
    revision = write("Pip Russet", by=bob()).revisions.without_texts().get()
    assert revision.get_deferred_fields() == {"body", "facts"}


def test_a_revision_knows_its_natural_key():
    page = write("Pip Russet")
    revision = change(page, body="Two.")
    assert revision.natural_key() == (page.uid, 2)
    assert Revision.objects.get_by_natural_key(page.uid, 2) == revision == again(page).current
