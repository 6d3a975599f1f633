from wiki.facts.kind import CREDITS, IDENTIFIERS, OTHER_NAMES, REVEAL, STATEMENTS, Kind
from wiki.models import Show

SHOW = Kind(
    "show",
    Show,
    columns=("key", "genre", "creator", "based_on", "network", "status", "released"),
    rows=(CREDITS, OTHER_NAMES, IDENTIFIERS, STATEMENTS),
    identity=(REVEAL, "key"),
    infobox=(
        *("other_names", "genre", "creator", "credits", "based_on", "network", "status", "released"),
        *("statements", "identifiers"),
    ),
)
