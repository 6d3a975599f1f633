from wiki.facts.kind import IDENTIFIERS, STATEMENTS, Kind
from wiki.models import Person

PERSON = Kind(
    "person",
    Person,
    rows=(IDENTIFIERS, STATEMENTS),
    infobox=("statements", "identifiers"),
    sources_required=True,
)
