"""How far readers have watched: they say it here, without an account too."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wiki.actions.people.progress import set_progress
from wiki.forms.progress import COOKIE, FORGET, LATEST, ONCE, ProgressForm, way_back
from wiki.models import Page, Show
from wiki.queries.pages.airing import latest_of, settled, show_around
from wiki.queries.pages.strip import Strip
from wiki.refusals import NotAllowed
from wiki.text.progress import progress_label, read_cookie, write_cookie

REMEMBERED, SHOWN_ONCE = timedelta(days=365), timedelta(minutes=10)
_OPTIONS = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}


@csrf_exempt  # so that its forms may stand on pages that a shared cache keeps; see _is_from_here
@never_cache
@require_POST
def progress(request):
    """Save how far the reader has watched a show, and go back to where they were."""
    if not _is_from_here(request):
        raise NotAllowed(_("This form was not sent from a page of this wiki, so nothing was changed."))
    if once := request.POST.get("once", ""):
        return _show_once(request, once)
    form = ProgressForm(request.POST)
    show = (
        form.is_valid() and Show.objects.filter(key=form.cleaned_data["show"], page__deleted_at=None).first()
    )
    if not show:
        raise BadRequest(_("Say how far you have watched: an episode such as S2E3, or a season such as S2."))
    seasons, before = show_around(show.page).seasons, request.viewer.sight.points.get(show.pk)
    point = _point(form.cleaned_data["through"], seasons)
    response = HttpResponseRedirect(form.cleaned_data["next"], status=303)
    if request.user.is_authenticated:
        set_progress(request.user, show.pk, point)
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        _write_cookie(request, response, show.key, point)
    if point != before:
        undo = FORGET if before is None else progress_label(before)
        messages.success(request, _said(Strip(show.key, seasons, point)), extra_tags=f"{show.key}:{undo}")
    if request.is_secure():
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _show_once(request, uid):
    """Go back to a page that is shown in full for some minutes, after a question."""
    response = HttpResponseRedirect(way_back(request.POST.get("next", "")), status=303)
    if Page.objects.filter(uid=uid.replace("\0", "")[:80]).exists():
        response.set_cookie(ONCE, uid, SHOWN_ONCE, **_OPTIONS)
    return response


def _is_from_here(request):
    """Return whether a browser sent this from a page of the wiki, or the person typed it.

    Browsers name the origin of every POST. Without either header it was no browser, which has no cookies of
    somebody else.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _point(through, seasons):
    """Return the point to save, None to forget it."""
    if through == FORGET:
        return None
    return latest_of(seasons) if through == LATEST else settled(seasons, through)


def _write_cookie(request, response, key, point):
    kept = {name: said for name, said in read_cookie(request.COOKIES.get(COOKIE, "")).items() if name != key}
    words = write_cookie(kept if point is None else kept | {key: point})
    if words:
        response.set_cookie(COOKIE, words, REMEMBERED, **_OPTIONS)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


def _said(strip):
    if strip.point is None:
        return _("We have forgotten how far you have watched.")
    return _("Saved. %(progress)s.") % {"progress": strip.words}
