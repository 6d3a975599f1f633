"""Members who may not write for a while, and sites that no new link may lead to."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.actions.moderation.blocks import allow_site, ban_site, block_member, lift_block
from wiki.admin.base import ActionForm
from wiki.admin.ends import EndableAdmin, ReasonField, ReplacingField, UntilForm
from wiki.admin.powers import Power
from wiki.forms.reports import WordsField
from wiki.models import BannedSite, Block
from wiki.permissions.protection import moment_in_words
from wiki.queries.people.members import member_named
from wiki.queries.titles.lookup import find_title
from wiki.text.titles import BadTitle

_MOST_PAGES = 50


def _replaced_in_words(block):
    pages = ", ".join(map(str, block.pages.all()))
    end = block.expires_at
    return _("Replace this block: %(where)s, %(until)s, by %(by)s. Reason: %(reason)s") % {
        "where": pages or _("everywhere"),
        "until": _("until %(end)s") % {"end": moment_in_words(end)} if end else _("for ever"),
        "by": block.by,
        "reason": block.reason,
    }


class BlockForm(UntilForm):
    member = forms.CharField(label=gettext_lazy("Member"), max_length=60, help_text=gettext_lazy("The name."))
    pages = WordsField(
        label=gettext_lazy("Pages"),
        required=False,
        max_length=_MOST_PAGES * 256,
        help_text=gettext_lazy("Titles, one to a line. Without any, the member may write nowhere."),
    )

    replacing = ReplacingField(gettext_lazy("Block in force"), _replaced_in_words)

    field_order = ["member", "replacing", "until", "last_day", "reason", "pages"]

    class Meta:
        model = Block
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        member = member_named(self["member"].value() or "")
        self.fields["replacing"].offer(Block.objects.in_force().filter(member=member).select_related("by"))

    def clean_member(self):
        found = member_named(self.cleaned_data["member"])
        if found is None:
            raise ValidationError(_("Nobody here has this name."))
        return found

    def clean_pages(self):
        titles = [line.strip() for line in self.cleaned_data["pages"].splitlines() if line.strip()]
        if len(titles) > _MOST_PAGES:
            raise ValidationError(_("At most %(count)s pages. Leave some out.") % {"count": _MOST_PAGES})
        found = {title: _page_called(title) for title in titles}
        if missing := [title for title, page in found.items() if page is None]:
            raise ValidationError(_("There is no page called %(titles)s.") % {"titles": ", ".join(missing)})
        return list(found.values())


def _page_called(text):
    try:
        title = find_title(text)
    except BadTitle:
        return None
    return title and title.page


class InForceFilter(admin.SimpleListFilter):
    """Blocks that hold now, or those that are over."""

    title = gettext_lazy("in force")
    parameter_name = "now"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("Over"))]

    def queryset(self, request, queryset):
        asked = {"yes": True, "no": False}.get(self.value())
        return queryset if asked is None else queryset.filter(is_in_force=asked)


END_BLOCK = Power(
    name="end",
    permission="block_member",
    heading=gettext_lazy("End this block"),
    effect=gettext_lazy("The member may write again at once."),
    done=gettext_lazy("The block has ended."),
    act=lift_block,
    is_offered=lambda block: block.is_in_force,
)


@admin.register(Block)
class BlockAdmin(EndableAdmin):
    powers = (END_BLOCK,)
    deed, done = (
        gettext_lazy("Block a member"),
        gettext_lazy("Blocked. The member reads why, and until when."),
    )
    add_form = BlockForm
    list_display = ["member", "in_force", "until", "reason", "where", "by", "created_at"]
    list_filter = [InForceFilter]
    list_select_related = ["member", "by"]
    titles_of = ["pages__titles"]
    search_fields = ["member__username", "reason"]
    fields = ["member", "by", "created_at", "until", "lifted_at", "where", "reason"]

    def get_queryset(self, request):
        held = Block.objects.in_force().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_in_force=Exists(held))

    @admin.display(description=gettext_lazy("until"), ordering="expires_at")
    def until(self, block):
        return moment_in_words(block.expires_at)

    @admin.display(description=gettext_lazy("where"))
    def where(self, block):
        return ", ".join(map(str, block.pages.all())) or _("everywhere")

    @admin.display(description=gettext_lazy("in force"), boolean=True)
    def in_force(self, block):
        return block.is_in_force

    def begin(self, user, form):
        typed = form.cleaned_data
        asked = {name: typed[name] for name in ("reason", "pages", "replacing")}
        return block_member(typed["member"], by=user, expires_at=form.expires_at(), **asked)


class BannedSiteForm(ActionForm):
    host = forms.CharField(
        label=gettext_lazy("Site"),
        max_length=500,
        help_text=gettext_lazy("Such as example.org. What stands under this name is banned too."),
    )
    reason = ReasonField()
    field_order = ["host", "reason"]

    class Meta:
        model = BannedSite
        fields = []


ALLOW = Power(
    name="end",
    permission="ban_site",
    heading=gettext_lazy("Allow links to it again"),
    effect=gettext_lazy("New links may lead there again."),
    done=gettext_lazy("Links may lead there again."),
    act=allow_site,
)


@admin.register(BannedSite)
class BannedSiteAdmin(EndableAdmin):
    powers = (ALLOW,)
    deed, done = gettext_lazy("Ban a site"), gettext_lazy("Banned. No new link may lead there.")
    add_form = BannedSiteForm
    list_display = ["host", "by", "created_at", "reason"]
    list_select_related = ["by"]
    search_fields = ["host", "reason"]
    fields = ["host", "by", "created_at", "reason"]

    def begin(self, user, form):
        return ban_site(form.cleaned_data["host"], by=user, reason=form.cleaned_data["reason"])
