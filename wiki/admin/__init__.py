"""The moderators' desk."""

from wiki.admin import blocks, facts, journal, pages, people, proposals, protection, reports, revisions

__all__ = [
    "blocks",
    "facts",
    "journal",
    "pages",
    "people",
    "proposals",
    "protection",
    "reports",
    "revisions",
]
