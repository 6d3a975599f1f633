"""How static files are named and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Files with hashed names after `collectstatic`, and plain names before."""

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
