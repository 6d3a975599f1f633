"""The cast: characters and how they are related, real people, and who plays and appears where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import reference
from wiki.models.pages import OwnedQuerySet
from wiki.models.rows import Row, TypedPage
from wiki.models.shows import Episode, Season


class Character(TypedPage):
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    school = reference("wiki.Page", _("school"), optional=True)
    school_name = models.CharField(_("school"), max_length=200, blank=True)
    first_appearance = reference("wiki.Page", _("first appearance"), optional=True)
    first_appearance_name = models.CharField(_("first appearance"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("character")
        verbose_name_plural = _("characters")
        indexes = [models.Index(fields=["school_name"], name="character_school_name")]


class Relationship(Row):
    """What a character is to another one: "parent" with `other` Nick means a parent of Nick."""

    class Kind(models.TextChoices):
        TOGETHER = "together", _("Together with")
        PARTNER = "partner", _("Partner of")
        FORMER_PARTNER = "former partner", _("Former partner of")
        FRIEND = "friend", _("Friend of")
        SIBLING = "sibling", _("Sibling of")
        PARENT = "parent", _("Parent of")
        CHILD = "child", _("Child of")

        @property
        def inverse(self):
            """What the other character is to this one."""
            kinds = type(self)
            return {kinds.PARENT: kinds.CHILD, kinds.CHILD: kinds.PARENT}.get(self, self)

    owner_path = "character__page"

    character = reference(Character, _("character"), on_delete=models.CASCADE, related_name="relationships")
    kind = models.CharField(_("relationship"), max_length=20, choices=Kind)
    other = reference(Character, _("other character"), optional=True)
    other_name = models.CharField(_("other character"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [models.UniqueConstraint(fields=["character", "row"], name="relationship_row")]

    def __str__(self):
        return self.kind


class Person(TypedPage):
    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class ActorManager(models.Manager.from_queryset(OwnedQuerySet)):
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


class Casting(Row):
    """A part in a season. Actor or character may be unknown."""

    class Billing(models.TextChoices):
        RETURNING = "returning", _("Returning")
        NEW = "new", _("New")

    owner_path = "season__page"

    season = reference(Season, _("season"), on_delete=models.CASCADE, related_name="castings")
    actor = reference(Person, _("actor"), optional=True, related_name="castings")
    actor_name = models.CharField(_("actor"), max_length=200, blank=True)
    character = reference(Character, _("character"), optional=True, related_name="castings")
    character_name = models.CharField(_("character"), max_length=200, blank=True)
    billing = models.CharField(_("billing"), max_length=10, choices=Billing, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("casting")
        verbose_name_plural = _("cast")
        constraints = [models.UniqueConstraint(fields=["season", "row"], name="casting_row")]


class Appearance(Row):
    """A character appears in an episode."""

    owner_path = "episode__page"

    episode = reference(Episode, _("episode"), on_delete=models.CASCADE, related_name="appearances")
    character = reference(Character, _("character"), optional=True, related_name="appearances")
    character_name = models.CharField(_("character"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [models.UniqueConstraint(fields=["episode", "row"], name="appearance_row")]
