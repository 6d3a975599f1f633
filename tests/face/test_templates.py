"""House rules that every template keeps."""

import re

import pytest
from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.loader import get_template, render_to_string

ROOT = settings.BASE_DIR / "templates"
ALL = sorted(path for path in ROOT.rglob("*") if path.suffix in {".html", ".svg", ".txt"})
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
OURS = [path for path in ALL if path.suffix == ".html"]


def _name(path):
    return path.relative_to(ROOT).as_posix()


def _source(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def _offenders(paths, find):
    """Return {name: what is wrong} of the templates in whose source `find` finds something wrong."""
    assert paths
    faults = {_name(path): find(_source(path)) for path in paths}
    return {name: wrong for name, wrong in faults.items() if wrong}


def test_every_template_compiles():
    faults = {_name(path): _fault_when_compiled(_name(path)) for path in ALL}
    assert {name: fault for name, fault in faults.items() if fault} == {}


def _fault_when_compiled(name):
    try:
        get_template(name)
    except TemplateSyntaxError as error:
        return str(error)
    return ""


def test_no_template_has_what_the_content_security_policy_forbids():
    assert _offenders(ALL, _forbidden_by_policy) == {}


def _forbidden_by_policy(source):
    source = re.sub(r"\{%.*?%\}", "", source)
    return [
        *re.findall(r"\sstyle=|<style|\son\w+=|javascript:", source),
        *re.findall(r"<script(?![^>]*\b(?:src=|application/(?:ld\+)?json))", source),
        *re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?(?:https?:)?//", source),
    ]


def test_all_text_can_be_translated():
    assert _offenders(OURS, _words_for_all_languages) == {}


def _words_for_all_languages(source):
    words = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", source, flags=re.DOTALL)
    words = re.sub(r"\{% block main_class %\}.*?\{% endblock %\}", "", words)
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", words)
    words = re.sub(r"<[^>]*>", " ", words)
    return re.findall(r"[^\W\d_]{2,}", words)


def test_no_text_has_an_exclamation_mark():
    assert _offenders(ALL, _shouted) == {}


def _shouted(source):
    texts = re.findall(
        r"translate \"[^\"]*\"|\{% blocktranslate.*?\{% endblocktranslate %\}", source, re.DOTALL
    )
    return [words for words in texts if "!" in words]


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_error_pages_need_no_context(name):
    page = render_to_string(name)
    assert '<link rel="stylesheet" href="/static/wiki/hswiki.css">' in page
    assert "<h1>" in page


@pytest.mark.parametrize(
    ("change", "sign", "words"),
    [(12, "+12", "12 bytes added"), (-1, "−1", "1 byte removed"), (0, "±0", "same length")],
)
def test_change_of_size_has_a_sign_and_words(change, sign, words):
    said = render_to_string("components/size_change.html", {"change": change})
    assert sign in said
    assert words in said
