"""The one place where revisions are inserted: by an edit, an import, a roll-back or a change of title."""

from django.db.models import F

from wiki.actions import clock
from wiki.actions.history.marks import mark_new, mark_patrolled
from wiki.models import Page, Revision


def append_revision(
    page,
    parent,
    content,
    *,
    author,
    created_at=None,
    accepted_by=None,
    summary="",
    minor=False,
    tags=(),
    **titles,
):
    """Append a revision to the history of `page` after `parent`, make it current, and return it.

    `parent` is None for the first one. `content` has body, facts, size and sha256, as a Content and a
    Revision have. Without an author it is an import. `titles` are the `old_title` and the `new_title` of a
    change of title. This touches the page; the caller touches the pages around it. Call it inside the
    transaction that has locked them.
    """
    revision = Revision.objects.create(
        page=page,
        number=parent.number + 1 if parent else 1,
        parent=parent,
        author=author,
        accepted_by=accepted_by,
        created_at=created_at or clock.now(),
        summary=summary.strip()[:500],
        minor=minor,
        body=content.body,
        facts=content.facts,
        size=content.size,
        sha256=content.sha256,
        tags=list(tags),
        **titles,
    )
    page.current = revision
    Page.objects.filter(pk=page.pk).update(current=revision, touched=F("touched") + 1)
    if accepted_by:
        mark_patrolled([revision], accepted_by)
    elif author:
        mark_new(revision)
    return revision
