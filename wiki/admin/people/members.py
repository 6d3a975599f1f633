"""People with an account, the groups they are in, and what may be done about one."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from wiki.actions.people.accounts import rename_member
from wiki.actions.people.groups import change_groups
from wiki.admin.base import ActionForm, ActionOnlyAdmin, ReadOnlyAdmin
from wiki.admin.moderation.roll_back import show_roll_back
from wiki.admin.powers import Power, PowersAdmin, ReasonForm
from wiki.models import User
from wiki.permissions.powers import may_act, may_change_groups, may_roll_back_member
from wiki.queries.people.conduct import blocked_among, conduct_of
from wiki.queries.people.records import records_of


class UserForm(ActionForm):
    class Meta:
        model = User
        fields = ["groups"]


class RenameForm(ReasonForm):
    name = forms.CharField(label=_("New name"), max_length=60)
    field_order = ["name", "reason"]


RENAME = Power(
    name="rename",
    permission="rename_member",
    heading=_("Rename this member"),
    effect=_("For names that hurt or deceive. The new one stands everywhere, the old one nowhere."),
    done=_("Renamed."),
    act=rename_member,
    form=RenameForm,
)


@admin.register(User)
class UserAdmin(PowersAdmin, ActionOnlyAdmin):
    """Shows people and leads to what may be done about them; an administrator may change their groups."""

    form = UserForm
    powers = (RENAME,)
    change_form_template = "admin/wiki/user/change_form.html"
    list_display = ["username", "date_joined", "edits", "taken_back", "is_blocked", "is_staff", "is_active"]
    list_filter = ["groups", "is_staff", "is_active"]
    readonly_fields = ["username", "email", "date_joined", "last_login", "is_active", "is_staff"]
    filter_horizontal = ["groups"]
    ordering = ["username"]

    def get_fields(self, request, obj=None):
        """Addresses are for those who must be able to write to people."""
        fields = [*self.readonly_fields, "groups"]
        return fields if may_change_groups(request.user) else [name for name in fields if name != "email"]

    def get_search_fields(self, request):
        return ["username", "email"] if may_change_groups(request.user) else ["username"]

    def lookup_allowed(self, lookup, value, request):
        """Nobody finds out by the address of a list what its columns keep from them, letter by letter."""
        private = {"password"} if may_change_groups(request.user) else {"password", "email"}
        is_private = lookup.partition("__")[0] in private
        return not is_private and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request):
        """Look up the records and blocks of all who are listed at once."""
        found = super().get_changelist_instance(request)
        listed = [user.pk for user in found.result_list]
        records, blocked = records_of(listed), blocked_among(listed)
        for user in found.result_list:
            user.record, user.blocked_now = records[user.pk], user.pk in blocked
        return found

    @admin.display(description=_("edits"))
    def edits(self, user):
        return user.record.edits

    @admin.display(description=_("taken back"))
    def taken_back(self, user):
        return f"{user.record.share} %"

    @admin.display(description=_("blocked"), boolean=True)
    def is_blocked(self, user):
        return user.blocked_now

    def get_urls(self):
        rolling_back = self.admin_site.admin_view(self.roll_back)
        return [path("<int:pk>/roll-back/", rolling_back, name="wiki_user_roll-back"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        member = self.get_object(request, object_id)
        context = _standing(request.user, member) if member else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def save_model(self, request, obj, form, change):
        change_groups(obj, [group.name for group in form.cleaned_data["groups"]], by=request.user)

    def roll_back(self, request, pk):
        return show_roll_back(self, request, get_object_or_404(User, pk=pk))


def _standing(user, member):
    """Return what the page of a member shows to `user` beside the fields."""
    is_other = user != member
    return {
        "conduct": conduct_of(member),
        "may_block": is_other and may_act(user, "block_member"),
        "may_roll_back": is_other and may_roll_back_member(user, member),
    }


class GroupAdmin(ReadOnlyAdmin):
    """What each group may do is set by migrations, so that all wikis agree."""

    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name", "permissions"]


admin.site.unregister(Group)
admin.site.register(Group, GroupAdmin)
# What is private to a member is nobody's to look at.
admin.site.unregister([EmailAddress, Authenticator, UserSession])
if admin.site.is_registered(EmailConfirmation):
    admin.site.unregister(EmailConfirmation)
