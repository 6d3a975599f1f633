from django.core.management import call_command
from django.core.management.base import BaseCommand

from wiki.models import Page


class Command(BaseCommand):
    help = "Load fixtures into a wiki that has no page yet; leave any other as it is."

    def add_arguments(self, parser):
        parser.add_argument("labels", nargs="+", metavar="fixture")

    def handle(self, *, labels, **options):
        if Page.objects.exists():
            self.stdout.write("The wiki has pages already; no fixtures were loaded.")
        else:
            call_command("loaddata", *labels)
