"""The moderators' desk."""

from wiki.admin import facts, pages, people, revisions

__all__ = ["facts", "pages", "people", "revisions"]
