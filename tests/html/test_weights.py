"""What a reading page weighs on its way to a phone."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.slow


def test_the_longest_page_of_each_kind_is_light(client, longest):
    pages = {kind: client.get(reverse("page-read", args=[title])).content for kind, title in longest.items()}
    weights = {kind: (len(gzip.compress(html)), len(html)) for kind, html in pages.items()}
    assert {
        kind: weight for kind, weight in weights.items() if weight[0] > 14_000 or weight[1] > 80_000
    } == {}
