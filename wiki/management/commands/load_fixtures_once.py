from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from wiki.models import Page
from wiki.queries.visibility import shown_page
from wiki.text.progress import SAFE


class Command(BaseCommand):
    help = "Load fixtures into a wiki without pages, unless it is in production."

    def add_arguments(self, parser):
        parser.add_argument("labels", nargs="+", metavar="fixture")

    def handle(self, *, labels, **options):
        if Page.objects.filter(shown_page(SAFE), search_entry=None).exclude(current=None).exists():
            self.stdout.write("Updating the search index.", ending=" ")
            call_command("rebuild")
        elif Page.objects.exists():
            self.stdout.write("No fixtures were loaded, because the wiki already has pages.")
        elif settings.SECURE_SSL_REDIRECT:
            self.stdout.write("No fixtures were loaded, because the wiki is in production.")
        else:
            call_command("loaddata", *labels)
