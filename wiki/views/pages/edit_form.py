"""Answers with the editing form, with everything that was typed."""

from django.shortcuts import render

from wiki.permissions.editing import EditRights
from wiki.permissions.protection import protections_in_words
from wiki.queries.history.revisions import newest_by
from wiki.queries.moderation.proposals import proposals_for
from wiki.queries.pages.derived import derived_facts
from wiki.queries.search.suggestions import keys_of_sources
from wiki.text.titles import title_key


def answer(request, form, *, status=200, **context):
    """Answer a member with a PageForm; `context` says more above it (templates/wiki/pages/edit.html)."""
    page = form.target.page
    context |= {
        "form": form,
        "page_title": form.target.title,
        "page": page,
        "amending": form.proposal,
        "left_out": form.left_out(),
        "source_keys": keys_of_sources(page),
        "derived": derived_facts(page) if page else [],
    } | _own(request.user, form)
    return render(request, "wiki/pages/edit.html", context, status=status)


def _own(user, form):
    """Return what only this member is told: what they have saved, what waits, what will have to wait."""
    page, key = form.target.page, title_key(form.target.title)
    proposed = proposals_for(user, form.target)
    waiting = [proposal for proposal in proposed if proposal.is_waiting]
    about = page or form.target.deleted
    cause = None if form.proposal else EditRights(user, about, key=key).cause_of_review
    return {
        "saved": _saved(user, page, proposed),
        "waiting": waiting[0] if waiting and not form.proposal else None,
        "review": cause.label if cause else "",
        "protections": protections_in_words(about, key),
    }


def _saved(user, page, proposed):
    """Return words that change whenever `user` saves or proposes something here.

    static/wiki/editor-draft.js learns from them that a draft was sent and did arrive.
    """
    newest = newest_by(user, page) if page else None
    changed = max((proposal.changed_at for proposal in proposed), default=None)
    return f"{newest or ''} {changed.isoformat() if changed else ''}".strip()
