"""Finds the test tools of this machine."""

import shutil
from pathlib import Path

# Where make puts what npm fetches, by requirements/package-lock.json.
FETCHED = Path(__file__).parent.parent / ".venv" / "tools" / "node_modules"


def find_chromium():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def find_redis():
    """Return the path of a Redis server, or None."""
    return shutil.which("redis-server")


def find_wrk():
    """Return the path of wrk, which measures servers, or None."""
    return shutil.which("wrk")


def find_html_checker():
    """Return the command of the Nu HTML checker, or None."""
    java, checker = shutil.which("java"), FETCHED / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # It runs for seconds: a compiler that thinks long to make code faster is not worth its time.
    options = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    return [java, *options, "-jar", str(checker)] if java and checker.exists() else None


def find_lighthouse():
    """Return the command of Lighthouse, or None."""
    node, lighthouse = shutil.which("node"), FETCHED / "lighthouse" / "cli" / "index.js"
    return [node, str(lighthouse)] if node and lighthouse.exists() else None
