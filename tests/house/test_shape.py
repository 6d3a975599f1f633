"""Files and functions that fit into a head."""

import ast
import statistics

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PYTHON = [file for file in sorted((ROOT / "wiki").rglob("*.py")) if "migrations" not in file.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def length(function):
    """Return how many lines of code a function has; its docstring is no code."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return 1 + (body[-1].end_lineno - body[0].lineno + 1 if body else 0)


def function_lengths():
    trees = [ast.parse(file.read_text()) for file in PYTHON]
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [length(node) for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]


def longer_than(most, files):
    """Return {path: number of lines} of the files that have more than `most` lines."""
    lines = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    return {path: count for path, count in lines.items() if count > most}


def test_a_file_has_at_most_250_lines():
    assert PYTHON
    assert longer_than(250, PYTHON) == {}


def test_a_template_has_at_most_150_lines():
    assert TEMPLATES
    assert longer_than(150, TEMPLATES) == {}


@pytest.mark.slow
def test_functions_are_short():
    lengths = function_lengths()
    assert statistics.median(lengths) <= 8
    assert statistics.quantiles(lengths, n=20)[-1] <= 35


# Lines of Python for each floor, files beside the floors together: docs/decisions/0021.
MOST_LINES = {
    "actions": 2_130,
    "admin": 1_590,
    "exchange": 470,
    "facts": 1_210,
    "figures": 200,
    "forms": 820,
    "management": 340,
    "models": 1_390,
    "permissions": 242,
    "queries": 4_150,
    "render": 1_900,
    "templatetags": 115,
    "text": 960,
    "views": 1_560,
    "": 420,
}


def test_no_floor_grows_beyond_its_bound():
    lines = dict.fromkeys(MOST_LINES, 0)
    for file in PYTHON:
        floor = file.relative_to(ROOT / "wiki").parts[0]
        lines[floor if floor in lines else ""] += len(file.read_text().splitlines())
    too_large = {floor: count for floor, count in lines.items() if count > MOST_LINES[floor]}
    assert not too_large, too_large
