"""The context of every template: names and addresses of the wiki."""

from django.conf import settings
from django.urls import reverse

from wiki.forms.preferences import preferences_of


def wiki(request):
    return {
        "wiki_name": settings.WIKI_NAME,
        "wiki_tagline": settings.WIKI_TAGLINE,
        "wiki_licence_name": settings.WIKI_LICENCE_NAME,
        "wiki_licence_url": settings.WIKI_LICENCE_URL,
        "wiki_source_code_url": settings.WIKI_SOURCE_CODE_URL or reverse("source-code"),
        "wiki_help_url": _page_url(settings.WIKI_HELP_TITLE),
        "wiki_privacy_url": _page_url(settings.WIKI_PRIVACY_TITLE),
        "preferences": preferences_of(request),
    }


def _page_url(title):
    return reverse("page-read", args=[title]) if title else ""
