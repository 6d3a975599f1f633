"""The reading page, and the same page as Markdown."""

from functools import wraps
from hashlib import sha256

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wiki.exchange.files import text_shown
from wiki.forms.preferences import COOKIE as PREFERENCES
from wiki.permissions.editing import may_write
from wiki.queries.pages.reading import Reading
from wiki.queries.titles.lookup import current_title, find_title
from wiki.queries.versions import versions
from wiki.queries.visibility import knows_title
from wiki.text.progress import SAFE, parse_progress
from wiki.views.site.errors import gone, missing_page

_ACCOUNT = SafeString("<!--account-->")  # no text of a page has a comment of HTML


def _at_current_title(view):
    """Call the view with the Title of a live page; redirect from other spellings and old titles.

    Browsers keep a permanent redirect for ever, so a title that is hidden from anybody has none.
    """

    @wraps(view)
    def answer(request, title):
        row = find_title(request.viewer.sight, title)
        if row is None:
            return missing_page(request, title)
        current = row.text if row.is_current else current_title(row.page).text
        if current.replace(" ", "_") != title:
            return redirect(f"page-{view.__name__}", current, permanent=knows_title(SAFE, row))
        if row.page.deleted_at:
            return gone(request, row.text, row.page)
        return view(request, row)

    return answer


@require_safe
@_at_current_title
def read(request, row):
    """Show the page of a Title. Other spellings and old titles redirect to its current title."""
    page = _shared_page(request, row)
    account = render_to_string("components/account.html", {}, request)  # after the page: it makes a token
    response = HttpResponse(page.replace(_ACCOUNT, account))
    response.page = row.page  # it holds until this is touched (hswiki.answers)
    return response


def _shared_page(request, row):
    """Return the page, the same for all who may see and do the same, with _ACCOUNT in place of the account.

    It is kept, unless it has messages, which are shown once, or a token, which is for one reader.
    """
    viewer, page, may_edit = request.viewer, row.page, may_write(request.user)
    version = (page.pk, page.touched, versions().shows, localdate())
    reader = (viewer.sight, viewer.once, may_edit, request.COOKIES.get(PREFERENCES))
    key = sha256(repr((request.get_full_path(), *version, *reader)).encode()).hexdigest()
    has_messages = bool(get_messages(request))
    html = None if has_messages else caches["pages"].get(key)
    if html is None:
        html = render_to_string("wiki/pages/read.html", _context(request, row, may_edit), request)
        if not (has_messages or "CSRF_COOKIE_NEEDS_UPDATE" in request.META):
            caches["pages"].set(key, html)
    return html


def _context(request, row, may_edit):
    edit_url = reverse("page-edit", args=[row.text]) if may_edit else None
    options = {"edit_url": edit_url, "upto": parse_progress(request.GET.get("as", ""))}
    reading = Reading(request.viewer, row.page, row.text, row.page.current, **options)
    return {"reading": reading, "page_title": row.text, "may_edit": may_edit, "account_place": _ACCOUNT}


@require_safe
@_at_current_title
def raw(request, row):
    """Answer with what a reader may see of a page as Markdown, with its facts in a header."""
    headers = {"X-Robots-Tag": "noindex"}
    text = text_shown(request.viewer.sight, row.text, row.page.current)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)
