"""Shows, seasons and episodes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import KeyField, PreciseDateField, PremiseField, count, reference
from wiki.models.rows import TypedPage


class Show(TypedPage):
    class Status(models.TextChoices):
        ORDERED = "ordered", _("Ordered")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    key = KeyField(_("key"), help_text=_("Typed in spoiler marks, such as orchard"))
    genre = models.CharField(_("genre"), max_length=100, blank=True)
    network = models.CharField(_("network"), max_length=100, blank=True)
    creator = reference("wiki.Person", _("creator"), optional=True)
    creator_name = models.CharField(_("creator"), max_length=200, blank=True)
    based_on = models.CharField(_("based on"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    released = PreciseDateField(_("released"), blank=True)

    class Meta:
        verbose_name = _("show")
        verbose_name_plural = _("shows")


class Season(TypedPage):
    class Status(models.TextChoices):
        ORDERED = "ordered", _("Ordered")
        RELEASED = "released", _("Released")

    show = reference(Show, _("show"), related_name="seasons")
    number = count(_("number"), 999)
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    ordered = PreciseDateField(_("ordered"), blank=True)
    released = PreciseDateField(_("released"), blank=True)
    episode_count = count(_("episodes"), 998, null=True, blank=True)
    premise = PremiseField(help_text=_("One line without spoilers for this season."))

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        indexes = [models.Index(fields=["-released", "-number", "id"], name="season_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["show", "number"],
                name="season_number_unique_per_show",
                violation_error_message=_("This show already has a page for the season with this number."),
            )
        ]


class Episode(TypedPage):
    season = reference(Season, _("season"), related_name="episodes")
    number = count(_("number"), 998)
    title = models.CharField(_("title"), max_length=200, blank=True)
    released = PreciseDateField(
        _("released"),
        blank=True,
        help_text=_("Only when it differs from the season's date: 2023-08-03, 2023-08 or 2023"),
    )
    runtime = count(_("runtime in minutes"), 999, null=True, blank=True)
    premise = PremiseField(help_text=_("One line without spoilers for this episode."))

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        constraints = [
            models.UniqueConstraint(
                fields=["season", "number"],
                name="episode_number_unique_per_season",
                violation_error_message=_("This season already has a page for the episode with this number."),
            )
        ]
