"""One word, many places: the name of an address is the name of its test file."""

import pytest
from django.conf import settings
from django.urls import URLPattern

from wiki.urls import urlpatterns

NAMES = sorted({pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern) and pattern.name})


@pytest.mark.parametrize("name", NAMES)
def test_every_address_has_a_test_file(name):
    tests = {file.name for file in (settings.BASE_DIR / "tests" / "views").rglob("test_*.py")}
    assert f"test_{name.replace('-', '_')}.py" in tests
