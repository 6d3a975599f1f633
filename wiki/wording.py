"""Translates the messages of modules without Django, at the time they are shown."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from wiki.render.joiner import Labels
from wiki.text.messages import Message
from wiki.text.points import END_OF_SEASON, NEVER, SEASON


def translated(message):
    """Return a Message as text in the active language."""
    return _(message.text) % {
        name: number_format(value, force_grouping=True) if isinstance(value, int) else value
        for name, value in message.values
    }


def reason_of(problem):
    """Return why something was refused, in the active language. Some exceptions carry a Message."""
    message = getattr(problem, "message", None)
    return translated(message) if isinstance(message, Message) else str(problem)


def point_words(point):
    """Return a point in words: "season 2, episode 5", or "season 2" for its end."""
    season, episode = divmod(point, SEASON)
    if episode == END_OF_SEASON:
        return _("season %(season)s") % {"season": season}
    if episode == 0:
        return _("a special before season %(season)s") % {"season": season}
    return _("season %(season)s, episode %(episode)s") % {"season": season, "episode": episode}


def mark_words(start, until=None, show=None):
    """Return the warning of a mark, such as "Spoilers for season 2", or "" if nothing is hidden.

    `start` and `until` are points, `show` is the key of a show, if it is not that of the page.
    """
    words = {"from": start and point_words(start), "until": until and point_words(until), "show": show}
    if start == NEVER:
        return _("Spoilers")
    if start and until:
        return _("Spoilers for %(from)s, until %(until)s") % words
    if start:
        return (_("Spoilers for %(show)s, %(from)s") if show else _("Spoilers for %(from)s")) % words
    return _("Until %(until)s") % words if until else ""


def labels():
    """Return the Labels of a joined page."""
    return Labels(
        table=_("Table"),
        footnotes=_("Footnotes"),
        spoilers=_("Spoilers"),
        categories=_("Categories:"),
        note=_("[note %(number)s]"),
        back=_("Back to the text"),
        edit=_("Edit"),
        edit_section=_("Edit section: %(heading)s"),
        hidden=_("Part of this page is hidden, because it tells what happens later."),
        ask=_("How far have you watched?"),
        spoiler=lambda piece: _("%(mark)s (tap to show)") % {"mark": _mark_of(piece)},
        spoiler_link=_mark_of,
    )


def _mark_of(piece):
    return mark_words(piece.start, show=piece.show)
