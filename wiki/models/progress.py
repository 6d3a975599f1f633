"""How far members have watched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import PointField, reference


class WatchedTo(models.Model):
    """How far a member has watched a show, as wiki.text.progress says. Without a row they have not said."""

    user = reference("wiki.User", _("member"), on_delete=models.CASCADE, related_name="watched")
    show = reference("wiki.Show", _("show"), on_delete=models.CASCADE)
    point = PointField(_("point"))

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [models.UniqueConstraint(fields=["user", "show"], name="watched_once_per_show")]

    def __str__(self):
        return f"{self.show}: {self.point}"
