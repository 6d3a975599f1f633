"""Walks through every address to check that each response is safe.

Of rows that the same code shows, the newest of each kind stands for all.
"""

from django.contrib import admin
from django.urls import reverse

from wiki.models import Page, Revision, Title, User

ACCOUNT_PAGES = [
    "account_login",
    "account_signup",
    "account_logout",
    "account_inactive",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_reauthenticate",
    "account",
    "account-sessions",
    "account-close",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "preferences",
    "report",
    "reports",
    "proposals",
]


def newest_of_each(rows, *columns):
    """Return the key of the newest row of each kind; rows that are equal in `columns` are of one kind."""
    return list({tuple(kind): pk for pk, *kind in rows.order_by("pk").values_list("pk", *columns)}.values())


def wiki_addresses():
    """Yield the addresses of all lists, each page, all faces of each kind, and some that lead nowhere."""
    lists = ("home", "shows", "episodes", "characters", "actors", "categories", "pages", "recent", "journal")
    lists += ("unmarked", "marks")
    yield from (reverse(name) for name in lists)
    yield from (reverse("page-read", args=[title]) for title in Title.objects.values_list("text", flat=True))
    titles = newest_of_each(Title.objects.all(), "page__kind", "page__deleted_at", "is_current")
    for title in Title.objects.filter(pk__in=titles).values_list("text", flat=True):
        yield from (reverse(name, args=[title]) for name in ("page-edit", "page-history"))
    revisions = newest_of_each(Revision.objects.all(), "page__kind", "page__deleted_at", "number", "mark")
    for revision in Revision.objects.filter(pk__in=revisions):
        yield reverse("revision", args=[revision.pk])
        yield reverse("diff", args=[revision.parent_id or revision.pk, revision.pk])
    yield from ("/wiki/Not_written", "/edit/Not_written", "/history/Not_written", "/wiki/a%00b", "/wiki/..")
    yield from (
        "/revision/0",
        "/diff/0/0",
        "/nowhere",
        "/edit/New?kind=season",
        "/preview",
        "/suggest?q=ada",
        "/user/Bob",
        "/user/Nobody",
        "/journal?member=Bob&title=a%00b",
        "/report/no-such-token",
        "/proposal/0",
        "/compare",
        "/wiki/ADA_MARSH",
    )


def account_addresses():
    """Return the addresses of all pages of accounts, and of two whose key is wrong."""
    yield from (reverse(name) for name in ACCOUNT_PAGES)
    yield reverse("account_confirm_email", args=["no-such-key"])
    yield reverse("account_reset_password_from_key", args=["1", "no-such-key"])


def admin_addresses():
    """Yield the addresses of the admin: its index, each list, a row of each kind, and forms for new rows."""
    yield from (reverse("admin:index"), reverse("admin:app_list", args=["wiki"]))
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        choices = [field.name for field in model._meta.fields if field.choices]
        keys = newest_of_each(model._default_manager.all(), *choices)
        yield from (reverse(f"{name}_change", args=[pk]) for pk in keys)
        yield from (reverse(f"{name}_history", args=[pk]) for pk in keys[:1])
    yield from (reverse(f"admin:wiki_{name}_add") for name in ("page", "block", "bannedsite", "protection"))
    for user in User.objects.all():
        yield from (reverse(f"admin:wiki_user_{name}", args=[user.pk]) for name in ("roll-back", "rename"))
    for page in Page.objects.filter(pk__in=newest_of_each(Page.objects.all(), "kind", "deleted_at")):
        yield from (reverse(f"admin:wiki_page_{name}", args=[page.pk]) for name in ("take-off", "bring-back"))
        yield reverse("admin:wiki_revision_hide", args=[page.current_id])
    yield from (reverse(f"admin:{name}") for name in ("password_change", "jsi18n"))
