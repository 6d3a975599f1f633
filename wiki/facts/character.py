from wiki.facts.kind import STATEMENTS, Kind, Rows
from wiki.models import Character, Relationship

RELATIONSHIPS = Rows("relationships", Relationship, "character", ("kind", "other", "note"))

CHARACTER = Kind(
    "character",
    Character,
    columns=("full_name", "school"),
    rows=(RELATIONSHIPS, STATEMENTS),
    infobox=("full_name", "school", "relationships", "statements"),
)
