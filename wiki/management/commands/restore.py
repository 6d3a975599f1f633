from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wiki.exchange.backups import new_backup, refuse_missing, restore_backup, save_backup
from wiki.refusals import Refused


class Command(BaseCommand):
    help = "Replace the database by a backup. What it has now is saved to var/backups/ first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a file that `backup` has saved")

    def handle(self, *, file, **options):
        before = new_backup(settings.STATE_DIR / "backups", "-before-restore")
        try:
            refuse_missing(file)
            save_backup(before)
            restore_backup(file)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored the database from {file}. What it had before is in {before}.")
        self.stdout.write("Restart the server: it may keep answers from before.")
