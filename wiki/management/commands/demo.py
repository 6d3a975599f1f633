from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wiki.exchange.weeks import play
from wiki.models import Page

PASSWORD = "demo-only-password"  # noqa: S105 for local demos only


class Command(BaseCommand):
    help = "Fill an empty wiki with an invented show and a week of edits, to try the moderators' desk."

    def handle(self, **options):
        if settings.SECURE_SSL_REDIRECT:
            raise CommandError(
                "This wiki is in production. The demo's password is public, so it can't be loaded here."
            )
        if not Page.objects.exists():
            call_command("loaddata", "orchard", verbosity=0)
            play(settings.FIXTURE_DIRS[0] / "orchard" / "week.toml", PASSWORD)
        self.stdout.write(
            "Log in as demo-moderator, demo-editor or demo-newcomer; "
            f"the password of all three is {PASSWORD}. The desk is at /admin/."
        )
