import sys

from django.core.management.base import BaseCommand

from wiki.models import Page, Revision
from wiki.queries.site.integrity import check_pages


class Command(BaseCommand):
    help = "List inconsistencies in the wiki, without writing. Exits with 1 if there are any."

    def handle(self, **options):
        checked, faults, total = 0, 0, Page.objects.count()
        for count, found in check_pages():
            checked, faults = checked + count, faults + len(found)
            for title, words in found:
                self.stdout.write(f"{title}: {words}")
            if self.stdout.isatty():
                self.stdout.write(f"{checked} of {total} pages", ending="\r")
        revisions = Revision.objects.count()
        self.stdout.write(f"Checked {checked} pages with {revisions} revisions: {faults} faults.")
        if faults:
            sys.exit(1)
