from django.core.management import call_command
from django.core.management.base import BaseCommand

from wiki.models import Page


class Command(BaseCommand):
    help = "Load fixtures into a wiki that has no page yet; leave any other as it is."

    def add_arguments(self, parser):
        parser.add_argument("labels", nargs="+", metavar="fixture")

    def handle(self, *, labels, **options):
        if not Page.objects.exists():
            call_command("loaddata", *labels)
        elif Page.objects.filter(search_entry=None).exclude(current=None).exists():
            self.stdout.write("Search does not know every page of the wiki yet.", ending=" ")
            call_command("rebuild")
        else:
            self.stdout.write("The wiki has pages already; no fixtures were loaded.")
