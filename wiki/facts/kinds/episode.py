from wiki.facts.kind import CREDITS, IDENTIFIERS, REVEAL, STATEMENTS, Kind, Rows
from wiki.models import Appearance, Episode

APPEARANCES = Rows("appearances", Appearance, "episode", ("character", "note"))

EPISODE = Kind(
    "episode",
    Episode,
    columns=("season", "number", "title", "released", "runtime", "premise"),
    rows=(CREDITS, APPEARANCES, IDENTIFIERS, STATEMENTS),
    identity=(REVEAL, "season", "number"),
    infobox=("season", "number", "title", "released", "runtime", "credits", "statements", "identifiers"),
)
