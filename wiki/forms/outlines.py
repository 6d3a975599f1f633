"""What a new page begins with: the headings that pages of its kind have."""

from django.template.loader import render_to_string

from wiki.facts.kinds import KINDS


def outline(kind):
    """Return the outline of a new page of that kind; some kinds begin empty."""
    return render_to_string([f"wiki/pages/outlines/{kind}.md", "wiki/pages/outlines/empty.md"]).strip("\n")


def is_outline(body):
    """Whether `body` is an outline as it was offered, with nothing written yet."""
    words = body.replace("\r\n", "\n").strip()
    return words in {outline(kind).strip() for kind in KINDS}
