"""What is refused before a view is asked, and how a refusal that no view has answered becomes a page."""

from django.conf import settings
from django.shortcuts import render

from wiki.refusals import Refused
from wiki.wording import reason_of

_WITH_A_PAGE = (400, 403, 429)


class RefusalMiddleware:
    """Answers a Refused with its own status; a view with a form catches it first and brings the form back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", "60")  # seconds
        return response

    def process_exception(self, request, exception):
        """Return the page of a Refused, None for any other exception."""
        if not isinstance(exception, Refused):
            return None
        context = {"reason": reason_of(exception), "seconds": 60}
        template = f"{exception.status}.html" if exception.status in _WITH_A_PAGE else "409.html"
        return render(request, template, context, status=exception.status)


def refuse_long_bodies(get_response):
    """Answer a body over DATA_UPLOAD_MAX_MEMORY_SIZE, of any type, with 413, without reading it.

    Django applies this limit to the fields of a form, not to its files. This is the innermost middleware, so
    that the response is a page like others.
    """

    def answer(request):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
            return render(request, "errors/too_large.html", {"limit": limit}, status=413)
        return get_response(request)

    return answer
