from django.core.management.base import BaseCommand, CommandError

from wiki.actions.moderation.purging import purge, purge_proposal, purge_report
from wiki.models import Proposal, Report, Revision
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import Refused
from wiki.text.titles import BadTitle
from wiki.wording import reason_of

_ONES = {"report": (Report, purge_report), "proposal": (Proposal, purge_proposal)}


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
        if [bool(one) for one in (ids, page, report, proposal)].count(True) != 1:
            words = "Give ids of revisions, --page and a title, or --report or --proposal and an id."
            raise CommandError(words)
        if report or proposal:
            self.purge_one("report" if report else "proposal", report or proposal, reason, no_input)
        else:
            self.purge_revisions(ids, page, reason, no_input)

    def purge_revisions(self, ids, page, reason, no_input):
        by_page = self.by_page(self.all_of(page) if page else self.those(ids))
        for one, revisions in by_page.items():
            numbers = ", ".join(str(revision.number) for revision in revisions)
            self.stdout.write(f"{one}: revisions {numbers}")
        self.ask(no_input)
        for one, revisions in by_page.items():
            self.purge(one, revisions, reason)
        self.stdout.write("Restart the wiki now: its workers can still have the texts in memory.")

    def purge_one(self, what, pk, reason, no_input):
        model, remove = _ONES[what]
        found = model.objects.select_related("page").filter(pk=pk).first()
        if found is None:
            raise CommandError(f"There is no {what} {pk}.")
        name = f"{what.capitalize()} {pk}"
        self.stdout.write(f"{name}: {found.get_kind_display()}, {found.created_at:%d %B %Y}")
        self.ask(no_input)
        try:
            remove(found, reason=reason)
        except Refused as refusal:
            raise CommandError(reason_of(refusal)) from refusal
        self.stdout.write(f"{name}: removed the text and the answer.")

    def ask(self, no_input):
        if not no_input and input("Remove the content permanently? Type yes: ") != "yes":
            raise CommandError("Nothing was removed.")

    def all_of(self, title):
        try:
            page = deleted_page(title)
        except BadTitle as problem:
            raise CommandError(reason_of(problem)) from problem
        if page is None:
            raise CommandError(f"There is no deleted page with the title {title}. Delete the page first.")
        return page.revisions.order_by("number")

    def those(self, ids):
        found = Revision.objects.filter(pk__in=ids).order_by("page", "number")
        if missing := set(ids) - set(found.values_list("pk", flat=True)):
            raise CommandError(f"There is no revision {', '.join(map(str, sorted(missing)))}.")
        return found

    def by_page(self, revisions):
        grouped = {}
        for revision in revisions.select_related("page").without_texts():
            grouped.setdefault(revision.page, []).append(revision)
        return grouped

    def purge(self, page, revisions, reason):
        try:
            count, proposals = purge(page, revisions, reason=reason)
        except Refused as refusal:
            raise CommandError(f"{page}: {refusal}") from refusal
        self.stdout.write(f"{page}: removed the content of {count} revisions and {proposals} proposals.")
