"""Django's loaddata, which never overwrites later edits."""

from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError

from wiki.actions.locking import lock_wiki
from wiki.actions.pages.public_state import rebuild_pages, write_reaches
from wiki.models import Page, Revision, Title


class Command(loaddata.Command):
    """Loads a whole fixture in one transaction, or nothing."""

    def loaddata(self, fixture_labels):
        lock_wiki()
        self.uids = set()
        try:
            super().loaddata(fixture_labels)
        except IntegrityError as clash:
            raise CommandError(f"{clash}. Another page has the same value, so nothing was loaded.") from clash
        except DeserializationError as problem:
            raise CommandError(f"{problem} Nothing was loaded.") from problem
        # Fixtures have no links or other derived rows.
        rebuild_pages(Page.objects.filter(uid__in=self.uids))
        write_reaches(Page.objects.filter(uid__in=self.uids))

    def save_obj(self, obj):
        if isinstance(obj.object, Page):
            self.uids.add(obj.object.uid)
            touched = Page.objects.filter(uid=obj.object.uid).values_list("touched", flat=True)
            obj.object.touched = touched.first() or 0  # it must never decrease
        if _has_moved_on(obj):
            name = " ".join(map(str, obj.object.natural_key()))
            raise CommandError(
                f"{name} differs from the fixture: it was changed since, or another page has this "
                "title. Nothing was loaded. "
                "To start again, load the fixture into an empty wiki (HSWIKI_VAR names another folder)."
            )
        return super().save_obj(obj)


def _has_moved_on(obj):
    """Whether the page, title or revision in the wiki differs from the fixture, and is not only older."""
    new = obj.object
    if isinstance(new, Page):
        old = Page.objects.filter(uid=new.uid).first()
        was_edited = old and old.current_id and not obj.deferred_fields and old.current_id != new.current_id
        return bool(was_edited or (old and old.deleted_at))
    if isinstance(new, Title):
        old = Title.objects.filter(key=new.key).first()
        return bool(old and (old.page_id, old.is_current) != (new.page_id, new.is_current))
    if isinstance(new, Revision):
        old = Revision.objects.filter(page_id=new.page_id, number=new.number).first()
        columns = [field.attname for field in Revision._meta.concrete_fields if not field.primary_key]
        return bool(old and any(getattr(old, column) != getattr(new, column) for column in columns))
    return False
