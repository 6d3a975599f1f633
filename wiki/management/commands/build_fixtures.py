from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from wiki.actions.imports import import_pages
from wiki.exchange.files import BadFile, place_of, read_folder
from wiki.exchange.fixtures import fixture_text
from wiki.refusals import ImportRefused


class Command(BaseCommand):
    help = "Build fixtures/<name>.json from the authored files in fixtures/<name>/, for loaddata."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="check that the fixtures are up to date, without writing"
        )

    def handle(self, *, check, **options):
        for folder in sorted(path for path in settings.FIXTURE_DIRS[0].iterdir() if path.is_dir()):
            self.build(folder, folder.with_suffix(".json"), check)

    def build(self, folder, target, check):
        try:
            authored = read_folder(folder)
            with scratch_database():
                import_pages(authored)
                text = fixture_text()
        except BadFile as bad:
            raise CommandError(str(bad)) from bad
        except ImportRefused as refused:
            lines = [f"{place_of(fault.revision, fault.place)}: {fault.reason}" for fault in refused.faults]
            raise CommandError("\n".join(lines)) from refused
        if not check:
            target.write_text(text, encoding="utf-8")
            self.stdout.write(f"Wrote {target.name} from {len(authored)} files.")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            raise CommandError(f"{target.name} is out of date. Run `make fixtures`.")


@contextmanager
def scratch_database():
    """Use an empty temporary database instead of the wiki's own."""
    own_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own_name, verbosity=0)
