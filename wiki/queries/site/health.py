"""Whether the wiki can answer at all."""

from wiki.models import Page


def database_answers():
    """Ask the database for next to nothing; raises django.db.Error when it can't."""
    return Page.objects.exists()
