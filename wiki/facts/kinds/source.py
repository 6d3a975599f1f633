from wiki.facts.kind import Kind
from wiki.models import Source

# A source speaks for itself: what it is, by whom and where is read off the source.
_COLUMNS = ("key", "type", "headline", "author", "publisher", "address", "published", "accessed")

SOURCE = Kind(
    "source",
    Source,
    columns=_COLUMNS,
    identity=_COLUMNS,
    infobox=(
        "type",
        "headline",
        "author",
        "publisher",
        "address",
        "published",
        "accessed",
        "key",
        "statements",
    ),
)
