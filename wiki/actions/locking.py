"""The one order in which acts lock rows, so that two acts never wait for each other for ever:

1. proposals and reports,
2. the lock of names (lock_names),
3. pages, all in one statement and by primary key (lock_pages),
4. members, by primary key (lock_members).

A row of an earlier step is never locked after one of a later step. SQLite has one writer at a time, and
there only the reads of these functions matter.
"""

from django.db import connection, transaction

from wiki.models import Page

_NAMES = 0x6E616D65  # the number of PostgreSQL's advisory lock


def lock_names(*, shared=False):
    """Keep others from changing what pages are called, or whether they exist, until the transaction ends.

    Take it before a title comes or goes. Take it `shared` before a page names another one for the first
    time: without it, a page that links to a title which somebody is just creating would keep a red link.
    """
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_NAMES])


def lock_pages(pages):
    """Lock `pages`, a queryset, and return (current_id, deleted_at) of each by its primary key.

    While this waits for a lock, somebody else may save a page that belongs to `pages` from then on. So the
    question is asked again under the locks, and all locks are taken anew when the answer has grown. Call it
    inside a transaction.
    """
    if not connection.features.has_select_for_update:
        return _states(pages)
    while True:
        with transaction.atomic():
            locked = _states(pages.select_for_update(no_key=True))
            if locked.keys() >= set(pages.order_by().values_list("pk", flat=True)):
                return locked
            transaction.set_rollback(True)  # gives the locks back


def touch_around(page, around):
    """Touch the pages `around`, as lock_pages returned them; `page` itself has a new revision already."""
    if others := around.keys() - {page.pk}:
        Page.objects.filter(pk__in=others).touch()


def lock_members(members):
    """Lock `members`, a queryset. Call it inside a transaction."""
    list(members.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _states(pages):
    rows = pages.order_by("pk").values_list("pk", "current_id", "deleted_at")
    return {pk: (current_id, deleted_at) for pk, current_id, deleted_at in rows}
