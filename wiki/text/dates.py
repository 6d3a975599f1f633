"""Dates that may be only a year or a month, written as in EDTF: 2022, 2022-04 or 2023-08-03."""

import re
from datetime import date

from wiki.text.messages import MessageError, gettext_noop

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = range(1800, 3000)
_REFUSAL = gettext_noop("Enter a date as 2022, 2022-04 or 2023-08-03, with a year from 1800 to 2999.")


class BadDate(MessageError):
    """The text is not a date."""


def check_date(text: str) -> str:
    """Return the date that `text` names in its normal form, without white space. Raises BadDate."""
    return "-".join(f"{part:02}" for part in date_parts(text))


def date_parts(text: str) -> tuple[int, ...]:
    """Return the year, month and day of a date, as far as it has them: (2022, 4). Raises BadDate."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise BadDate(_REFUSAL)
    parts = tuple(int(part) for part in match.groups() if part)
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise BadDate(_REFUSAL) from None
    if parts[0] not in _YEARS:
        raise BadDate(_REFUSAL)
    return parts
