from itertools import groupby
from operator import attrgetter

from django.core.management.base import BaseCommand, CommandError

from wiki.actions.moderation.purging import purge, purge_proposal, purge_report
from wiki.models import Proposal, Report, Revision
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import Refused
from wiki.text.titles import BadTitle
from wiki.wording import reason_of


class Command(BaseCommand):
    help = (
        "Permanently remove the content of revisions, a report or a proposal, for legal reasons. "
        "Only a backup can restore it. To purge the current revision of a page, delete the page first."
    )

    def add_arguments(self, parser):
        parser.add_argument("ids", nargs="*", type=int, help="ids of revisions, as in /revision/<id>")
        parser.add_argument("--page", help="the title of a deleted page: all of its revisions")
        parser.add_argument("--report", type=int, help="the id of a report, as in the admin")
        parser.add_argument("--proposal", type=int, help="the id of a proposal, as in /proposal/<id>")
        parser.add_argument("--reason", required=True, help="the reason, which is public in the journal")
        parser.add_argument("--no-input", action="store_true", help="do not ask for confirmation")

    def handle(self, *, ids, page, report, proposal, reason, no_input, **options):
        if [bool(choice) for choice in (ids, page, report, proposal)].count(True) != 1:
            words = "Give ids of revisions, --page and a title, or --report or --proposal and an id."
            raise CommandError(words)
        self.is_sure = no_input
        try:
            if report:
                self.purge_private_text("report", Report, report, purge_report, reason)
            elif proposal:
                self.purge_private_text("proposal", Proposal, proposal, purge_proposal, reason)
            else:
                self.purge_revisions(ids, page, reason)
        except (BadTitle, Refused) as refusal:
            raise CommandError(reason_of(refusal)) from refusal

    def purge_revisions(self, ids, title, reason):
        revisions = Revision.objects.filter(pk__in=ids)
        if missing := set(ids) - set(revisions.values_list("pk", flat=True)):
            raise CommandError(f"There is no revision {', '.join(map(str, sorted(missing)))}.")
        if title:
            page = deleted_page(title)
            if page is None:
                raise CommandError(f"There is no deleted page with the title {title}. Delete the page first.")
            revisions = page.revisions
        revisions = revisions.select_related("page").without_texts().order_by("page", "number")
        by_page = [(page, list(group)) for page, group in groupby(revisions, attrgetter("page"))]
        for page, group in by_page:
            self.stdout.write(f"{page}: revisions {', '.join(str(revision.number) for revision in group)}")
        self.confirm()
        for page, group in by_page:
            try:
                count, proposals = purge(page, group, reason=reason)
            except Refused as refusal:
                raise CommandError(f"{page}: {refusal}") from refusal
            self.stdout.write(f"{page}: removed the content of {count} revisions and {proposals} proposals.")
        self.stdout.write("Restart the wiki now: its workers can still have the texts in memory.")

    def purge_private_text(self, what, model, pk, purge_row, reason):
        row = model.objects.select_related("page").filter(pk=pk).first()
        if row is None:
            raise CommandError(f"There is no {what} {pk}.")
        name = f"{what.capitalize()} {pk}"
        self.stdout.write(f"{name}: {row.get_kind_display()}, {row.created_at:%d %B %Y}")
        self.confirm()
        purge_row(row, reason=reason)
        self.stdout.write(f"{name}: removed the text and the answer.")

    def confirm(self):
        if not self.is_sure and input("Remove the content permanently? Type yes: ") != "yes":
            raise CommandError("Nothing was removed.")
