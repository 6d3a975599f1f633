"""Every change of a table is a migration, and every migration has a name that says what it does."""

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name_of_its_own():
    names = [file.stem for file in (settings.BASE_DIR / "wiki" / "migrations").glob("0*.py")]
    assert names
    assert [name for name in names if "_auto_" in name] == []
