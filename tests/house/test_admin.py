"""The admin is a door like any other: our models change through actions, other people's not at all."""

from django.apps import apps
from django.contrib import admin

from wiki.admin.base import ActionOnlyAdmin
from wiki.models import SiteVersion, User, WatchedTo

OURS = list(apps.get_app_config("wiki").get_models())
OTHERS = [model for model in admin.site._registry if model not in OURS]


def test_our_models_change_through_actions():
    assert OURS
    # Only its member changes and sees how far they have watched; counters are nobody's.
    ours = [model for model in OURS if model not in (WatchedTo, SiteVersion)]
    assert [model for model in ours if not isinstance(admin.site._registry.get(model), ActionOnlyAdmin)] == []


def test_other_models_are_read_only_even_for_a_superuser(rf):
    request = rf.get("/admin/")
    request.user = User(username="root", is_active=True, is_staff=True, is_superuser=True)
    changes = [
        (model, change)
        for model in OTHERS
        for change in ("add", "change", "delete")
        if getattr(admin.site._registry[model], f"has_{change}_permission")(request)
    ]
    assert OTHERS
    assert changes == []
