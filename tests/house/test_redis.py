"""The cache may live in Redis: all that rate limits ask of it works there."""

import subprocess

import environ
import pytest
from django.utils.module_loading import import_string

from tests import machine
from tests.postgres import free_port

pytestmark = pytest.mark.skipif(
    not machine.find_redis(), reason="the cache in Redis: no redis-server was found"
)


@pytest.fixture
def address(tmp_path):
    port = free_port()
    command = [
        machine.find_redis(),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        tmp_path,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        next(line for line in server.stdout if "Ready to accept connections" in line)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


def test_counters_count_in_redis(address):
    config = environ.Env.cache_url_config(address)
    cache = import_string(config["BACKEND"])(config["LOCATION"], {})
    assert cache.add("saves", 1, timeout=60)
    assert not cache.add("saves", 1, timeout=60)
    assert cache.incr("saves") == 2
    cache.close()
