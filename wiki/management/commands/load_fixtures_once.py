from django.core.management import call_command
from django.core.management.base import BaseCommand

from wiki.models import Page, SearchEntry


class Command(BaseCommand):
    help = "Load fixtures into a wiki that has no page yet; leave any other as it is."

    def add_arguments(self, parser):
        parser.add_argument("labels", nargs="+", metavar="fixture")

    def handle(self, *, labels, **options):
        if not Page.objects.exists():
            call_command("loaddata", *labels)
        elif SearchEntry.objects.exists():
            self.stdout.write("The wiki has pages already; no fixtures were loaded.")
        else:
            self.stdout.write("The search of the wiki knows no page yet.", ending=" ")
            call_command("rebuild")
