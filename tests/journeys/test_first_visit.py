"""The first visit to the longest page on a phone, without a cache."""

import pytest


@pytest.fixture
def transfers(new_page):
    """What came over the network: (what it is, bytes as sent) of each answer, headers and all."""
    page = new_page(viewport={"width": 390, "height": 844})
    network, sorts, finished = page.context.new_cdp_session(page), {}, []
    network.on("Network.requestWillBeSent", lambda sent: sorts.update({sent["requestId"]: sent["type"]}))
    network.on("Network.loadingFinished", lambda answer: finished.append(answer))
    network.send("Network.enable")
    page.goto("/wiki/Heartstopper_season_2", wait_until="networkidle")
    page.wait_for_timeout(500)  # the icon is asked for last
    return [(sorts[answer["requestId"]], answer["encodedDataLength"]) for answer in finished]


def test_first_visit_is_within_its_budget(transfers):
    weights = dict(transfers)
    assert weights["Document"] <= 14_000
    assert weights["Stylesheet"] <= 6_000
    assert weights["Font"] <= 36_000
    assert len(transfers) <= 4
    assert sum(size for _sort, size in transfers) <= 70_000
