"""The moderators' desk."""

from wiki.admin.history import revisions
from wiki.admin.moderation import blocks, journal, proposals, protection, reports
from wiki.admin.pages import facts, pages
from wiki.admin.people import members
