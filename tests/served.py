"""A wiki with state of its own, served as `make serve` serves it, and how Chromium looks at it."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


class Server:
    """The first wiki in a folder; `url` is its address while it is served."""

    def __init__(self, folder):
        self.log = Path(folder) / "server.log"
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment["HSWIKI_VAR"] = f"{folder}/var"
        self.environment["DJANGO_SETTINGS_MODULE"] = "hswiki.settings.local"

    def run(self, *command, **environment):
        """Run a command of manage.py on this wiki; return what it printed."""
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, f"manage.py {' '.join(command)}: {result.stdout}{result.stderr}"
        return result.stdout

    @contextmanager
    def serving(self):
        """Load the wiki, and give it while it is served."""
        self.run("migrate", "--verbosity=0")
        self.run("loaddata", "heartstopper")
        self.run("collectstatic", "--noinput", "--verbosity=0")
        with socket.create_server(("127.0.0.1", 0)) as door, self.log.open("w") as log:
            self.url = f"http://localhost:{door.getsockname()[1]}"
            command = ["gunicorn", "hswiki.wsgi", "--bind", f"fd://{door.fileno()}"]
            options = ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
            process = subprocess.Popen(
                [sys.executable, "-m", *command, *options],
                cwd=ROOT,
                env=self.environment,
                pass_fds=[door.fileno()],
                stdout=log,
                stderr=log,
            )
        try:
            yield self
        finally:
            process.terminate()
            process.wait()
