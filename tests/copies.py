"""Pages that many tests start with. Actions write them once, and later tests copy the rows."""

from copy import deepcopy
from functools import wraps

from django.apps import apps
from django.db import transaction

from wiki.models import Page, SiteVersion, User


def written_once(somebody):
    """Let a function that writes pages by `somebody` take a sixth of the time after the first test.

    Where there are other pages it really writes, for the numbers of its rows may be taken.
    """

    def decorator(write):
        written = []

        @wraps(write)
        def write_or_copy():
            if Page.objects.exists():
                return write()
            if not written:
                pages = write()
                written.append(deepcopy((pages, _rows())))
                return pages
            pages, rows = deepcopy(written[0])
            _insert(pages, rows, somebody())
            return pages

        return write_or_copy

    return decorator


def _rows():
    models = {*apps.get_app_config("wiki").get_models()} - {User, SiteVersion}
    return {model: list(model.objects.all()) for model in models if not model._meta.proxy}


@transaction.atomic  # pages and revisions name each other
def _insert(pages, rows, author):
    for page in vars(pages).values():
        page.current.author = author
    for model, copies in rows.items():
        for copy in copies:
            if hasattr(copy, "author_id"):
                copy.author = author
        model.objects.bulk_create(copies)
