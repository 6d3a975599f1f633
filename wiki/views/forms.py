"""Answering with the editing form: whatever else is said, what was typed comes back."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy

from wiki.queries import history
from wiki.queries.derived import derived_facts
from wiki.queries.suggestions import keys_of_sources

TOO_FAST = gettext_lazy("That was fast. Wait a minute, then try again: your text is kept.")


def answer(request, form, *, status=200, **context):
    """Answer with a PageForm, and above it what `context` says (templates/wiki/page/edit.html)."""
    page = form.target.page
    context |= {
        "form": form,
        "page_title": form.target.title,
        "page": page,
        "left_out": form.left_out(),
        "source_keys": keys_of_sources(page),
        "derived": derived_facts(page) if page else [],
        "saved": history.newest_by(request.user, page) if page and request.user.is_authenticated else None,
    }
    return render(request, "wiki/page/edit.html", context, status=status)
