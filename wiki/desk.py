"""The moderators' desk: Django's admin, whose first page says what waits."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.permissions.powers import may_patrol
from wiki.queries.moderation.desk import DAYS_NEW, desk

_DAILY = [
    "Revision",
    "Proposal",
    "Report",
    "User",
    "Page",
    "Block",
    "Protection",
    "BannedSite",
    "JournalEntry",
]


class DeskSite(admin.AdminSite):
    """The admin, for staff who log in as everybody does and, where the settings ask for it, in two steps."""

    site_header = site_title = gettext_lazy("Moderators' desk")
    index_title = gettext_lazy("What waits")
    index_template = "admin/desk.html"

    def has_permission(self, request):
        return super().has_permission(request) and not _lacks_second_step(request.user)

    def _build_app_dict(self, request, label=None):
        """Say the name of each kind of row once: Django sorts lazy names, each comparison translates two."""
        apps = super()._build_app_dict(request, label)
        for app in apps.values():
            for listed in app["models"]:
                listed["name"] = str(listed["name"])
        return apps

    def index(self, request, extra_context=None):
        shown = desk(request.user) if may_patrol(request.user) else None
        context = {"desk": shown, "days_new": DAYS_NEW}
        return super().index(request, context | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """List what moderators need every day first, and below it what pages are made of."""
        apps = super().get_app_list(request, app_label)
        return [part for app in apps for part in _parts(app) if part["models"]]

    def login(self, request, extra_context=None):
        """The admin's own form knows neither rate limits nor a second step: lead to the ones that do."""
        if super().has_permission(request) and _lacks_second_step(request.user):
            messages.warning(request, _("Moderators log in with a second step here. Turn it on first."))
            return redirect("mfa_activate_totp")
        return self._secure_login(request, extra_context)

    @method_decorator(secure_admin_login)
    def _secure_login(self, request, extra_context):
        return super().login(request, extra_context)


def _parts(app):
    if app["app_label"] != "wiki":
        return [app]
    daily = {one["object_name"]: one for one in app["models"] if one["object_name"] in _DAILY}
    others = [one for one in app["models"] if one["object_name"] not in _DAILY]
    return [
        app | {"name": _("Moderating"), "models": [daily[name] for name in _DAILY if name in daily]},
        app | {"name": _("What pages are made of"), "models": others},
    ]


def _lacks_second_step(user):
    return settings.WIKI_STAFF_SECOND_STEP and not is_mfa_enabled(user)
