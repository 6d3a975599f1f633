"""The bases of all facts, the rows that pages of any kind may have, and citations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import AddressField, PointField, reference
from wiki.models.pages import OwnedByPage, Page


class TypedPage(OwnedByPage):
    """The plain facts of one page, a column each. Made from its current revision."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="%(class)s", verbose_name=_("page"))

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.page)


class Row(OwnedByPage):
    """A fact that repeats, changes with progress or may be hidden.

    `row` identifies it for good. It is shown to readers who have watched to `shown_from`, but not to
    `shown_until`.
    """

    key_in_page = ("row",)

    row = models.CharField(_("row id"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    show = reference("wiki.Show", _("show"), optional=True)
    shown_from = PointField(_("hide until"), null=True, blank=True)
    shown_until = PointField(_("show until"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.row


class Statement(Row):
    """A fact with a label that editors choose."""

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="statements")
    label = models.CharField(_("label"), max_length=60)
    value = reference(Page, _("value"), optional=True)
    value_name = models.CharField(_("value"), max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("other fact")
        verbose_name_plural = _("other facts")
        constraints = [models.UniqueConstraint(fields=["page", "row"], name="statement_row")]

    def __str__(self):
        return self.label


class Credit(Row):
    """A job of somebody behind the camera in a show, season or episode."""

    class Job(models.TextChoices):
        WRITER = "writer", _("Writer")
        DIRECTOR = "director", _("Director")
        PRODUCER = "producer", _("Producer")
        EXECUTIVE_PRODUCER = "executive producer", _("Executive producer")
        COMPOSER = "composer", _("Composer")

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="credits")
    job = models.CharField(_("job"), max_length=20, choices=Job)
    person = reference("wiki.Person", _("person"), optional=True, related_name="credits")
    person_name = models.CharField(_("person"), max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [models.UniqueConstraint(fields=["page", "row"], name="credit_row")]

    def __str__(self):
        return self.job


class OtherName(Row):
    """Another name for the subject of the page."""

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("other name"), max_length=200)

    class Meta(Row.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["page", "row"], name="other_name_row")]

    def __str__(self):
        return self.name


class Identifier(Row):
    """The same subject in another database, such as Wikidata."""

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="identifiers")
    database = models.CharField(_("database"), max_length=60)
    address = AddressField(_("web address (URL)"), max_length=500)

    class Meta(Row.Meta):
        verbose_name = _("external ID")
        verbose_name_plural = _("external IDs")
        constraints = [models.UniqueConstraint(fields=["page", "row"], name="identifier_row")]

    def __str__(self):
        return self.database


class Citation(OwnedByPage):
    """A source for a fact of a page."""

    key_in_page = ("fact", "row", "position")

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="citations")
    fact = models.CharField(_("fact"), max_length=40)
    row = models.CharField(_("row id"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    source = reference("wiki.Source", _("source"), related_name="citations")
    locator = models.CharField(_("page, time or section"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["fact", "row", "position"]
        constraints = [
            models.UniqueConstraint(fields=["page", "fact", "row", "position"], name="citation_place")
        ]

    def __str__(self):
        return f"{self.fact} {self.row}".strip()
