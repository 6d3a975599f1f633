"""Rolling back all that a member wrote: what it would do, page by page, then the same done."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.actions.moderation.roll_back import roll_back_member
from wiki.admin.ends import ReasonField
from wiki.permissions.powers import may_roll_back_member
from wiki.queries.moderation.roll_back import MOST_PAGES, Outcome, pages_written, plan_mass_roll_back
from wiki.refusals import Refused
from wiki.wording import reason_of

_SPANS = {
    "hour": (gettext_lazy("the last hour"), timedelta(hours=1)),
    "day": (gettext_lazy("the last day"), timedelta(days=1)),
    "3-days": (gettext_lazy("the last 3 days"), timedelta(days=3)),
    "week": (gettext_lazy("the last week"), timedelta(days=7)),
}
_EVERYTHING, _OWN = "everything", "own"


class MomentField(forms.DateTimeField):
    """A day and a time, to the second where it is not typed but filled in."""

    def __init__(self, **options):
        box = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")
        super().__init__(required=False, widget=box, **options)


class RollBackForm(forms.Form):
    """Which edits of a member are taken back, and why."""

    required_css_class = "required"
    span = forms.ChoiceField(
        label=gettext_lazy("What they wrote in"),
        choices=[
            *((code, words) for code, (words, _length) in _SPANS.items()),
            (_EVERYTHING, gettext_lazy("all the time they were here")),
            (_OWN, gettext_lazy("this span:")),
        ],
        initial="day",
    )
    since = MomentField(label=gettext_lazy("From"), help_text=gettext_lazy("Only with “this span”."))
    until = MomentField(
        label=gettext_lazy("Until"), help_text=gettext_lazy("Only with “this span”. Empty: until now.")
    )
    reason = ReasonField()

    def clean(self):
        typed = super().clean()
        since, until, span = typed.get("since"), typed.get("until"), typed.get("span")
        if span == _OWN and not since and "since" not in self.errors:
            self.add_error("since", _("Say from when."))
        elif span == _OWN and since and until and until <= since:
            self.add_error("until", _("This is before the beginning."))
        elif span and span != _OWN and (since or until):
            self.add_error("span", _("Choose “this span”, or leave the two moments empty."))
        return typed

    def moments(self):
        """Return {since, until}: None where there is no limit."""
        span = self.cleaned_data["span"]
        if span == _OWN:
            return {name: self.cleaned_data[name] for name in ("since", "until")}
        length = _SPANS[span][1] if span in _SPANS else None
        return {"since": timezone.now() - length if length else None, "until": None}


def show_roll_back(model_admin, request, member):
    """Ask for a span and a reason; with both show what would become of each page; a post does it."""
    if not may_roll_back_member(request.user, member):
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else request.GET
    form = RollBackForm(typed if "span" in typed else None)
    shown = {"form": form, "title": _("Roll back %(name)s") % {"name": member}}
    if form.is_valid():
        shown |= _planned(request, member, form)
    template = "admin/wiki/user/rolled_back.html" if "done" in shown else "admin/wiki/user/roll_back.html"
    shown |= {"opts": model_admin.opts, "original": member}
    return render(request, template, model_admin.admin_site.each_context(request) | shown)


def _planned(request, member, form):
    """Return what a template shows of a roll-back that was planned, done or refused."""
    moments, reason = form.moments(), form.cleaned_data["reason"]
    if pages_written(member, **moments) > MOST_PAGES:
        words = _("These are more than %(count)s pages. Choose a shorter span.")
        form.add_error(None, words % {"count": MOST_PAGES})
        return {}
    if request.method != "POST":
        plans = list(plan_mass_roll_back(member, **moments))
        fixed = {"span": _OWN if moments["since"] else _EVERYTHING, "reason": reason} | moments
        doing = RollBackForm(initial=fixed, auto_id=False)
        return _told([(str(plan.page), plan) for plan in plans]) | {"doing": doing}
    try:
        done = roll_back_member(member, by=request.user, reason=reason, **moments)
    except Refused as refusal:
        form.add_error(None, reason_of(refusal))
        return {}
    return _told([(plan.titles.to or str(plan.page), plan) for plan in done]) | {
        "done": True,
        "reason": reason,
    }


def _told(plans):
    """Return what a template says of (title, PagePlan): each of them, and how much it is together."""
    left = [plan for _title, plan in plans if plan.outcome == Outcome.LEAVE]
    return {"plans": plans, "edits": sum(len(plan.undone) for _title, plan in plans), "left": len(left)}
