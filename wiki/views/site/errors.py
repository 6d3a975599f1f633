"""What is said when something can't be shown."""

from django.core.exceptions import TooManyFieldsSent
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.permissions.editing import may_write
from wiki.permissions.powers import may_act
from wiki.queries.titles.backlinks import category_members
from wiki.queries.titles.near import near_titles
from wiki.text.titles import clean_title, title_key


def bad_request(request, exception=None):
    """Answer 400, in words where it is known what was wrong with the form."""
    too_many = isinstance(exception, TooManyFieldsSent)
    reason = _("The form has more fields than can be read.") if too_many else ""
    return render(request, "400.html", {"reason": reason}, status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def gone(request, title, page):
    """Answer 410 for a deleted page: why it is gone, and nothing of what it said."""
    context = {
        "page_title": title,
        "page": page,
        "may_write": may_write(request.user),
        "may_restore": may_act(request.user, "delete_page"),
    }
    return render(request, "410.html", context, status=410)


def missing_page(request, title):
    """Answer 404 for a title without a page: near titles, and an invitation to write it.

    A category is used before anybody writes its page: then its members are listed.
    """
    context = {
        "title": clean_title(title),
        "members": category_members([title_key(title)]),
        "near": near_titles(title),
        "may_create": may_write(request.user),
        "create_url": reverse("page-edit", args=[clean_title(title)]),
    }
    return render(request, "wiki/pages/missing.html", context, status=404)
