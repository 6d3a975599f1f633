"""The links of pages: in their text, in their facts, and to other sites."""

from django.db.models import Q

from wiki.facts.kinds import KINDS
from wiki.facts.references import marked_uids, uids_in
from wiki.models import MAX_TARGET_LENGTH, MAX_TITLE_LENGTH, LinkKind, PageLink, Show, Title
from wiki.queries.prepared import prepared
from wiki.text.points import point_label


def links_of(written):
    """Return the unsaved PageLinks of `written`, a list of (page, Document, marks), in two queries."""
    uids = {uid for page, *_text in written for uid in uids_in(KINDS[page.kind], page.current.facts)}
    titles = {title.page.uid: title for title in _current_titles(uids=uids)}
    targets = [
        (page, *target)
        for page, *content in written
        for target in dict.fromkeys(_targets(page, *content, titles))
    ]
    of_mark = {show for *_target, show, _start in targets if show}
    found = Show.objects.filter(Q(key__in=of_mark) | Q(page__uid__in=of_mark)).select_related("page")
    shows = {name: show.pk for show in found for name in (show.key, show.page.uid)}
    return [
        PageLink(
            page=page,
            kind=kind,
            target_key=key[:MAX_TARGET_LENGTH],
            target_title=title[:MAX_TITLE_LENGTH],
            show_key="" if kind == LinkKind.FACT else show or "",
            show_id=shows.get(show),
            shown_from=start,
        )
        for page, kind, key, title, show, start in targets
    ]


@prepared
def _current_titles(uids):
    return Title.objects.filter(page__uid__in=uids, is_current=True).select_related("page")


def _targets(page, document, own_marks, titles):
    """Yield (kind of link, key, title, show, start); show and start are those of its reveal mark, or None.

    The show is given by its key in text, and by its uid in facts. A page refers to the points of its marks,
    and to "any" if it has any. An unmarked one (wiki.queries.pages.documents) refers to "".
    """
    for link in (*document.links, *document.categories):
        yield link.kind, link.key, link.title, link.show, link.start
    for citation in document.citations:
        yield LinkKind.CITE, citation.source, "", citation.show, citation.start
    for link in document.external_links:
        yield LinkKind.EXTERNAL, link.url, "", link.show, link.start
    for show, start in sorted(own_marks):
        yield LinkKind.MARK, point_label(start) if start else "", "", show, start
        if start:
            yield LinkKind.MARK, "any", "", None, None
    marks = marked_uids(KINDS[page.kind], page.current.facts)
    for uid in marks.keys() & titles.keys():
        for show, start in sorted(marks[uid]) or [(None, None)]:
            yield LinkKind.FACT, titles[uid].key, titles[uid].text, show, start
