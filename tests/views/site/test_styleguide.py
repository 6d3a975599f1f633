"""The style guide: every part and every token of the face."""

import re

from django.conf import settings
from django.template import Template
from django.test.utils import instrumented_test_render

from tests.markup import elements

SHEETS = [settings.BASE_DIR / "static" / "wiki" / name for name in ("hswiki.css", "editing.css")]
TEMPLATES = settings.BASE_DIR / "templates"
# What the frame draws, or Django's own form of a field.
ELSEWHERE = {"components/messages.html", "components/body_widget.html"}


def test_it_is_public_and_kept_from_search_engines(client):
    answer = client.get("/styleguide/")
    assert answer.status_code == 200
    assert elements(answer, "meta", name="robots", content="noindex")


def test_every_component_and_figure_is_in_it_with_its_own_template(client, monkeypatch):
    monkeypatch.setattr(Template, "_render", instrumented_test_render)  # else a response names no template
    drawn = {template.name for template in client.get("/styleguide/?kind=pear").templates}
    for folder in ("components", "figures"):
        parts = {path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / folder).glob("*.html")}
        assert parts - drawn - ELSEWHERE == set()


def test_its_form_shows_what_is_wrong_once_it_is_sent(client):
    assert not elements(client.get("/styleguide/"), class_="errors")
    assert elements(client.get("/styleguide/?kind=pear"), class_="errors")


def test_every_token_is_in_it(client):
    page = client.get("/styleguide/").content.decode()
    for sheet in SHEETS:
        tokens = re.findall(r":root \{(.*?)\}", sheet.read_text(encoding="utf-8"), re.DOTALL)
        for name in re.findall(r"--([\w-]+):", "".join(tokens)):
            assert f"var(--{name})" in page


def test_every_hue_is_in_it(client):
    classes = {name for element in elements(client.get("/styleguide/")) for name in element["class"].split()}
    assert {f"hue-{number}" for number in range(1, 9)} <= classes


def test_no_id_is_in_it_twice(client):
    ids = [element["id"] for element in elements(client.get("/styleguide/")) if element["id"]]
    assert len(ids) == len(set(ids))
