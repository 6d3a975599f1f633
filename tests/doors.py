"""People at their browsers, and the wiki that they walk through."""

from copy import deepcopy

from django.apps import apps
from django.test import Client

from tests import builders
from wiki.models import User

_written = []


def browser_of(user, **options):
    """Return the browser of somebody who is logged in."""
    client = Client(**options)
    client.force_login(user)
    return client


def staff(user):
    """Return `user`, who may open the admin now; what may be done there is for the groups to say."""
    user.is_staff = True
    user.save()
    return user


def orchard():
    """Return The Orchard by Bob, with an article: a page of each kind.

    Actions write it once. Later tests get copies of the rows, which takes a sixth of the time.
    """
    if not _written:
        pages = builders.orchard()
        words = "It began as a play.[@orchard-times]\n\nSee [[Nobody yet]]."
        pages.article = builders.write("From play to screen", body=words)
        _written.append(deepcopy((pages, _rows())))
        return pages
    pages, rows = deepcopy(_written[0])
    author = builders.bob()
    for page in vars(pages).values():
        page.current.author = author
    for model, copies in rows.items():
        for copy in copies:
            if hasattr(copy, "author_id"):
                copy.author = author
        model.objects.bulk_create(copies)
    return pages


def _rows():
    models = apps.get_app_config("wiki").get_models()
    return {
        model: list(model.objects.all()) for model in models if model is not User and not model._meta.proxy
    }
