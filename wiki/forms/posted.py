"""What a post leaves unsaid."""

from django.utils.datastructures import MultiValueDict


def overlay(unchanged, posted):
    """Return `posted` over the texts of `unchanged`: what a post does not mention stays as it was."""
    overlaid = MultiValueDict({name: [text] for name, text in unchanged.items()})
    for name in posted:
        overlaid.setlist(name, posted.getlist(name))
    return overlaid
