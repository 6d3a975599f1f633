from wiki.facts.kind import IDENTIFIERS, OTHER_NAMES, STATEMENTS, Kind, Rows
from wiki.models import Character, Relationship

RELATIONSHIPS = Rows("relationships", Relationship, "character", ("kind", "other", "note"), line="other")

CHARACTER = Kind(
    "character",
    Character,
    columns=("full_name", "school", "first_appearance"),
    rows=(OTHER_NAMES, RELATIONSHIPS, IDENTIFIERS, STATEMENTS),
    infobox=("full_name", "other_names", "school", "first_appearance", "statements", "identifiers"),
)
