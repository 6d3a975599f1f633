"""Members and their groups, with what moderators can do about a member."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from wiki.actions.people.accounts import change_groups, rename_member
from wiki.admin.base import ActionOnlyAdmin, ReadOnlyAdmin
from wiki.admin.moderation.roll_back import MassRollBack
from wiki.admin.powers import Power, ReasonForm
from wiki.models import ProposalState, User
from wiki.permissions.powers import may_act, may_change_groups, may_roll_back_member
from wiki.queries.people.members import records_of


class RenameForm(ReasonForm):
    name = forms.CharField(label=_("New name"), max_length=60)
    field_order = ["name", "reason"]


RENAME = Power(
    name="rename",
    permission="rename_member",
    heading=_("Rename this member"),
    effect=_("For offensive or misleading names. The new name replaces the old one everywhere."),
    done=_("Renamed."),
    act=rename_member,
    form=RenameForm,
)


@admin.register(User)
class UserAdmin(ActionOnlyAdmin):
    """Shows members with their record; administrators can change their groups."""

    powers = (RENAME, MassRollBack())
    list_display = ["username", "date_joined", "edits", "reverted", "is_blocked", "is_staff", "is_active"]
    list_filter = ["groups", "is_staff", "is_active"]
    readonly_fields = ["username", "email", "date_joined", "last_login", "is_active", "is_staff"]
    filter_horizontal = ["groups"]
    ordering = ["username"]

    def get_fields(self, request, obj=None):
        """Show email addresses only to administrators."""
        fields = [*self.readonly_fields, "groups"]
        return fields if may_change_groups(request.user) else [name for name in fields if name != "email"]

    def get_search_fields(self, request):
        return ["username", "email"] if may_change_groups(request.user) else ["username"]

    def lookup_allowed(self, lookup, value, request):
        """Refuse lookups that would reveal a private column letter by letter."""
        private = {"password"} if may_change_groups(request.user) else {"password", "email"}
        is_private = lookup.partition("__")[0] in private
        return not is_private and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request):
        """Look up the records of all listed members at once."""
        changelist = super().get_changelist_instance(request)
        records = records_of([user.pk for user in changelist.result_list])
        for user in changelist.result_list:
            user.record = records[user.pk]
        return changelist

    @admin.display(description=_("edits"))
    def edits(self, user):
        return user.record.edits

    @admin.display(description=_("reverted"))
    def reverted(self, user):
        return f"{user.record.share} %"

    @admin.display(description=_("blocked"), boolean=True)
    def is_blocked(self, user):
        return user.record.is_blocked

    def render_change_form(self, request, context, obj=None, **options):
        user = request.user
        context |= {
            "record": records_of([obj.pk])[obj.pk],
            "blocks": obj.blocks.with_state().select_related("by"),
            "waiting": obj.proposals.filter(state=ProposalState.WAITING).count(),
            "may_block": user != obj and may_act(user, "block_member"),
            "may_roll_back": user != obj and may_roll_back_member(user, obj),
        }
        return super().render_change_form(request, context, obj=obj, **options)

    def save_model(self, request, obj, form, change):
        change_groups(obj, [group.name for group in form.cleaned_data["groups"]], by=request.user)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """Read-only: migrations set the permissions of groups, so that all wikis agree."""

    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name", "permissions"]


# These are private to each member.
admin.site.unregister([EmailAddress, Authenticator, UserSession])
