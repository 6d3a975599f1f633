"""The pages that a new wiki begins with, and one address of each sort."""

from itertools import product

import pytest
from django.core.management import call_command
from django.urls import reverse

from wiki.actions.moderation.reports import report_problem
from wiki.models import Page, Revision
from wiki.urls import urlpatterns


@pytest.fixture
def longest(db):
    """The title of the longest page of each kind, by kind."""
    call_command("loaddata", "heartstopper", verbosity=0)
    pages = Page.objects.live().order_by("current__size").prefetch_related("titles")
    return {page.kind: str(page) for page in pages}


@pytest.fixture
def newest(longest):
    """The newest revision that is not the first of its page."""
    return Revision.objects.exclude(parent=None).latest("pk")


@pytest.fixture
def addresses(longest, newest):
    """Each address of the wiki: for the longest page of each kind, a missing title, the newest revision."""
    samples = {
        "title": [*longest.values(), "Not written"],
        "name": [longest["category"].removeprefix("Category:")],
        "pk": [newest.pk],
        "old": [newest.parent_id],
        "new": [newest.pk],
        "token": [report_problem(None, by=None, title="Nick", kind="wrong", words="His age.").token],
    }
    return [
        reverse(pattern.name, args=values)
        for pattern in urlpatterns
        for values in product(*(samples[name] for name in pattern.pattern.converters))
    ]
