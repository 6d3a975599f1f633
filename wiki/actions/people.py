"""What is decided about people with an account."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from wiki.permissions import may_change_groups, require

STAFF_GROUPS = ("Moderators", "Administrators")


def change_groups(user, groups, *, by):
    """Make `groups`, names of groups, all that `user` is in; moderators and above may open the admin.

    Raises NotAllowed.
    """
    require(may_change_groups(by), _("Only an administrator may change groups."))
    with transaction.atomic():
        user.groups.set(Group.objects.filter(name__in=groups))
        user.is_staff = user.is_superuser or any(name in STAFF_GROUPS for name in groups)
        user.save(update_fields=["is_staff"])
