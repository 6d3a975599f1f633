"""How many examples Hypothesis makes up."""

from hypothesis import settings

_THOROUGH = 100  # what "thorough" in tests/conftest.py and Hypothesis itself take


def examples(number):
    """Return settings for so many examples in `make test`.

    Where pytest runs alone, fewer are quicker. `--hypothesis-profile=deep` takes twenty times as many.
    """
    return settings(max_examples=max(number * settings.default.max_examples // _THOROUGH, 1))
