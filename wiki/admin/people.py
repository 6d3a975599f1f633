"""People with an account, and the groups they are in."""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib import admin
from django.contrib.auth.models import Group

from wiki.actions.people import change_groups
from wiki.admin.base import ActionForm, ActionOnlyAdmin, ReadOnlyAdmin
from wiki.models import User


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
    search_fields = ["username", "email"]
    fields = ["username", "email", "date_joined", "last_login", "is_active", "is_staff", "groups"]
    readonly_fields = fields[:-1]
    filter_horizontal = ["groups"]
    ordering = ["username"]

    def save_model(self, request, obj, form, change):
        change_groups(obj, [group.name for group in form.cleaned_data["groups"]], by=request.user)


class GroupAdmin(ReadOnlyAdmin):
    """What each group may do is set by migrations, so that all wikis agree."""

    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name", "permissions"]


admin.site.unregister(Group)
admin.site.register(Group, GroupAdmin)
admin.site.unregister(EmailAddress)
if admin.site.is_registered(EmailConfirmation):
    admin.site.unregister(EmailConfirmation)
