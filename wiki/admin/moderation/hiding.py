"""Hiding parts of a revision. Moderators still read them in the admin, and nowhere else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.revisions import PARTS, hide_revision
from wiki.admin.powers import Power, ReasonForm


class HideForm(ReasonForm):
    """A checkbox for each part of a revision: checked parts are hidden, the others are shown."""

    text = forms.BooleanField(label=_("Text and facts"), required=False)
    summary = forms.BooleanField(label=_("Summary"), required=False)
    author = forms.BooleanField(label=_("Author"), required=False)
    field_order = [*PARTS, "reason"]

    def __init__(self, row, *args, **kwargs):
        mark = getattr(row, "mark", None)
        initial = {part: getattr(mark, f"{part}_hidden", False) for part in PARTS}
        super().__init__(row, *args, initial=initial, **kwargs)
        self.fields["reason"].help_text = _("Only moderators can read it.")


def _hide(revision, *, by, reason, **parts):
    hide_revision(revision, by=by, parts=[part for part in PARTS if parts[part]], reason=reason)


HIDE = Power(
    name="hide",
    permission="hide_revision",
    heading=_("Hide parts of this revision"),
    effect=_("Checked parts are hidden from everyone but moderators. Unchecked parts are shown again."),
    done=_("Revision updated."),
    act=_hide,
    form=HideForm,
)
