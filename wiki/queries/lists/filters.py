"""Filters of a list: what may be chosen, and what is chosen."""

from dataclasses import dataclass

from django.core.paginator import Page


@dataclass(frozen=True)
class Facet:
    """One filter. `choices` are (value, words); `chosen` is one of the values, or empty."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """A page of a list, and what the list may be filtered by."""

    page: Page
    facets: list[Facet]

    @property
    def is_filtered(self):
        return any(facet.chosen for facet in self.facets)


def facet_of(asked, name, label, choices):
    """Return the Facet of that name. `asked` is a mapping of anything typed; other values choose nothing."""
    choices = list(dict(choices).items())
    return Facet(name, label, choices, asked[name] if asked.get(name) in dict(choices) else "")
