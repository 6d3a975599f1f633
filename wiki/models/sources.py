"""Sources of facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import AddressField, KeyField, PreciseDateField
from wiki.models.rows import TypedPage


class Source(TypedPage):
    class Type(models.TextChoices):
        ARTICLE = "article", _("Article")
        INTERVIEW = "interview", _("Interview")
        PRESS_RELEASE = "press release", _("Press release")
        EPISODE = "episode", _("Episode")
        BOOK = "book", _("Book")
        SOCIAL_MEDIA = "social media", _("Social media")

    key = KeyField(_("key"), help_text=_("Typed in citations, such as annual-2024"))
    type = models.CharField(_("type"), max_length=14, choices=Type, blank=True)
    headline = models.CharField(_("title"), max_length=300, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    address = AddressField(_("web address (URL)"), max_length=500, blank=True)
    published = PreciseDateField(_("published"), blank=True)
    accessed = PreciseDateField(_("date accessed"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
