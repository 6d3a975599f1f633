from wiki.facts.kind import Kind
from wiki.models import Person

PERSON = Kind("person", Person, infobox=("statements",), sources_required=True)
