"""What this machine has to test with."""

import shutil


def find_chromium():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def find_redis():
    """Return the path of a Redis server, or None."""
    return shutil.which("redis-server")
