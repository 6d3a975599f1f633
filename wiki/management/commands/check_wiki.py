import sys

from django.core.management.base import BaseCommand

from wiki.models import Page, Revision
from wiki.queries.site.integrity import check_pages


class Command(BaseCommand):
    help = "List inconsistencies in the wiki, without writing. Exits with 1 if there are any."

    def handle(self, **options):
        checked, fault_count, total = 0, 0, Page.objects.count()
        for count, faults in check_pages():
            checked, fault_count = checked + count, fault_count + len(faults)
            for title, words in faults:
                self.stdout.write(f"{title}: {words}")
            if self.stdout.isatty():
                self.stdout.write(f"{checked} of {total} pages", ending="\r")
        revisions = Revision.objects.count()
        self.stdout.write(f"Checked {checked} pages with {revisions} revisions: {fault_count} faults.")
        if fault_count:
            sys.exit(1)
