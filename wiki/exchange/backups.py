"""Saves the whole database to one file while the wiki is served, and restores it.

SQLite's own backup and `pg_dump` each save one moment, however long they take.
"""

import os
import sqlite3
import subprocess
from contextlib import closing
from tempfile import NamedTemporaryFile

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.refusals import Refused

_PAGES_AT_ONCE = 2_000  # of 4 KB: a writer waits for no longer than it takes to copy so many
_EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"  # a backup may be older than some tables
_OURS = "SELECT 1 FROM wiki_page LIMIT 1"


def new_backup(folder, name=""):
    """Return the path of a new backup in a folder, named after this second."""
    return folder / f"{timezone.now():%Y-%m-%d-%H%M%S}{name}.backup"


def save_backup(path, tell=None):
    """Save the database to a new file; SQLite calls `tell` with the share that is done, from 0 to 1.

    Raises Refused if there is such a file, or if PostgreSQL's programs are not installed or report a fault.
    """
    if path.exists():
        raise Refused(_("%s exists already. Choose another file.") % path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.unfinished")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))  # it has addresses and password hashes
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(draft)) as copy:
            _copy(connection.connection, copy, tell)
            copy.execute("PRAGMA journal_mode = DELETE")  # so that it stays one file
    else:
        _run("pg_dump", *_database(), "--format=custom", "--no-owner", f"--file={draft}")
    draft.rename(path)


def refuse_missing(path):
    """Raise Refused if there is no such file."""
    if not path.is_file():
        raise Refused(_("There is no file %s.") % path)


def restore_backup(path):
    """Replace the database by that of a backup. Raises Refused if it is no backup, and changes nothing."""
    if connection.vendor != "sqlite":
        with NamedTemporaryFile(suffix=".sql") as script:
            _run("pg_restore", "--no-owner", f"--file={script.name}", str(path))
            options = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet")
            _run("psql", *_database(), *options, f"--command={_EMPTY}", f"--file={script.name}")
        return
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as backup:
        try:
            backup.execute(_OURS)
            is_whole = backup.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            is_whole = False
        if not is_whole:
            raise Refused(_("%s is not a whole backup of a wiki on SQLite.") % path)
        connection.ensure_connection()
        _copy(backup, connection.connection)


def _copy(source, target, tell=None):
    progress = tell and (lambda _status, left, total: tell(1 - left / total))
    source.backup(target, pages=_PAGES_AT_ONCE, progress=progress)


def _database():
    """Return the options of PostgreSQL's programs that name the database."""
    (_psql, *options, name), _environment = _settings()
    return [*options, f"--dbname={name}"]


def _settings():
    return connection.client.settings_to_cmd_args_env(connection.settings_dict, [])


def _run(*command):
    """Run one of PostgreSQL's programs. Raises Refused if it is not installed or fails."""
    environment = {**os.environ, **(_settings()[1] or {})}
    try:
        result = subprocess.run(command, env=environment, capture_output=True, text=True)
    except FileNotFoundError as missing:
        words = _("%s is not installed (apt install postgresql-client).")
        raise Refused(words % command[0]) from missing
    if result.returncode:
        words = _("%(program)s failed: %(why)s")
        raise Refused(words % {"program": command[0], "why": result.stderr.strip()})
