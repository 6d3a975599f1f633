from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from wiki.models import Page


class Command(BaseCommand):
    help = "Load fixtures into a wiki without pages, unless it is in production."

    def add_arguments(self, parser):
        parser.add_argument("labels", nargs="+", metavar="fixture")

    def handle(self, *, labels, **options):
        if Page.objects.filter(search_entry=None).exclude(current=None).exists():
            self.stdout.write("Search does not know every page of the wiki yet.", ending=" ")
            call_command("rebuild")
        elif Page.objects.exists():
            self.stdout.write("The wiki has pages already; no fixtures were loaded.")
        elif settings.SECURE_SSL_REDIRECT:
            self.stdout.write("The wiki is in production; no fixtures were loaded.")
        else:
            call_command("loaddata", *labels)
