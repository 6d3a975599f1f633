"""How static files are named and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Files named by their content, once `collectstatic` has run; by their plain names before."""

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
