"""Every address at which a reader may be told something, by the name that it has in wiki.urls."""

from django.urls import reverse

from wiki.models import PageKind, Revision, Title

LISTS = (
    *("home", "shows", "episodes", "characters", "actors", "categories", "pages", "category", "styleguide"),
    *("unmarked", "marks"),
)
OF_TITLES = ("page-read", "page-raw", "page-links")
WORDS = ("search", "suggest", "report")
# These show all of a page, to members, after a question.
ASKING = ("page-edit", "revision", "diff")
# These list edits.
OF_EDITS = ("page-history", "recent", "user")
# They tell nothing of what somebody typed into a page: or, like the source, all of it to everybody who asks.
OTHERS = {
    *("preview", "compare", "page-move", "journal", "proposal", "proposals"),
    *("report-answer", "reports", "account", "account-sessions", "account-download", "account-close"),
    *("preferences", "progress", "source-code", "healthz"),
}
# Those of the project around the wiki.
OF_PROJECT = {
    *("favicon.ico", "accounts/", "accounts/2fa/", "admin/", r"^accounts/confirm-email/(?P<key>[-:\w]+)/$"),
}
# At these somebody may ask for a title or a category that they guess.
GUESSES = (
    *("/report?title={}", "/user/{}", "/links/{}", "/wiki/{}", "/raw/{}", "/edit/{}", "/history/{}"),
    *("/links/Category:{}", "/wiki/Category:{}", "/links/File:{}.webp"),
)
_FACETS = {
    "episodes": ["season=The+Lantern+season+2", "page=2"],
    "characters": ["season=The+Lantern+season+2", "billing=returning", "school=Lantern+School"],
    "actors": ["season=The+Lantern+season+2", "billing=returning", "billing=new"],
    "categories": ["page=2"],
    "pages": [f"kind={kind}" for kind in PageKind],
}


def titles():
    """Return all titles of pages, in order."""
    return list(Title.objects.order_by("text").values_list("text", flat=True))


def lists():
    """Return the addresses of the lists, with each of their filters."""
    filtered = [f"{reverse(name)}?{asked}" for name, facets in _FACETS.items() for asked in facets]
    nights = reverse("category", args=["Nights"])
    return [*(nights if name == "category" else reverse(name) for name in LISTS), *filtered]


def pages(name, of=()):
    """Return the addresses with this name of the pages with these titles, or else of all pages."""
    return [reverse(name, args=[title]) for title in of or titles()]


def edits():
    """Return the addresses of all lists of edits, with filters."""
    recent, member = reverse("recent"), reverse("user", args=["Bob"])
    return [f"{recent}?days=all", f"{recent}?hide_minor=on&person=Bob", member, *pages("page-history")]


def asking(of):
    """Return the addresses that ask before they show all of these pages."""
    revisions = Revision.objects.filter(page__titles__text__in=of).order_by("pk")
    pairs = revisions.exclude(parent=None).values_list("parent", "pk")
    shown = [reverse("revision", args=[revision.pk]) for revision in revisions]
    return [*pages("page-edit", of), *shown, *(reverse("diff", args=pair) for pair in pairs)]
