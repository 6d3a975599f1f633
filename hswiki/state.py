"""The folder for the state of a local wiki."""

import os
import secrets
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured

IN_PRODUCTION = "in-production"


def mark_production(folder):
    """Mark `folder`, a pathlib path, as used by a wiki in production, if it is writable."""
    with suppress(OSError):
        (folder / IN_PRODUCTION).touch()


def refuse_production(folder):
    """Raise ImproperlyConfigured when `folder` belongs to a wiki in production.

    Without its environment, commands would use the local settings and another database.
    """
    if (folder / IN_PRODUCTION).exists():
        raise ImproperlyConfigured(
            f"{folder} belongs to a wiki in production: export its environment first, or set HSWIKI_VAR to "
            f"another folder. If it is no longer in production, remove {folder / IN_PRODUCTION}."
        )


def secret_key(folder):
    """Return the secret key kept in `folder`, a pathlib path; make one when it is missing.

    Only the owner may read the key. Two workers that start at once agree on one key.
    """
    path = folder / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text()


def _write_once(path, text):
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another worker created the key first
    finally:
        draft.unlink()
