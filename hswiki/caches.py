"""Cache backends: a database table with one statement for each operation, and memory bounded in bytes."""

import base64
import pickle
import sys
from datetime import UTC, datetime
from itertools import count

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connections, router
from django.utils.timezone import now

CULL_EVERY = 500  # writes of one thread
CULL_AT_MOST = 5_000  # rows at a time
_UPSERT = """
    INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"""
_INCREASE = """
    UPDATE {table} SET value = CAST(CAST(value AS BIGINT) + %s AS TEXT)
    WHERE cache_key = %s AND expires > %s RETURNING value"""
_COUNT = """
    INSERT INTO {table} (cache_key, value, expires) VALUES (%s, '1', %s)
    ON CONFLICT (cache_key) DO UPDATE SET
        value = CASE WHEN {table}.expires <= %s THEN '1'
            ELSE CAST(CAST({table}.value AS BIGINT) + 1 AS TEXT) END,
        expires = CASE WHEN {table}.expires <= %s THEN excluded.expires ELSE {table}.expires END
    RETURNING value"""
_FIRST_TO_EXPIRE = """
    DELETE FROM {table} WHERE cache_key IN
    (SELECT cache_key FROM {table} WHERE expires <= %s ORDER BY expires LIMIT %s {lock})"""


class CounterTable(DatabaseCache):
    """Django's DatabaseCache, for SQLite and PostgreSQL, with one statement for each operation.

    Django needs up to five, and loses counts when two workers read a counter before either has written it.
    Integers are stored as digits, so that the database can add to them.
    """

    def __init__(self, table, params):
        super().__init__(table, params)
        self._writes = count(1)

    def get_many(self, keys, version=None):
        wanted = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not wanted:
            return {}
        places = ", ".join(["%s"] * len(wanted))
        select = f"SELECT cache_key, value FROM {{table}} WHERE cache_key IN ({places}) AND expires > %s"
        rows, _count = self._execute(select, *wanted, self._moment(now()))
        return {wanted[key]: _loads(value) for key, value in rows}

    def incr(self, key, delta=1, version=None):
        full_key = self.make_and_validate_key(key, version=version)
        rows, _count = self._execute(_INCREASE, delta, full_key, self._moment(now()))
        if not rows:
            raise ValueError(f"Key '{key}' not found")
        return int(rows[0][0])

    def count(self, key, timeout):
        """Add 1 to a counter that expires so many seconds after its first use; return its value."""
        self._cull()
        full_key, moment = self.make_and_validate_key(key), self._moment(now())
        ((value,),), _count = self._execute(_COUNT, full_key, self._expiry(timeout), moment, moment)
        return int(value)

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT):
        """Write in one of Django's three modes; return whether anything was written."""
        expires, moment = self._expiry(timeout), self._moment(now())
        if mode == "touch":
            update = "UPDATE {table} SET expires = %s WHERE cache_key = %s AND expires > %s"
            return bool(self._execute(update, expires, key, moment)[1])
        self._cull()
        if mode == "set":
            return bool(self._execute(_UPSERT, key, _dumps(value), expires)[1])
        only_expired = _UPSERT + " WHERE {table}.expires <= %s"
        return bool(self._execute(only_expired, key, _dumps(value), expires, moment)[1])

    def _cull(self):
        if next(self._writes) % CULL_EVERY == 0:
            self._remove_surplus()

    def _remove_surplus(self):
        """Delete expired rows, then those that expire first while there are more than MAX_ENTRIES."""
        self._execute(_FIRST_TO_EXPIRE, self._moment(now()), CULL_AT_MOST)
        ((entries,),), _count = self._execute("SELECT COUNT(*) FROM {table}")
        if entries > self._max_entries:
            surplus = min(entries - self._max_entries, CULL_AT_MOST)
            self._execute(_FIRST_TO_EXPIRE, self._expiry(None), surplus)

    def _expiry(self, timeout):
        seconds = self.get_backend_timeout(timeout)
        return self._moment(datetime.max if seconds is None else datetime.fromtimestamp(seconds, UTC))

    def _moment(self, moment):
        return self._connection().ops.adapt_datetimefield_value(moment)

    def _execute(self, statement, *values):
        """Return the rows of a statement, and the number of changed rows."""
        connection = self._connection()
        can_skip = connection.features.has_select_for_update_skip_locked
        lock = connection.ops.for_update_sql(skip_locked=True) if can_skip else ""
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(self._table)
            cursor.execute(statement.format(table=table, lock=lock), values)
            return cursor.fetchall() if cursor.description else [], cursor.rowcount

    def _connection(self):
        return connections[router.db_for_write(self.cache_model_class)]


def _dumps(value):
    return str(value) if type(value) is int else base64.b64encode(pickle.dumps(value)).decode()


def _loads(text):
    try:
        return int(text)
    except ValueError:  # a pickle in base64 begins with a letter
        return pickle.loads(base64.b64decode(text))


ENTRY_BYTES = 200  # the size of a key and its expiry in Python
_held = {}  # bytes by name of the cache: each thread has its own ByteBoundedCache over the same memory


class ByteBoundedCache(LocMemCache):
    """Django's LocMemCache, bounded by OPTIONS["MAX_BYTES"] instead of a number of entries.

    The least recently used entries are removed first. A value larger than the bound is not kept. Don't use
    `incr`: it does not update the size of the entry.
    """

    def __init__(self, name, params):
        super().__init__(name, params)
        self._max_bytes = params["OPTIONS"]["MAX_BYTES"]
        self._max_entries = sys.maxsize
        self._held = _held.setdefault(name, {"bytes": 0})

    @property
    def bytes_held(self):
        return self._held["bytes"]

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        self._delete(key)
        size = _size(key, value)
        if size > self._max_bytes:
            return
        while self._held["bytes"] + size > self._max_bytes:
            self._delete(next(reversed(self._cache)))
        super()._set(key, value, timeout)
        self._held["bytes"] += size

    def _delete(self, key):
        if key in self._cache:
            self._held["bytes"] -= _size(key, self._cache[key])
        return super()._delete(key)

    def clear(self):
        with self._lock:
            for key in list(self._cache):
                self._delete(key)


def _size(key, value):
    return sys.getsizeof(key) + sys.getsizeof(value) + ENTRY_BYTES
