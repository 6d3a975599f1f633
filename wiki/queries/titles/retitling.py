"""What happened to titles: said in the summaries of a history, and read again when it is taken back."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

MOVED = _("Moved from “%(old)s” to “%(new)s”")
ADDED = _("Added the title “%(title)s”")
REMOVED = _("Removed the title “%(title)s”")
_WORDS = {"moved": MOVED, "title-added": ADDED, "title-removed": REMOVED}
TITLE_TAGS = _WORDS.keys()


@dataclass(frozen=True)
class Retitling:
    """How the titles of a page come back: it is moved `to` one, others are taken `away` or given `back`.

    With `keep_old` the title that it has now still leads to it.
    """

    to: str = ""
    away: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    keep_old: bool = False

    def __bool__(self):
        return bool(self.to or self.away or self.back)


def titles_back(page, history, bad):
    """Return the Retitling that takes the edits with the numbers `bad` out of a history, newest first.

    What others did to titles stays: a page that somebody else has moved since is not moved again.
    """
    titles = {title.text: title.is_current for title in page.titles.all()}
    there = set(titles)
    now = name = next(text for text in titles if titles[text])
    told = [(one.number in bad, _read(one, there)) for one in history]
    told = [(is_bad, words) for is_bad, words in told if words]
    ours, lost, by_others = set(), set(), set()
    for is_bad, words in told:
        if not is_bad:
            by_others |= set(words.values())
            continue
        ours |= {words.get("new"), words.get("title")}
        lost |= {words.get("old"), words.get("removed")}
        name = words["old"] if words.get("new") == name else name
    if told:
        by_others.add(told[-1][1].get("old"))  # what the page was called when it was new
    ours -= by_others
    away, back = (ours & there) - {name, now}, lost - there - ours - {name, None}
    return Retitling("" if name == now else name, (*sorted(away),), (*sorted(back),), now not in ours)


def moved_from(revision):
    """Return the title that a page was moved away from by this revision, or None."""
    return (_read(revision, set()) or {}).get("old")


def _read(revision, known):
    """Return {what: title} that the summary of a revision names, or None when it is about no title.

    A title may hold quotation marks too: those that are `known` are looked for first.
    """
    tag = next((tag for tag in revision.tags if tag in _WORDS), None)
    if tag is None:
        return None
    title = "|".join([*map(re.escape, sorted(known, key=len, reverse=True)), ".+?"])
    words = re.escape(str(_WORDS[tag]))
    pattern = re.sub(r"%\\\((\w+)\\\)s", lambda place: f"(?P<{place[1]}>{title})", words)
    found = re.match(rf"{pattern}(?:: |\Z)", revision.summary)
    if found is None:
        return None
    return {"removed": found["title"]} if tag == "title-removed" else found.groupdict()
