"""People with an account, and the groups they are in."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

from wiki.actions.people import change_groups
from wiki.admin.base import ActionForm, ActionOnlyAdmin, ReadOnlyAdmin
from wiki.models import User
from wiki.permissions import may_change_groups


class UserForm(ActionForm):
    class Meta:
        model = User
        fields = ["groups"]


@admin.register(User)
class UserAdmin(ActionOnlyAdmin):
    """Shows people; an administrator may change the groups of one."""

    form = UserForm
    list_display = ["username", "date_joined", "last_login", "is_staff", "is_active"]
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

    def save_model(self, request, obj, form, change):
        change_groups(obj, [group.name for group in form.cleaned_data["groups"]], by=request.user)


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
