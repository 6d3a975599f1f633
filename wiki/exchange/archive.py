"""The source code of this wiki as an archive, which its users may download (AGPL, section 13)."""

import io
import tarfile
from functools import cache

# These are in the repository. Other files in the folder are private.
_PARTS = (
    *("hswiki", "wiki", "templates", "static", "fixtures", "tests", "docs", "requirements", ".ci"),
    *("manage.py", "pyproject.toml", "Makefile", "README.md", "CONTRIBUTING.md", "LICENSE", ".gitignore"),
)


@cache
def source_archive(folder):
    """Return the source code under `folder` as the bytes of a tar.gz, made once by each worker."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for part in _PARTS:
            if (folder / part).exists():
                archive.add(folder / part, f"hswiki/{part}", filter=_without_traces)
    return target.getvalue()


def _without_traces(entry):
    """Leave out compiled files, files that may hold secrets, and the owners of files."""
    name = entry.name.rpartition("/")[2]
    if name == "__pycache__" or name.startswith(".env"):
        return None
    return entry.replace(uid=0, gid=0, uname="", gname="", deep=False)  # a deep copy includes the archive
