"""How many examples Hypothesis makes up."""

from hypothesis import settings

_THOROUGH = 100  # what "thorough" in tests/conftest.py and Hypothesis itself take


def examples(number):
    """Return settings for so many examples in `make test`; where pytest runs alone, fewer are quicker."""
    return settings(max_examples=max(number * settings.default.max_examples // _THOROUGH, 1))
