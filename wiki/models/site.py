"""What has changed on the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteVersion(models.Model):
    """One row, with counters: what was made for readers when they were lower may be out of date.

    Every act increments `changes`, and one that changes shows, seasons or episodes increments `shows` too.
    """

    changes = models.PositiveBigIntegerField(_("changes"), default=0)
    shows = models.PositiveBigIntegerField(_("changes of shows"), default=0)

    class Meta:
        verbose_name = _("site version")
        verbose_name_plural = _("site versions")

    def __str__(self):
        return f"{self.changes}.{self.shows}"
