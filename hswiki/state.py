"""The folder that holds what a wiki on one machine must remember."""

import os
import secrets


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
        pass  # another worker was first: its key is the key
    finally:
        draft.unlink()
