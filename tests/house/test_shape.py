"""Files and functions that fit into a head."""

import ast
import statistics

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PYTHON = [file for file in sorted((ROOT / "wiki").rglob("*.py")) if "migrations" not in file.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def name(file):
    return str(file.relative_to(ROOT))


def length(function):
    """Return how many lines of code a function has; its docstring is no code."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return 1 + (body[-1].end_lineno - body[0].lineno + 1 if body else 0)


def function_lengths():
    trees = [ast.parse(file.read_text()) for file in PYTHON]
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [length(node) for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]


@pytest.mark.parametrize("file", PYTHON, ids=name)
def test_a_file_has_at_most_250_lines(file):
    assert len(file.read_text().splitlines()) <= 250


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_a_template_has_at_most_150_lines(file):
    assert len(file.read_text().splitlines()) <= 150


def test_functions_are_short():
    lengths = function_lengths()
    assert statistics.median(lengths) <= 8
    assert statistics.quantiles(lengths, n=20)[-1] <= 35


def test_the_wiki_is_small():
    assert sum(len(file.read_text().splitlines()) for file in PYTHON) < 15_000  # docs/decisions/0017
