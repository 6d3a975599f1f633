"""All kinds of pages. In this order their typed rows can be made: a kind comes after those that it names."""

from wiki.facts.kind import Kind
from wiki.facts.kinds.character import CHARACTER
from wiki.facts.kinds.episode import EPISODE
from wiki.facts.kinds.person import PERSON
from wiki.facts.kinds.season import SEASON
from wiki.facts.kinds.show import SHOW
from wiki.facts.kinds.source import SOURCE

_WITH_COLUMNS = (SOURCE, PERSON, SHOW, CHARACTER, SEASON, EPISODE)
ARTICLE, CATEGORY, HELP = (Kind(name, infobox=("statements",)) for name in ("article", "category", "help"))
KINDS = {kind.name: kind for kind in (*_WITH_COLUMNS, ARTICLE, CATEGORY, HELP)}
# All titles of these kinds, and no others, begin with a prefix.
PREFIXES = {"category": "Category:", "file": "File:", "help": "Help:"}


def prefixed_kind(key):
    """Return the name of the kind to which the prefix of a title's key belongs, or None."""
    return next((kind for kind, prefix in PREFIXES.items() if key.startswith(prefix.casefold())), None)
