"""Finds the line of a title, a fact or the body in an authored file, for error messages."""

_BORDER = "+++"


def line_of(text, place):
    """Return the number of the line of `place` in the text of an authored file.

    `place` is "title", "summary", "date", "body", or that of a fact as in wiki.facts.checking (`released`,
    `casting-r1-actor`). For a place that is not in the file, this is the line of its row or fact, or 1.
    """
    lines = text.split("\n")
    end = lines.index(_BORDER, 1)
    if place == "body":
        return end + 2
    lines_of = _lines_of_places(lines[:end])
    while place and place not in lines_of:
        place = place.rpartition("-")[0]
    return lines_of.get(place, 1)


def _lines_of_places(header):
    """Return {place: number of its line} for a TOML header."""
    lines_of, table, start, keys = {}, "", 1, {}
    for number, line in enumerate([*header, "["], start=1):
        if not line.startswith("["):
            key, _equals, value = line.partition("=")
            keys.setdefault(key.strip(), (number, value.strip("\"' ")))
            continue
        for place, place_line in _places_of(table, start, keys):
            lines_of.setdefault(place, place_line)
        table, start, keys = line.split("#")[0].strip("[] "), number, {}
    return lines_of


def _places_of(table, start, keys):
    """Yield (place, line) for one table. `keys` maps its keys to (line, value)."""
    name = table.removeprefix("facts").removeprefix(".")
    row = keys["id"][1] if "id" in keys else ""
    prefix = "-".join(filter(None, (name, row)))
    yield prefix, keys["value"][0] if "value" in keys else start
    yield name, start
    for key, (line, _value) in keys.items():
        yield "-".join(filter(None, (prefix, key.removeprefix("facts.")))), line
