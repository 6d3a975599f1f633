"""Members: people with an account."""

import unicodedata

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def check_plain_letters(name):
    """Refuse variants of letters, such as full-width ones, so that no two names look the same."""
    if unicodedata.normalize("NFKC", name) != name:
        raise ValidationError(_("Use plain letters."))


def check_one_script(name):
    """Refuse a name that mixes alphabets with similar letters, such as Cyrillic А and Latin A."""
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    if len(alphabets & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1:
        raise ValidationError(_("Use letters of one alphabet only."))


# A name is shown beside every edit, so it must not look like an address.
username_validators = [
    check_plain_letters,
    RegexValidator(
        r"^\w[\w.-]*\Z",
        _("A name begins with a letter or digit; after it come letters, digits, dots and hyphens."),
    ),
]
# Closed accounts get this name (wiki.actions.people.accounts). Addresses have `_` for spaces.
new_name_validators = [
    *username_validators,
    check_one_script,
    RegexValidator(
        r"(?i)^former[\W_]*member",
        _("This name is for people who have left. Choose another."),
        inverse_match=True,
    ),
]


class User(AbstractUser):
    """A member. wiki.permissions answers what they may do."""

    username = models.CharField(
        _("name"),
        max_length=60,
        unique=True,
        validators=username_validators,
        error_messages={"unique": _("This name is already taken.")},
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        permissions = [("rename_member", "Can rename accounts with abusive names")]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_unique_in_any_case",
                violation_error_message=_("This name is already taken."),
            )
        ]
