"""A PostgreSQL server for tests: the one at 127.0.0.1:5432, or a temporary one."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg


@contextmanager
def database_url():
    """Give the URL of a database which tests may create, or None where there is no PostgreSQL."""
    name = f"hswiki_{os.getpid()}"
    if user := _user_of_running_server():
        yield f"postgres://{user}@127.0.0.1:5432/{name}"
    elif programs := _find_programs():
        with _cluster(programs) as port:
            yield f"postgres://postgres@127.0.0.1:{port}/{name}"
    else:
        yield None


@contextmanager
def another_database(url, purpose):
    """Give the URL of a new database beside the one of `url`, named after it; it is dropped at the end."""
    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}_{purpose}")
        try:
            yield f"{url}_{purpose}"
        finally:
            connection.execute(f"DROP DATABASE {name}_{purpose} WITH (FORCE)")


def _user_of_running_server():
    for user in ("postgres", getpass.getuser()):
        try:
            with psycopg.connect(f"postgres://{user}@127.0.0.1:5432/postgres?connect_timeout=2") as server:
                role = "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
                if server.execute(role).fetchone()[0]:
                    return user
        except psycopg.OperationalError:
            pass
    return None


def _find_programs():
    """Return the folder of initdb and pg_ctl, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if shutil.which("pg_config"):
        command = ["pg_config", "--bindir"]
        folders.insert(0, subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((Path(folder) for folder in folders if Path(folder, "initdb").exists()), None)


@contextmanager
def _cluster(programs):
    """Run a server in a folder of its own, on a free port; stop and remove it at the end."""
    with TemporaryDirectory(prefix="hswiki-postgres-") as folder:
        data, log, port = f"{folder}/data", f"{folder}/log", free_port()
        settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
        run = _runner(programs, folder)
        run(
            "initdb",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            data,
        )
        try:
            run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={log}", f"--options={settings}")
            yield port
        finally:
            run("pg_ctl", "stop", f"--pgdata={data}", "--mode=immediate")


def _runner(programs, folder):
    """Return how to run one of PostgreSQL's programs. They refuse root, so root lends them to nobody."""
    options = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return lambda program, *arguments: subprocess.run([programs / program, *arguments], **options)


def free_port():
    """Return a port of 127.0.0.1 that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
