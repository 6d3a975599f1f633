"""For machines that watch over the wiki."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wiki.queries.health import database_answers


@require_safe
@never_cache
def healthz(request):
    """Answer 200 "ok" while pages can be read."""
    database_answers()
    return HttpResponse("ok\n", content_type="text/plain")
