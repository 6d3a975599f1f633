"""Real people: cast and crew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.rows import TypedPage, TypedPageQuerySet


class Person(TypedPage):
    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class ActorManager(models.Manager.from_queryset(TypedPageQuerySet)):
    def get_queryset(self):
        """Only people who are cast in a season."""
        return super().get_queryset().filter(castings__isnull=False).distinct()


class Actor(Person):
    """A person who is cast in a season."""

    objects = ActorManager()

    class Meta:
        proxy = True
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
