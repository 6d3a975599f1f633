"""The tables: pages and their revisions, and the typed rows made from current revisions."""

from wiki.models.cast import Actor, Appearance, Casting, Character, Person, Relationship
from wiki.models.fields import KeyField, PreciseDateField, RevealField
from wiki.models.moderation import (
    MAX_REASON_LENGTH,
    BannedSite,
    Block,
    JournalAction,
    JournalEntry,
    Level,
    Protected,
    Protection,
)
from wiki.models.pages import MAX_TARGET_LENGTH, MAX_TITLE_LENGTH, LinkKind, Page, PageKind, PageLink, Title
from wiki.models.people import User, new_name_validators
from wiki.models.progress import WatchedTo
from wiki.models.requests import MAX_REPORT_LENGTH, Proposal, ProposalState, Report, ReportKind, ReportOutcome
from wiki.models.revisions import TAGS, Revision, RevisionMark
from wiki.models.rows import Citation, Credit, Identifier, OtherName, Row, Statement, TypedPage
from wiki.models.search import RevealedText, SearchEntry, TitlePart
from wiki.models.shows import Episode, Season, Show
from wiki.models.site import SiteVersion
from wiki.models.sources import Source
