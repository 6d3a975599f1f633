"""The texts that search looks through. Migrations 0007 and 0019 add indexes of the databases' own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import PointField, reference
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


class RevealedText(models.Model):
    """The whole text of one page, public and revealed, for readers who have watched a show to `shown_from`.

    At `shown_until` another one replaces it. The show is as marks name it: "orchard/" by its key in text,
    "/4b7d" by its uid in facts, "" for that of the page.
    """

    page = reference(Page, _("page"), on_delete=models.CASCADE)
    show = models.CharField(_("show"), max_length=90, blank=True)
    shown_from = PointField(_("hide until"))
    shown_until = PointField(_("show until"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("revealed text")
        verbose_name_plural = _("revealed texts")

    def __str__(self):
        return str(self.page)


class TitlePart(models.Model):
    """A title of a live page from one of its words to the end: lists and suggestions find titles by it.

    Hidden titles have parts too, and queries leave them out. In PostgreSQL, `words` are compared by code
    point, as in SQLite (migration 0015), so that an index finds beginnings.
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
