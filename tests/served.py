"""A wiki with its own state, served as by `make serve`, and a Chromium to open it."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Chromium obeys the last list alone: these are from Playwright, and two pages of the address bar, never seen.
_FEATURES_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    f"--disable-features={','.join(_FEATURES_OFF)}",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
# In one go: each command of its own starts Django anew.
_PREPARATION = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("loaddata", "heartstopper", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""


class Server:
    """A wiki in a folder, and in `database_url` when it is given; `url` is its address while it is served."""

    def __init__(self, folder, *, settings="hswiki.settings.local", database_url=None):
        self.log = Path(folder) / "server.log"
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment["HSWIKI_VAR"] = f"{folder}/var"
        self.environment["DJANGO_SETTINGS_MODULE"] = settings
        if database_url:
            self.environment |= {"DATABASE_URL": database_url, "DATABASE_IS_LOCAL": "on"}

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

    def load(self):
        """Load the first wiki."""
        self.run("shell", "--no-imports", "--command", _PREPARATION)

    @contextmanager
    def serving(self):
        """Load the first wiki, and give it while it is served."""
        self.load()
        with self.served():
            yield self

    @contextmanager
    def served(self, *more_options, application="hswiki.wsgi"):
        """Serve what is in the database already; gunicorn takes `more_options`."""
        with socket.create_server(("127.0.0.1", 0)) as door, self.log.open("w") as log:
            self.url = f"http://localhost:{door.getsockname()[1]}"
            command = ["gunicorn", application, "--bind", f"fd://{door.fileno()}"]
            options = ["--worker-class", "gthread", "--threads", "4", "--no-control-socket", *more_options]
            process = subprocess.Popen(
                [sys.executable, "-m", *command, *options],
                cwd=ROOT,
                env=self.environment,
                pass_fds=[door.fileno()],
                stdout=log,
                stderr=log,
            )
        try:
            yield
        finally:
            process.terminate()
            process.wait()
