"""House rules that every template keeps."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string

ROOT = settings.BASE_DIR / "templates"
ALL = sorted(path for path in ROOT.rglob("*") if path.suffix in {".html", ".svg", ".txt"})
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
OURS = [path for path in ALL if path.suffix == ".html"]


def _name(path):
    return path.relative_to(ROOT).as_posix()


def _source(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_it_compiles(path):
    assert get_template(_name(path))


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_it_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_nothing_in_it_is_forbidden_by_the_content_security_policy(path):
    source = re.sub(r"\{%.*?%\}", "", _source(path))
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\b(?:src=|application/(?:ld\+)?json))", source)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?(?:https?:)?//", source)


@pytest.mark.parametrize("path", OURS, ids=_name)
def test_every_word_can_be_translated(path):
    words = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", _source(path), flags=re.DOTALL)
    words = re.sub(r"\{% block main_class %\}.*?\{% endblock %\}", "", words)
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", words)
    words = re.sub(r"<[^>]*>", " ", words)
    assert re.findall(r"[^\W\d_]{2,}", words) == []


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_nothing_is_shouted(path):
    said = re.findall(
        r"translate \"[^\"]*\"|\{% blocktranslate.*?\{% endblocktranslate %\}", _source(path), re.DOTALL
    )
    assert [words for words in said if "!" in words] == []


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_resorts_need_no_context(name):
    page = render_to_string(name)
    assert '<link rel="stylesheet" href="/static/wiki/hswiki.css">' in page
    assert "<h1>" in page


@pytest.mark.parametrize(
    ("change", "sign", "words"),
    [(12, "+12", "12 bytes added"), (-1, "−1", "1 byte removed"), (0, "±0", "same length")],
)
def test_a_change_of_size_is_said_with_a_sign_and_in_words(change, sign, words):
    said = render_to_string("components/size_change.html", {"change": change})
    assert sign in said
    assert words in said
