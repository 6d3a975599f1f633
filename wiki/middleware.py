"""Says who reads and what caches may keep, limits requests, and renders refusals that no view answered."""

from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from wiki.forms.preferences import COOKIE as PREFERENCES
from wiki.forms.progress import COOKIE, ONCE
from wiki.queries.viewers import viewer_of
from wiki.refusals import Refused
from wiki.wording import reason_of

_FOR_ALL = "public, max-age=0, s-maxage=60"  # seconds
_OF_VISITORS = {COOKIE, PREFERENCES}


class RefusalMiddleware:
    """Answers a Refused with its status. Views with a form catch it first, and show the form again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", "60")  # seconds
        return response

    def process_exception(self, request, exception):
        """Render a Refused; return None for any other exception."""
        if not isinstance(exception, Refused):
            return None
        context = {"reason": reason_of(exception), "seconds": 60}
        templates = [f"{exception.status}.html", "409.html"]
        return render(request, templates, context, status=exception.status)


def refuse_long_bodies(get_response):
    """Answer a body over DATA_UPLOAD_MAX_MEMORY_SIZE with 413, without reading it.

    Django applies this limit to form fields, not to files. This is the innermost middleware, so that the
    response looks like any other page.
    """

    def answer(request):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
            return render(request, "errors/too_large.html", {"limit": limit}, status=413)
        return get_response(request)

    return answer


def identify_viewer(get_response):
    """Set `request.viewer`, a Viewer, which is looked up when a view first asks for it."""

    def answer(request):
        cookies = [request.COOKIES.get(name, "") for name in (COOKIE, ONCE)]
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user, *cookies))
        return get_response(request)

    return answer


def set_cache_headers(get_response):
    """Let shared caches keep for a minute what visitors without any cookie get, and nothing else.

    All else, also with `?as=`, may depend on how far somebody has watched, on preferences, or on who it is.
    What depends on no more than the first two gets `is_for_visitors`: hswiki.answers keeps it.
    """

    def answer(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            is_safe = request.method in ("GET", "HEAD") and response.status_code == 200
            is_for_all = is_safe and not (request.COOKIES or response.cookies or "as" in request.GET)
            response.headers["Cache-Control"] = _FOR_ALL if is_for_all else "private, no-cache"
            patch_vary_headers(response, ["Cookie"])
            is_of_visitor = is_safe and not (request.COOKIES.keys() - _OF_VISITORS or response.cookies)
            response.is_for_visitors = is_of_visitor and not response.streaming
        return response

    return answer
