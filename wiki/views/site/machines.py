"""Addresses for machines: the health check and the source code."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wiki.exchange.archive import source_archive
from wiki.queries.site.integrity import database_answers


@require_safe
@never_cache
def healthz(request):
    """Answer 200 "ok" while the database can be read."""
    database_answers()
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def source_code(request):
    """Answer with the source code of this wiki."""
    headers = {"Content-Disposition": 'attachment; filename="hswiki.tar.gz"'}
    return HttpResponse(source_archive(settings.BASE_DIR), content_type="application/gzip", headers=headers)
