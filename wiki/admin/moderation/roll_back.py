"""Rolling back all edits of a member: a preview, page by page, then the same for real."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.roll_back import roll_back_member
from wiki.admin.powers import ReasonField
from wiki.models import User
from wiki.permissions.powers import may_roll_back_member
from wiki.queries.moderation.roll_back import MOST_PAGES, Outcome, pages_edited, plan_mass_roll_back
from wiki.refusals import Refused
from wiki.wording import reason_of

_SPANS = {
    "hour": (_("the last hour"), timedelta(hours=1)),
    "day": (_("the last day"), timedelta(days=1)),
    "3-days": (_("the last 3 days"), timedelta(days=3)),
    "week": (_("the last week"), timedelta(days=7)),
    "everything": (_("their whole time here"), None),
}
_OWN = "own"
_TO_THE_SECOND = {
    "required": False,
    "widget": forms.DateTimeInput({"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
}


class RollBackForm(forms.Form):
    """Which edits of a member are rolled back, and why."""

    required_css_class = "required"
    span = forms.ChoiceField(
        label=_("Edits made in"),
        choices=[
            *((code, words) for code, (words, _length) in _SPANS.items()),
            (_OWN, _("this period:")),
        ],
        initial="day",
    )
    since = forms.DateTimeField(label=_("From"), help_text=_("Only with “this period”."), **_TO_THE_SECOND)
    until = forms.DateTimeField(
        label=_("Until"), help_text=_("Only with “this period”. Leave empty for until now."), **_TO_THE_SECOND
    )
    reason = ReasonField()

    def clean(self):
        cleaned = super().clean()
        since, until, span = cleaned.get("since"), cleaned.get("until"), cleaned.get("span")
        if span == _OWN and not since and "since" not in self.errors:
            self.add_error("since", _("Enter when the period begins."))
        elif span == _OWN and since and until and until <= since:
            self.add_error("until", _("The end must be after the beginning."))
        elif span and span != _OWN and (since or until):
            self.add_error("span", _("Choose “this period”, or leave both times empty."))
        return cleaned

    def moments(self):
        """Return {since, until}, each None for no limit."""
        span = self.cleaned_data["span"]
        if span == _OWN:
            return {name: self.cleaned_data[name] for name in ("since", "until")}
        _words, length = _SPANS[span]
        return {"since": timezone.now() - length if length else None, "until": None}


class MassRollBack:
    """A power with a page of its own: it asks for a period and a reason, and previews the result."""

    name = "roll-back"

    def respond(self, model_admin, request, pk):
        """Show the form, with a complete GET the preview, and with a POST what was done."""
        member = get_object_or_404(User, pk=pk)
        if not may_roll_back_member(request.user, member):
            raise PermissionDenied
        values = request.POST if request.method == "POST" else request.GET
        form = RollBackForm(values if "span" in values else None)
        context = {"form": form, "title": _("Roll back %(name)s") % {"name": member}}
        if form.is_valid():
            try:
                context |= _plan_or_do(request, member, form)
            except Refused as refusal:
                form.add_error(None, reason_of(refusal))
        template = "rolled_back.html" if "done" in context else "roll_back.html"
        return model_admin.render_row(request, f"admin/wiki/user/{template}", member, **context)


def _plan_or_do(request, member, form):
    """Return the context for a preview or for a roll-back. Raises Refused."""
    moments, reason = form.moments(), form.cleaned_data["reason"]
    if pages_edited(member, **moments).count() > MOST_PAGES:
        words = _("These are more than %(count)s pages. Choose a shorter period.")
        raise Refused(words % {"count": MOST_PAGES})
    if request.method == "POST":
        plans = roll_back_member(member, by=request.user, reason=reason, **moments)
        titled = [(plan.titles.to or str(plan.page), plan) for plan in plans]
        context = {"done": True, "reason": reason}
    else:
        plans = list(plan_mass_roll_back(member, **moments))
        titled = [(str(plan.page), plan) for plan in plans]
        fixed = {"span": _OWN if moments["since"] else "everything", "reason": reason} | moments
        context = {"doing": RollBackForm(initial=fixed, auto_id=False)}
    left = sum(plan.outcome == Outcome.LEAVE for plan in plans)
    return context | {"plans": titled, "edits": sum(len(plan.undone) for plan in plans), "left": left}
