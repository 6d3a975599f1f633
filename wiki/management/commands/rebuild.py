from django.core.management.base import BaseCommand

from wiki.actions.pages.public_state import rebuild_pages
from wiki.models import Page


class Command(BaseCommand):
    help = "Rebuild typed rows, citations and links from the current revision of every page."

    def handle(self, **options):
        count = rebuild_pages(Page.objects.all())
        self.stdout.write(f"Rebuilt {count} pages.")
