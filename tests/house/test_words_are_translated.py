"""Texts of the interface can be translated, and are translated when they are shown."""

import ast
import re
from itertools import chain

import pytest
from django.conf import settings

WIKI = settings.BASE_DIR / "wiki"
PURE = sorted(chain.from_iterable((WIKI / floor).rglob("*.py") for floor in ("figures", "render", "text")))
WORDS = re.compile(r"[A-Z][a-z]{2,}|[a-z]{2,} +[a-z]{2,}")
TAGS = re.compile(r"<[^<>]*(?:>|\Z)")
NOT_WORDS = {"cite unknown", "note warn", "nofollow noopener", "xhtmlOut", "maxNesting", "Category:", "File:"}
NAMES = {"Edg", "Edge", "Opera", "Firefox", "Chrome", "Safari", "iPhone", "iPad", "Android", "Windows", "Mac"}
NAMES |= {"FxiOS", "CriOS", "Mac OS", "CrOS", "Chromebook", "Linux"}


def texts_not_marked(source):
    """Return the texts in a module that look like words for people and are not marked for translation."""
    tree = ast.parse(source)
    passed_over = {id(part) for node in ast.walk(tree) for part in _passed_over(node)}
    constants = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in passed_over
    ]
    texts = {node.value for node in constants if isinstance(node.value, str)}
    return sorted(text for text in texts - NOT_WORDS - NAMES if WORDS.search(TAGS.sub("", text)))


def _passed_over(node):
    """Yield the parts of a node that are not shown: docstrings, annotations, patterns, and marked texts."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
        yield node.body[0].value
    if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
        yield from ast.walk(node.annotation)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        yield from ast.walk(node) if name in ("gettext_noop", "compile") else ()


def test_pure_modules_make_no_text_that_can_not_be_translated():
    found = {path.name: texts for path in PURE if (texts := texts_not_marked(path.read_text()))}
    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        'raise BadTitle("A title needs words.")',
        'yield f"Line {line} is too long"',
        """html = f'<section aria-label="x">Footnotes{notes}</section>'""",
        'label = "safe after"',
    ],
)
def test_a_text_that_is_planted_is_found(planted):
    assert texts_not_marked(planted)


def translated_at_import(source):
    """Return the lines of a module in which a text is translated once for all, when it is imported."""
    tree = ast.parse(source)
    eager = {"gettext", "ngettext"}
    names = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in eager
    }
    return sorted(
        node.lineno
        for node in _run_at_import(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names
    )


def _run_at_import(node):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield child
            yield from _run_at_import(child)


@pytest.mark.slow
def test_no_text_is_translated_when_a_module_is_imported():
    paths = sorted(WIKI.rglob("*.py"))
    found = {
        str(path.relative_to(WIKI)): lines
        for path in paths
        if (lines := translated_at_import(path.read_text()))
    }
    assert not found


def test_a_text_that_is_translated_at_import_is_found():
    planted = 'from django.utils.translation import gettext as _\nclass A:\n    b = _("C")\n'
    assert translated_at_import(planted) == [3]
