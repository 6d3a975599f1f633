"""Every address of the wiki. URL name = view = template = test."""

from django.urls import path, register_converter

from wiki.converters import TitleConverter
from wiki.views import (
    accounts,
    catalogue,
    editing,
    fragments,
    history,
    journal,
    links,
    machines,
    pages,
    people,
    preferences,
    previews,
    problems,
    proposals,
    recent,
    search,
    styleguide,
    titles,
)

register_converter(TitleConverter, "title")

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("shows/", catalogue.shows, name="shows"),
    path("episodes/", catalogue.episodes, name="episodes"),
    path("characters/", catalogue.characters, name="characters"),
    path("actors/", catalogue.actors, name="actors"),
    path("categories/", catalogue.categories, name="categories"),
    path("category/<title:name>", catalogue.category, name="category"),
    path("pages/", catalogue.pages, name="pages"),
    path("search", search.search, name="search"),
    # /wiki/ and the other faces of a page
    path("wiki/<title:title>", pages.read, name="page-read"),
    path("edit/<title:title>", editing.edit, name="page-edit"),
    path("raw/<title:title>", pages.raw, name="page-raw"),
    path("history/<title:title>", history.page, name="page-history"),
    path("move/<title:title>", titles.move, name="page-move"),
    path("links/<title:title>", links.page, name="page-links"),
    path("preview", previews.preview, name="preview"),
    path("suggest", fragments.suggest, name="suggest"),
    # /revision/ and /diff/
    path("revision/<int:pk>", history.revision, name="revision"),
    path("diff/<int:old>/<int:new>", history.diff, name="diff"),
    path("compare", history.compare, name="compare"),
    path("recent", recent.recent, name="recent"),
    path("journal", journal.journal, name="journal"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    # edits that wait for a review
    path("proposal/<int:pk>", proposals.proposal, name="proposal"),
    path("proposals", proposals.proposals, name="proposals"),
    # problems that people report
    path("report", problems.problem, name="problem"),
    path("report/<slug:token>", problems.answer, name="problem-answer"),
    path("reports", problems.problems, name="problems"),
    # people
    path("user/<title:name>", people.user, name="user"),
    path("accounts/", accounts.account, name="account"),
    path("accounts/sessions/", accounts.sessions, name="account-sessions"),
    path("accounts/download/", accounts.download, name="account-download"),
    path("accounts/close/", accounts.close, name="account-close"),
    path("preferences", preferences.preferences, name="preferences"),
    # for machines
    path("source.tar.gz", machines.source_code, name="source-code"),
    path("healthz", machines.healthz, name="healthz"),
]
