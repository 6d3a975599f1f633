"""All kinds, in the order in which their typed rows can be made: what others point at comes first."""

from wiki.facts.article import ARTICLE
from wiki.facts.character import CHARACTER
from wiki.facts.person import PERSON
from wiki.facts.season import SEASON
from wiki.facts.show import SHOW
from wiki.facts.source import SOURCE

KINDS = {kind.name: kind for kind in (SOURCE, PERSON, SHOW, CHARACTER, SEASON, ARTICLE)}
