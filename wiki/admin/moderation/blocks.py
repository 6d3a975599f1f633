"""Blocks of members, and sites that new links may not lead to."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.blocks import allow_site, ban_site, block_member, lift_block
from wiki.admin.base import ActionForm, ConditionFilter
from wiki.admin.moderation.expiring import ExpiringForm, ReplacingField, RestrictionAdmin
from wiki.admin.powers import Power, ReasonField
from wiki.forms.moderation import WordsField
from wiki.models import BannedSite, Block
from wiki.permissions.protection import moment_in_words
from wiki.queries.people.members import member_named
from wiki.queries.titles.lookup import find_page

_MOST_PAGES = 50


def _pages_in_words(block):
    return ", ".join(map(str, block.pages.all())) or _("everywhere")


def _replaced_in_words(block):
    end = block.expires_at
    return _("Replace this block: %(where)s, %(until)s, by %(by)s. Reason: %(reason)s") % {
        "where": _pages_in_words(block),
        "until": _("until %(end)s") % {"end": moment_in_words(end)} if end else _("for ever"),
        "by": block.by,
        "reason": block.reason,
    }


class BlockForm(ExpiringForm):
    member = forms.CharField(label=_("Member"), max_length=60, help_text=_("Name of the member."))
    pages = WordsField(
        label=_("Pages"),
        required=False,
        max_length=_MOST_PAGES * 256,
        help_text=_("Titles, one per line. Leave empty to block the member everywhere."),
    )
    replacing = ReplacingField(_("Block in force"), _replaced_in_words)
    field_order = ["member", "replacing", "until", "last_day", "reason", "pages"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        member = member_named(self["member"].value() or "")
        self.fields["replacing"].offer(Block.objects.in_force().filter(member=member).select_related("by"))

    def clean_member(self):
        member = member_named(self.cleaned_data["member"])
        if member is None:
            raise ValidationError(_("No such member."))
        return member

    def clean_pages(self):
        titles = [line.strip() for line in self.cleaned_data["pages"].splitlines() if line.strip()]
        if len(titles) > _MOST_PAGES:
            raise ValidationError(_("At most %(count)s pages. Leave some out.") % {"count": _MOST_PAGES})
        pages = {title: find_page(title) for title in titles}
        if missing := [title for title, page in pages.items() if page is None]:
            raise ValidationError(_("There is no page called %(titles)s.") % {"titles": ", ".join(missing)})
        return list(pages.values())


class InForceFilter(ConditionFilter):
    title = _("in force")
    parameter_name = "now"
    conditions = {
        "yes": (_("Yes"), Q(is_in_force=True)),
        "no": (_("No"), Q(is_in_force=False)),
    }


END_BLOCK = Power(
    name="end",
    permission="block_member",
    heading=_("End this block"),
    effect=_("The member may edit again at once."),
    done=_("The block has ended."),
    act=lift_block,
    is_offered=lambda block: block.is_in_force,
)


@admin.register(Block)
class BlockAdmin(RestrictionAdmin):
    form = BlockForm
    powers = (END_BLOCK,)
    save_label = _("Block a member")
    saved_message = _("Blocked. They will see the reason and end date.")
    list_display = ["member", "in_force", "until", "reason", "where", "by", "created_at"]
    list_filter = [InForceFilter]
    list_select_related = ["member", "by"]
    titles_of = ["pages__titles"]
    search_fields = ["member__username", "reason"]
    fields = ["member", "by", "created_at", "until", "lifted_at", "where", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()

    @admin.display(description=_("where"))
    def where(self, block):
        return _pages_in_words(block)

    @admin.display(description=_("in force"), boolean=True)
    def in_force(self, block):
        return block.is_in_force

    def save_model(self, request, obj, form, change):
        block_member(form.cleaned_data["member"], by=request.user, **form.chosen("pages", "replacing"))


class BannedSiteForm(ActionForm):
    host = forms.CharField(
        label=_("Site"),
        max_length=500,
        help_text=_("For example example.org. Its subdomains are banned too."),
    )
    reason = ReasonField()
    field_order = ["host", "reason"]


ALLOW = Power(
    name="end",
    permission="ban_site",
    heading=_("Allow links to this site again"),
    effect=_("Editors may add links to this site again."),
    done=_("Links to this site are allowed again."),
    act=allow_site,
    removes_row=True,
)


@admin.register(BannedSite)
class BannedSiteAdmin(RestrictionAdmin):
    form = BannedSiteForm
    powers = (ALLOW,)
    save_label = _("Ban a site")
    saved_message = _("Banned. Nobody can add links to this site.")
    list_display = ["host", "by", "created_at", "reason"]
    list_select_related = ["by"]
    search_fields = ["host", "reason"]
    fields = ["host", "by", "created_at", "reason"]

    def save_model(self, request, obj, form, change):
        ban_site(form.cleaned_data["host"], by=request.user, reason=form.cleaned_data["reason"])
