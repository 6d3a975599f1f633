"""Browsers of visitors and members for walks through the wiki."""

from django.test import Client

from tests import builders
from tests.copies import written_once


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


@written_once(builders.bob)
def orchard():
    """Return The Orchard by Bob, with an article: a page of each kind."""
    pages = builders.orchard()
    words = "It began as a play.[@orchard-times]\n\nSee [[Nobody yet]]."
    pages.article = builders.write("From play to screen", body=words)
    return pages
