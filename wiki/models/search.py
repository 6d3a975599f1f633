"""The text that search looks through. Migration 0007 adds an index of the database's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import reference
from wiki.models.pages import Page, PageKind, Title


class SearchEntry(models.Model):
    """The public text of one page, made from its current revision; text with a spoiler mark is left out."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="search_entry", verbose_name=_("page"))
    title = models.CharField(_("title"), max_length=255)
    names = models.TextField(_("other names"), blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self):
        return self.title


class TitlePart(models.Model):
    """A title of a live page from one of its words to the end: lists and suggestions find titles by it.

    Only titles that everybody may see have parts. In PostgreSQL, `words` are compared by code point, as in
    SQLite (migration 0015), so that an index finds beginnings.
    """

    CURRENT, OLD, WITHIN = range(3)  # the whole current title, another whole title, from a later word on

    owner_path = "title__page"

    title = reference(Title, _("title"), on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=12, choices=PageKind)
    rank = models.PositiveSmallIntegerField(_("rank"))
    words = models.CharField(_("words"), max_length=600)

    class Meta:
        verbose_name = _("part of a title")
        verbose_name_plural = _("parts of titles")
        indexes = [
            models.Index(fields=["rank", "words"], name="title_part_words"),
            models.Index(fields=["kind", "rank", "words"], name="title_part_of_kind"),
        ]

    def __str__(self):
        return self.words
