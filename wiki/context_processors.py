"""What every template may say about the wiki itself."""

from django.conf import settings


def wiki(request):
    return {
        "wiki_name": settings.WIKI_NAME,
        "wiki_tagline": settings.WIKI_TAGLINE,
        "wiki_licence_name": settings.WIKI_LICENCE_NAME,
        "wiki_licence_url": settings.WIKI_LICENCE_URL,
        "wiki_source_code_url": settings.WIKI_SOURCE_CODE_URL,
    }
