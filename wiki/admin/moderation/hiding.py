"""Hiding parts of a revision, in the admin: the one place where they are still read, by few."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.hiding import PARTS, hide_revision
from wiki.admin.powers import Power, ReasonForm


class HideForm(ReasonForm):
    """Says which parts of a revision are hidden from now on."""

    text = forms.BooleanField(label=_("Text and facts"), required=False)
    summary = forms.BooleanField(label=_("Summary"), required=False)
    author = forms.BooleanField(label=_("Author"), required=False)

    field_order = [*PARTS, "reason"]

    def __init__(self, row, *args, **kwargs):
        mark = getattr(row, "mark", None)
        hidden = {part: bool(mark and getattr(mark, f"{part}_hidden")) for part in PARTS}
        super().__init__(row, *args, initial=hidden, **kwargs)
        self.fields["reason"].help_text = _("Only moderators can read it.")


def _hide(revision, *, by, reason, **parts):
    hide_revision(revision, by=by, parts=[part for part in PARTS if parts[part]], reason=reason)


HIDE = Power(
    name="hide",
    permission="hide_revision",
    heading=_("Hide parts of this revision"),
    effect=_("What is ticked is shown nowhere but here, to moderators. What is not ticked is shown again."),
    done=_("Done: the revision shows what you left."),
    act=_hide,
    form=HideForm,
)
