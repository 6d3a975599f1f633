"""The one order in which actions lock rows, so that no two of them deadlock:

1. proposals and reports,
2. the lock of names (lock_names),
3. pages, all in one statement and by primary key (lock_pages),
4. members, by primary key (lock_rows).

A row of an earlier step is never locked after one of a later step. SQLite has one writer at a time, and
there only the reads of these functions matter.
"""

from django.db import connection, transaction

from wiki.models import Page

_NAMES = 0x6E616D65  # the number of PostgreSQL's advisory lock


def lock_names(*, shared=False):
    """Keep others from changing titles, and from creating or deleting pages, until the transaction ends.

    Call it before a title is added or removed, and with `shared` before a page names another for the first
    time: otherwise a link to a title that somebody is just creating would stay red.
    """
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_NAMES])


def lock_pages(pages):
    """Lock `pages`, a queryset, and return (current_id, deleted_at) of each by its primary key.

    While this waits for a lock, another save may add a page to the queryset. So the query is repeated under
    the locks, and all locks are released and taken again if it returns more. Call it inside a transaction.
    """
    if not connection.features.has_select_for_update:
        return _states(pages)
    while True:
        with transaction.atomic():
            locked = _states(pages.select_for_update(no_key=True))
            if locked.keys() >= set(pages.order_by().values_list("pk", flat=True)):
                return locked
            transaction.set_rollback(True)  # releases the locks


def lock_wiki():
    """Lock names and every page, for acts that may change how any page looks."""
    lock_names()
    lock_pages(Page.objects.all())


def lock_rows(rows):
    """Lock `rows`, a queryset of members, proposals or reports, and return their primary keys."""
    return list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def _states(pages):
    rows = pages.order_by("pk").values_list("pk", "current_id", "deleted_at")
    return {pk: (current_id, deleted_at) for pk, current_id, deleted_at in rows}
