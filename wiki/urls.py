"""Every address of the wiki, by subject. Its name matches its view, template and test."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from wiki.views.history import recent, revisions
from wiki.views.lists import catalogue
from wiki.views.moderation import journal, proposals, reports
from wiki.views.pages import editing, previews, reading
from wiki.views.people import accounts, members, progress
from wiki.views.search import search, suggestions
from wiki.views.site import machines, styleguide
from wiki.views.titles import backlinks, moving


class TitleConverter(StringConverter):
    """A title as the rest of an address, with `_` for spaces. Django quotes it."""

    regex = r"[\s\S]+"

    def to_url(self, value):
        return value.replace(" ", "_")


register_converter(TitleConverter, "title")

urlpatterns = [
    # lists
    path("", catalogue.home, name="home"),
    path("shows/", catalogue.shows, name="shows"),
    path("episodes/", catalogue.episodes, name="episodes"),
    path("characters/", catalogue.characters, name="characters"),
    path("actors/", catalogue.actors, name="actors"),
    path("categories/", catalogue.categories, name="categories"),
    path("category/<title:name>", catalogue.category, name="category"),
    path("pages/", catalogue.pages, name="pages"),
    path("special/unmarked", catalogue.unmarked, name="unmarked"),
    path("special/marks", catalogue.marks, name="marks"),
    # pages
    path("wiki/<title:title>", reading.read, name="page-read"),
    path("raw/<title:title>", reading.raw, name="page-raw"),
    path("edit/<title:title>", editing.edit, name="page-edit"),
    path("preview", previews.preview, name="preview"),
    # titles
    path("move/<title:title>", moving.move, name="page-move"),
    path("links/<title:title>", backlinks.links, name="page-links"),
    # history
    path("history/<title:title>", revisions.history, name="page-history"),
    path("revision/<int:pk>", revisions.revision, name="revision"),
    path("diff/<int:old>/<int:new>", revisions.diff, name="diff"),
    path("compare", revisions.compare, name="compare"),
    path("recent", recent.recent, name="recent"),
    # search
    path("search", search.search, name="search"),
    path("suggest", suggestions.suggest, name="suggest"),
    # moderation
    path("journal", journal.journal, name="journal"),
    path("proposal/<int:pk>", proposals.proposal, name="proposal"),
    path("proposals", proposals.proposals, name="proposals"),
    path("report", reports.report, name="report"),
    path("report/<slug:token>", reports.answer, name="report-answer"),
    path("reports", reports.reports, name="reports"),
    # people
    path("user/<title:name>", members.user, name="user"),
    path("accounts/", accounts.account, name="account"),
    path("accounts/sessions/", accounts.sessions, name="account-sessions"),
    path("accounts/download/", accounts.download, name="account-download"),
    path("accounts/close/", accounts.close, name="account-close"),
    path("preferences", accounts.preferences, name="preferences"),
    path("progress", progress.progress, name="progress"),
    # the site
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("source.tar.gz", machines.source_code, name="source-code"),
    path("healthz", machines.healthz, name="healthz"),
]
