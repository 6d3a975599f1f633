"""The source code of this very wiki as one archive: who uses it over a network may have it (AGPL, 13)."""

import io
import tarfile
from functools import cache

# What is in the repository; nothing else in the folder is anybody's business.
_PARTS = (
    *("hswiki", "wiki", "templates", "static", "fixtures", "tests", "docs", "requirements", ".ci"),
    *("manage.py", "pyproject.toml", "Makefile", "README.md", "CONTRIBUTING.md", "LICENSE", ".gitignore"),
)


@cache
def source_archive(folder):
    """Return the source code under `folder` as the bytes of a tar.gz; it is made once for each worker."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for part in _PARTS:
            if (folder / part).exists():
                archive.add(folder / part, f"hswiki/{part}", filter=_without_traces)
    return target.getvalue()


def _without_traces(entry):
    """Leave out what Python made, what may hold secrets, and who owns the files on this machine."""
    name = entry.name.rpartition("/")[2]
    if name == "__pycache__" or name.startswith(".env"):
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
