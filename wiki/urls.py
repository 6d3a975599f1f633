"""Every address of the wiki. URL name = view = template = test."""

from django.urls import path, register_converter

from wiki.converters import TitleConverter
from wiki.views import catalogue, editing, history, machines, pages

register_converter(TitleConverter, "title")

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("characters/", catalogue.characters, name="characters"),
    path("actors/", catalogue.actors, name="actors"),
    # /wiki/ and the other faces of a page
    path("wiki/<title:title>", pages.read, name="page-read"),
    path("edit/<title:title>", editing.edit, name="page-edit"),
    path("history/<title:title>", history.page, name="page-history"),
    path("preview", editing.preview, name="preview"),
    # /revision/ and /diff/
    path("revision/<int:pk>", history.revision, name="revision"),
    path("diff/<int:old>/<int:new>", history.diff, name="diff"),
    # for machines
    path("healthz", machines.healthz, name="healthz"),
]
