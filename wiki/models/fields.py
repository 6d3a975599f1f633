"""Model fields for facts."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.text.dates import BadDate, check_date
from wiki.text.hosts import WEB_SCHEMES, host_of
from wiki.text.points import EVERYBODY, BadPoint, parse_point, point_label
from wiki.wording import reason_of

key_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use only lower-case letters, digits and hyphens.")
)


def reference(to, label, *, optional=False, on_delete=models.PROTECT, related_name="+"):
    """Return a foreign key. By default its target can't be deleted, and has no reverse accessor."""
    return models.ForeignKey(
        to, on_delete, null=optional, blank=optional, related_name=related_name, verbose_name=label
    )


def count(label, most, **options):
    """Return a field for a whole number from 1 to `most`."""
    validators = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, validators=validators, **options)


class KeyField(models.CharField):
    """A short name for use in Markdown, such as `annual-2024`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 60, "unique": True, "validators": [key_validator]} | kwargs)


class PreciseDateField(models.CharField):
    """A date as precise as it is known: "2022", "2022-04" or "2023-08-03" (EDTF, level 0)."""

    def __init__(self, *args, **kwargs):
        defaults = {"max_length": 10, "help_text": _("2023-08-03, 2023-08 or 2023")}
        super().__init__(*args, **defaults | kwargs)

    def clean(self, value, model_instance):
        try:
            value = check_date(value) if value else value
        except BadDate as problem:
            raise ValidationError(reason_of(problem), code="date") from problem
        return super().clean(value, model_instance)


class PremiseField(models.CharField):
    """One line about a season or episode, shown to everyone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"verbose_name": _("premise"), "max_length": 300, "blank": True} | kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"widget": forms.Textarea(attrs={"rows": 2})} | kwargs)


def check_host(address):
    """Refuse a URL without a host: it can't be compared with the banned sites."""
    if host_of(address) is None:
        raise ValidationError(_("Enter a web address such as https://example.org/."))


class AddressField(models.URLField):
    """A web address (URL). Without a scheme it gets https."""

    default_validators = [URLValidator(WEB_SCHEMES), check_host]

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class RevealField(models.CharField):
    """From which point readers may know of a page: a point such as "S2E5", or EVERYBODY."""

    def clean(self, value, model_instance):
        try:
            value = EVERYBODY if value.casefold() == EVERYBODY else point_label(parse_point(value))
        except BadPoint as problem:
            raise ValidationError(reason_of(problem), code="point") from problem
        return super().clean(value, model_instance)

    def formfield(self, **kwargs):
        return super().formfield(**{"widget": forms.TextInput(attrs={"list": "points"})} | kwargs)


class PointField(models.PositiveIntegerField):
    """A point of a story as one number (wiki.text.points): S2E5 is 2005."""
