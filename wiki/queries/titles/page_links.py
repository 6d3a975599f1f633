"""The links of pages: in their text, in their facts, and to other sites."""

from django.db.models import Q

from wiki.facts.kinds import KINDS
from wiki.facts.references import marked_uids, uids_in
from wiki.models import MAX_TARGET_LENGTH, MAX_TITLE_LENGTH, LinkKind, PageLink, Show, Title


def links_of(written):
    """Return the unsaved PageLinks of `written`, a list of (page, facts, Document), in two queries."""
    uids = {uid for page, facts, _document in written for uid in uids_in(KINDS[page.kind], facts)}
    named = Title.objects.filter(page__uid__in=uids, is_current=True).select_related("page")
    titles = {title.page.uid: title for title in named}
    targets = [
        (page, *target)
        for page, facts, document in written
        for target in dict.fromkeys(_targets(page, facts, document, titles))
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


def _targets(page, facts, document, titles):
    """Yield (kind of link, key, title, show, start); show and start are those of its reveal mark, or None.

    The show is given by its key in text, and by its uid in facts.
    """
    for link in (*document.links, *document.categories):
        yield link.kind, link.key, link.title, link.show, link.start
    for citation in document.citations:
        yield LinkKind.CITE, citation.source, "", citation.show, citation.start
    for link in document.external_links:
        yield LinkKind.EXTERNAL, link.url, "", link.show, link.start
    marks = marked_uids(KINDS[page.kind], facts)
    for uid in marks.keys() & titles.keys():
        for show, start in sorted(marks[uid]) or [(None, None)]:
            yield LinkKind.FACT, titles[uid].key, titles[uid].text, show, start
