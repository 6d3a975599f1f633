"""Queries whose SQL is built once: to build it takes Django several times as long as to run it."""

from copy import copy
from functools import lru_cache, wraps

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

MOST_BUILT = 500  # of all queries together; each takes about 30 KB
_FIRST_KEY = -(2**62)  # no row has a primary key like it


def prepared(build):
    """Decorate a function that returns a queryset; it then returns a list of what the queryset gives.

    Positional arguments, such as a Sight, decide what the query looks like, and must be hashable. Keyword
    arguments are what columns are compared with: each a collection of texts or of primary keys. The SQL is
    built once for the same positional arguments and as many values, so it must not depend on anything else,
    such as the time.
    """

    @wraps(build)
    def ask(*shape, **values):
        values = {name: _padded(list(collection)) for name, collection in values.items()}
        sizes = ((name, type(listed[0]) if listed else None, len(listed)) for name, listed in values.items())
        return _built(build, shape, tuple(sizes)).rows(values)

    return ask


@lru_cache(MOST_BUILT)
def _built(build, shape, sizes):
    """Call `build` with stand-ins; `sizes` are (name, type, number) of the values."""
    stand_ins, places = {}, {}
    for name, kind, size in sizes:
        numbers = range(len(places), len(places) + size)
        stand_ins[name] = [_FIRST_KEY + n if kind is int else f"\ue000{n}" for n in numbers]
        places |= {stand_in: (name, place) for place, stand_in in enumerate(stand_ins[name])}
    return _Built(build(*shape, **stand_ins), places)


class _Built:
    """The SQL of a queryset that was made with stand-ins, and the place of a value for each of them."""

    def __init__(self, queryset, places):
        self.queryset, self.compiler = queryset, queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:  # nothing is in an empty collection
            self.sql, params = "", ()
        if self.sql and (lost := places.keys() - {*params}):
            raise ValueError(f"The query changes {len(lost)} of its values, so they can't be replaced.")
        self.params = [(param, places.get(param)) for param in params]

    def rows(self, values):
        """Return the rows with these values in place of the stand-ins."""
        if not self.sql:
            return []
        params = tuple(values[place[0]][place[1]] if place else param for param, place in self.params)
        compiler, queryset = copy(self.compiler), self.queryset.all()
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)
        queryset.query.get_compiler = lambda *_args, **_options: compiler
        return list(queryset)


def _padded(values):
    """Return `values` with the last one repeated, so that their number is a power of two."""
    size = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (size - len(values))
