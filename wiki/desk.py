"""The moderators' desk: Django's admin, with a first page that lists what needs attention."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from wiki.permissions.powers import may_patrol
from wiki.queries.moderation.desk import DAYS_NEW, desk

_DAILY = (
    *("Revision", "Proposal", "Report", "User", "Page"),
    *("Block", "Protection", "BannedSite", "JournalEntry"),
)


class DeskSite(admin.AdminSite):
    """The admin, for staff who log in as on the site, with two-step verification if it is required."""

    site_header = site_title = _("Moderators' desk")
    index_title = _("Needs attention")
    index_template = "admin/desk.html"

    def has_permission(self, request):
        return super().has_permission(request) and not _lacks_second_step(request.user)

    def _build_app_dict(self, request, label=None):
        """Translate the name of each model once; Django would do so in each comparison while it sorts."""
        apps = super()._build_app_dict(request, label)
        for app in apps.values():
            for listed in app["models"]:
                listed["name"] = str(listed["name"])
        return apps

    def index(self, request, extra_context=None):
        context = {"desk": desk(request.user) if may_patrol(request.user) else None, "days_new": DAYS_NEW}
        return super().index(request, context | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """List first what moderators need every day, then the content of pages."""
        apps = super().get_app_list(request, app_label)
        return [part for app in apps for part in _parts(app) if part["models"]]

    def login(self, request, extra_context=None):
        """Use the form of the site: the admin's own has no rate limit and no two-step verification."""
        if super().has_permission(request) and _lacks_second_step(request.user):
            messages.warning(request, _("Moderators need two-step verification. Turn it on first."))
            return redirect("mfa_activate_totp")
        return secure_admin_login(super().login)(request, extra_context)


def _parts(app):
    if app["app_label"] != "wiki":
        return [app]
    models = {model["object_name"]: model for model in app["models"]}
    daily = [models.pop(name) for name in _DAILY if name in models]
    return [
        app | {"name": _("Moderation"), "models": daily},
        app | {"name": _("Content"), "models": list(models.values())},
    ]


def _lacks_second_step(user):
    return settings.WIKI_STAFF_SECOND_STEP and not is_mfa_enabled(user)
