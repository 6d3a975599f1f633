"""Answering with the editing form: whatever else is said, what was typed comes back."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy

from wiki.permissions import protections_in_words
from wiki.queries.history.revisions import newest_by
from wiki.queries.moderation.proposals import proposals_for
from wiki.queries.pages.derived import derived_facts
from wiki.queries.pages.screening import cause_of_review
from wiki.queries.search.suggestions import keys_of_sources
from wiki.text.titles import title_key

TOO_FAST = gettext_lazy("That was fast. Wait a minute, then try again: your text is kept.")


def answer(request, form, *, status=200, **context):
    """Answer with a PageForm, and above it what `context` says (templates/wiki/pages/edit.html)."""
    page = form.target.page
    context |= {
        "form": form,
        "page_title": form.target.title,
        "page": page,
        "amending": form.proposal,
        "left_out": form.left_out(),
        "source_keys": keys_of_sources(page),
        "derived": derived_facts(page) if page else [],
    }
    if request.user.is_authenticated:
        context |= _own(request.user, form)
    return render(request, "wiki/pages/edit.html", context, status=status)


def _own(user, form):
    """Return what the form says to this member alone: what they have saved, what waits, what will wait."""
    page = form.target.page
    proposed = proposals_for(user, form.target)
    waiting = [one for one in proposed if one.is_waiting]
    about = page or form.target.deleted
    review = None if form.proposal else cause_of_review(user, about, key=title_key(form.target.title))
    return {
        "saved": _saved(user, page, proposed),
        "waiting": waiting[0] if waiting and not form.proposal else None,
        "review": review.label if review else "",
        "protections": protections_in_words(page or form.target.deleted, title_key(form.target.title)),
    }


def _saved(user, page, proposed):
    """Return words that change whenever `user` saves or proposes something here.

    static/wiki/editor-draft.js learns from them that a draft was sent and did arrive.
    """
    newest = newest_by(user, page) if page else None
    changed = max((one.changed_at for one in proposed), default=None)
    return f"{newest or ''} {changed.isoformat() if changed else ''}".strip()
