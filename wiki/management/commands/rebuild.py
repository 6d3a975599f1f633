from django.core.management.base import BaseCommand

from wiki.actions.pages.public_state import rebuild_pages, write_reaches
from wiki.models import Page


class Command(BaseCommand):
    help = "Rebuild rows, citations and links of every page, and how far each edit goes, from revisions."

    def handle(self, **options):
        count = rebuild_pages(Page.objects.all())
        write_reaches(Page.objects.all())
        self.stdout.write(f"Rebuilt {count} pages.")
