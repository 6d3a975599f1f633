from wiki.facts.kind import Kind
from wiki.models import Show

SHOW = Kind(
    "show",
    Show,
    columns=("key", "genre", "creator", "based_on", "network"),
    identity=("key",),
    infobox=("genre", "creator", "based_on", "network", "statements"),
)
