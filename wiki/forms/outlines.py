"""Outlines: the headings that a new page of each kind begins with."""

from django.template.loader import render_to_string

from wiki.facts.kinds import KINDS


def outline(kind):
    """Return the outline of a new page of that kind, or "" if it has none."""
    return render_to_string([f"wiki/pages/outlines/{kind}.md", "wiki/pages/outlines/empty.md"]).strip("\n")


def is_outline(body):
    """Return whether `body` is an unchanged outline, or empty."""
    return body.replace("\r\n", "\n").strip() in {outline(kind).strip() for kind in KINDS}
