from wiki.facts.kind import CREDITS, REVEAL, STATEMENTS, Kind, Rows
from wiki.models import Casting, Season

CASTING = Rows("casting", Casting, "season", ("actor", "character", "billing", "note"))

SEASON = Kind(
    "season",
    Season,
    columns=("show", "number", "status", "ordered", "released", "episode_count", "premise"),
    rows=(CASTING, CREDITS, STATEMENTS),
    identity=(REVEAL, "show", "number"),
    infobox=("show", "number", "status", "ordered", "released", "episode_count", "credits", "statements"),
)
