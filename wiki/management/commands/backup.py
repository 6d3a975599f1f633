from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wiki.exchange.backups import new_backup, save_backup
from wiki.refusals import Refused


class Command(BaseCommand):
    help = "Save the database to one file. The wiki can be served and edited meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="a new file; by default one in var/backups/")

    def handle(self, *, file, **options):
        path = file or new_backup(settings.STATE_DIR / "backups")
        try:
            save_backup(path, self._tell if self.stderr.isatty() else None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Saved the database to {path} ({path.stat().st_size / 1_000_000:.1f} MB).")

    def _tell(self, share):
        self.stderr.write(f"\r{share:4.0%}", ending="" if share < 1 else "\n")
