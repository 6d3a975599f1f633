"""All kinds, in the order in which their typed rows can be made: what others point at comes first."""

from wiki.facts.kinds.article import ARTICLE
from wiki.facts.kinds.category import CATEGORY
from wiki.facts.kinds.character import CHARACTER
from wiki.facts.kinds.episode import EPISODE
from wiki.facts.kinds.help import HELP
from wiki.facts.kinds.person import PERSON
from wiki.facts.kinds.season import SEASON
from wiki.facts.kinds.show import SHOW
from wiki.facts.kinds.source import SOURCE

# Titles of these kinds begin so, and no other title does.
PREFIXES = {"category": "Category:", "file": "File:", "help": "Help:"}
KINDS = {
    kind.name: kind for kind in (SOURCE, PERSON, SHOW, CHARACTER, SEASON, EPISODE, ARTICLE, CATEGORY, HELP)
}


def prefixed_kind(key):
    """Return the name of the kind that the key of a title asks for by its prefix, or None."""
    return next((kind for kind, prefix in PREFIXES.items() if key.startswith(prefix.casefold())), None)
