"""One word, many places: the name of an address is the name of its test file."""

from django.conf import settings
from django.urls import URLPattern

from wiki.urls import urlpatterns

NAMES = sorted({pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern) and pattern.name})


def test_every_address_has_a_test_file():
    tests = {file.name for file in (settings.BASE_DIR / "tests" / "views").rglob("test_*.py")}
    assert NAMES
    assert [name for name in NAMES if f"test_{name.replace('-', '_')}.py" not in tests] == []
