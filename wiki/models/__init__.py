"""The tables: pages and their revisions, and the typed rows made from current revisions."""

from wiki.models.characters import Character, Relationship
from wiki.models.moderation import BannedSite, Block, JournalAction, JournalEntry, Protection
from wiki.models.pages import LinkKind, Page, PageLink, Title
from wiki.models.people import User
from wiki.models.persons import Actor, Person
from wiki.models.requests import Proposal, ProposalState, Report
from wiki.models.revisions import Revision, RevisionMark
from wiki.models.rows import Citation, Credit, Identifier, OtherName, Statement
from wiki.models.search import SearchEntry, TitlePart
from wiki.models.shows import Appearance, Casting, Episode, Season, Show
from wiki.models.sources import Source
