from wiki.facts.kind import REVEAL, Kind
from wiki.models import Source

# These facts need no source: they are read off the source itself.
_COLUMNS = ("key", "type", "headline", "author", "publisher", "address", "published", "accessed")

SOURCE = Kind(
    "source",
    Source,
    columns=_COLUMNS,
    identity=(REVEAL, *_COLUMNS),
    infobox=(*_COLUMNS[1:], "key", "statements"),
)
