"""The text that search looks through. Migration 0007 adds an index of the database's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.pages import Page


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
