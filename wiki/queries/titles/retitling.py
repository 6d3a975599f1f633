"""How the titles of a page come back when edits are rolled back: read from its revisions."""

from dataclasses import dataclass

from wiki.queries.titles.lookup import titles_of


@dataclass(frozen=True)
class Retitling:
    """How the titles of a page come back: it is moved `to` one, others are taken `away` or given `back`.

    With `keep_old` the title that it has now still redirects to it.
    """

    to: str = ""
    away: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    keep_old: bool = False

    def __bool__(self):
        return bool(self.to or self.away or self.back)


def titles_back(page, history, bad):
    """Return the Retitling that takes the revisions with the numbers `bad` out of a history, newest first.

    Changes of titles by others stay: a page that somebody else has moved since is not moved again.
    """
    titles = titles_of(page)
    present, current = set(titles.texts.values()), titles.text
    changes = [revision for revision in history if revision.old_title or revision.new_title]
    added, removed, by_others, name = set(), set(), set(), current
    for revision in changes:
        if revision.number not in bad:
            by_others |= {revision.old_title, revision.new_title}
            continue
        added.add(revision.new_title)
        removed.add(revision.old_title)
        if revision.is_move and revision.new_title == name:
            name = revision.old_title
    if changes and changes[-1].is_move:
        by_others.add(changes[-1].old_title)  # what the page was called when it was new
    added -= by_others
    away = (added & present) - {name, current}
    back = removed - present - added - {name, ""}
    moves_to = "" if name == current else name
    return Retitling(moves_to, tuple(sorted(away)), tuple(sorted(back)), current not in added)
