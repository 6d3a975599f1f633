"""Facts over time: a row of a line ends where the next row of that line begins."""

from collections import defaultdict

from wiki.text.points import parse_point, point_label


def with_ends(rows, listed):
    """Return the rows of a fact, as JSON, with an `until` for each that a later row of its line ends.

    A line has the statements with one label, or the relationships to one other character; a row that names
    none is in no line. A row with an `until` of its own keeps it. Only points of one show can be compared.
    """
    starts = defaultdict(set)
    for row in listed:
        starts[_line_of(rows, row)].add(_start_of(row))
    return [_ended(row, starts[_line_of(rows, row)]) for row in listed] if rows.line else listed


def _ended(row, starts):
    later = [start for start in starts if start > _start_of(row)]
    return {"until": point_label(min(later))} | row if later else row


def _start_of(row):
    return parse_point(row["from"]) if "from" in row else 0


def _line_of(rows, row):
    value = row.get(rows.line)
    words = value["name"] if isinstance(value, dict) else value
    return words.casefold() if words else (row["id"],), row.get("show")
