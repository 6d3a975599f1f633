"""Our cache backends: counters that cost one statement and lose no count, and memory bounded in bytes."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import caches
from django.db import connection, connections
from django.utils import timezone

from hswiki import caches as backends
from hswiki.caches import ByteBoundedCache, CounterTable

pytestmark = pytest.mark.each_database


@pytest.fixture
def table(db):
    return CounterTable("wiki_cache", {"OPTIONS": {"MAX_ENTRIES": 1000}})


def expire(key):
    """Let the time of an entry be over."""
    past = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wiki_cache SET expires = %s WHERE cache_key = %s", [past, f":1:{key}"])


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM wiki_cache")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("value", [1, 0, -7, 10**15, True, None, "12", "words", [1.5, "x"], b"\0"], ids=repr)
def test_a_value_comes_back_as_it_was(table, value):
    table.set("key", value)
    assert (table.get("key", "nothing"), type(table.get("key"))) == (value, type(value))


def test_every_operation_is_one_statement(table, django_assert_num_queries):
    operations = {
        "add": lambda: table.add("key", 1, 60),
        "add again": lambda: table.add("key", 1, 60),
        "count": lambda: table.incr("key"),
        "count anew": lambda: table.count("another", 60),
        "count on": lambda: table.count("another", 60),
        "set": lambda: table.set("key", [1], 60),
        "get": lambda: table.get("key"),
        "get many": lambda: table.get_many(["key", "other"]),
        "touch": lambda: table.touch("key", 60),
        "delete": lambda: table.delete("key"),
    }
    for operation in operations.values():
        with django_assert_num_queries(1):
            operation()


def test_what_has_expired_is_not_there_and_may_be_added_again(table):
    for name in ("add", "get", "count", "touch", "has"):
        table.set(name, 5, 60)
        expire(name)
    assert table.get("get") is None
    assert not table.has_key("has")
    assert not table.touch("touch", 60)
    with pytest.raises(ValueError, match="not found"):
        table.incr("count")
    assert table.add("add", 1, 60)
    assert table.get("add") == 1


def test_a_counter_begins_again_when_its_time_is_over_and_not_before(table):
    assert [table.count("key", 60) for _time in range(3)] == [1, 2, 3]
    expire("key")
    assert [table.count("key", 60) for _time in range(2)] == [1, 2]
    assert table.get("key") == 2


def test_add_leaves_what_is_there_and_says_so(table):
    assert table.add("key", 1, 60)
    assert not table.add("key", 2, 60)
    assert table.get("key") == 1
    assert table.incr("key", 4) == 5
    table.set("for-ever", 1, None)
    assert table.get("for-ever") == 1


def test_reading_what_has_expired_writes_nothing(table, django_assert_num_queries):
    table.set("key", 1, 60)
    expire("key")
    with django_assert_num_queries(1):
        table.get("key")
    assert entries() == 1


def test_expired_rows_and_those_over_the_bound_are_removed_now_and_then(db, monkeypatch):
    monkeypatch.setattr(backends, "CULL_EVERY", 10)
    table = CounterTable("wiki_cache", {"OPTIONS": {"MAX_ENTRIES": 25}})
    for number in range(5):
        table.set(f"old-{number}", 1, 60)
        expire(f"old-{number}")
    for number in range(100):
        table.set(f"new-{number}", 1, 60 + number)
    assert entries() < 25 + 10
    assert table.get("new-99") == 1  # those that expire first go first
    assert table.get("new-0") is None


def test_removing_is_bounded_however_much_there_is(db, monkeypatch):
    monkeypatch.setattr(backends, "CULL_EVERY", 10)
    monkeypatch.setattr(backends, "CULL_AT_MOST", 3)
    table = CounterTable("wiki_cache", {"OPTIONS": {"MAX_ENTRIES": 2}})
    for number in range(9):
        table.set(f"{number}", 1, 60)
    table.set("9", 1, 60)
    assert entries() == 9 - 3 + 1


@pytest.mark.usefixtures("transactional_db")
def test_counters_lose_nothing_when_eight_workers_count_at_once():
    """Each thread has a connection of its own, as a worker has; all begin with no row."""
    start, rounds = Barrier(8), 20

    def work(_worker):
        table = CounterTable("wiki_cache", {})
        start.wait()
        try:
            added = sum(table.add(f"key-{number}", 1, 60) for number in range(rounds))
            for _ in range(rounds):
                table.incr("key-0")
            return added
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        added = list(threads.map(work, range(8)))
    assert sum(added) == rounds  # of all who add one key, one is told that it did
    assert CounterTable("wiki_cache", {}).get("key-0") == 1 + 8 * rounds


@pytest.mark.usefixtures("transactional_db")
def test_workers_that_remove_surplus_rows_at_once_do_not_wait_for_each_other(monkeypatch):
    monkeypatch.setattr(backends, "CULL_EVERY", 2)
    start = Barrier(8)

    def work(worker):
        table = CounterTable("wiki_cache", {"OPTIONS": {"MAX_ENTRIES": 5}})
        start.wait()
        try:
            for number in range(20):
                table.set(f"{number * worker}", 1, 60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))


def bounded(most, name):
    cache = ByteBoundedCache(name, {"TIMEOUT": None, "OPTIONS": {"MAX_BYTES": most}})
    cache.clear()
    return cache


@pytest.mark.slow
def test_a_byte_bounded_cache_holds_so_many_bytes_and_no_more():
    cache = bounded(1_000_000, "bytes")
    tracemalloc.start()
    for number in range(300):
        cache.set(f"key-{number}", bytes([number % 256]) * 20_000)
    for number in range(10_000):
        cache.set(f"small-{number}", number)
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert cache.bytes_held <= 1_000_000
    assert held < 1_100_000


def test_what_was_used_least_recently_goes_first():
    cache = bounded(100_000, "recent")
    for name in "abc":
        cache.set(name, name * 30_000)
    assert cache.get("a")
    cache.set("d", "d" * 30_000)
    assert [name for name in "abcd" if name in cache] == ["a", "c", "d"]


def test_a_value_over_the_bound_is_not_kept_and_removes_nothing_else():
    cache = bounded(50_000, "large")
    cache.set("small", "x")
    cache.set("large", "x" * 60_000)
    assert ("small" in cache, "large" in cache) == (True, False)
    cache.set("small", "x" * 60_000)  # what was there under its key is out of date
    assert "small" not in cache


def test_what_is_written_over_or_deleted_counts_no_more():
    cache = bounded(100_000, "again")
    for number in range(50):
        cache.set("key", "x" * 1000 * number)
    assert cache.bytes_held < 51_000
    cache.delete("key")
    assert cache.bytes_held == 0
    cache.set("key", "x")
    cache.clear()
    assert (cache.bytes_held, cache.get("key")) == (0, None)


def test_threads_share_one_bound():
    first = bounded(100_000, "shared")

    def work(worker):
        mine = ByteBoundedCache("shared", {"TIMEOUT": None, "OPTIONS": {"MAX_BYTES": 100_000}})
        for number in range(50):
            mine.set(f"{worker}-{number}", "x" * 9_000)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert 80_000 < first.bytes_held <= 100_000


@pytest.mark.parametrize("name", ["documents", "comparisons"])
def test_what_workers_keep_in_memory_is_bounded_in_bytes(name):
    cache = caches[name]
    assert isinstance(cache, ByteBoundedCache)
    assert cache._max_bytes <= 64 * 1024 * 1024
