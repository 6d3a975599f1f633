"""What pages point at: in their words, in their facts, and outside."""

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.models import PageLink, Show, Title
from wiki.models.pages import MAX_TARGET_LENGTH, MAX_TITLE_LENGTH, LinkKind
from wiki.queries.visibility import public_facts
from wiki.render.document import NEVER


def links_of(written):
    """Return an unsaved PageLink for each thing that pages point at, in two queries.

    `written` lists (page, facts, document).
    """
    marks = {mark.show for _page, _facts, document in written for mark in _marked(document)}
    shows = dict(Show.objects.filter(key__in=marks - {None}).values_list("key", "pk"))
    uids = {uid for page, facts, _document in written for uid in uids_in(KINDS[page.kind], facts)}
    named = Title.objects.filter(page__uid__in=uids, is_current=True).select_related("page")
    titles = {title.page.uid: title for title in named}
    return [
        PageLink(
            page=page,
            kind=kind,
            target_key=key[:MAX_TARGET_LENGTH],
            target_title=title[:MAX_TITLE_LENGTH],
            show_key=show or "",
            show_id=shows.get(show),
            shown_from=start,
        )
        for page, facts, document in written
        for kind, key, title, show, start in dict.fromkeys(_targets(page, facts, document, titles))
    ]


def _marked(document):
    return (*document.links, *document.categories, *document.citations, *document.external_links)


def _targets(page, facts, document, titles):
    for link in (*document.links, *document.categories):
        yield link.kind, link.key, link.title, link.show, link.start
    for citation in document.citations:
        yield LinkKind.CITE, citation.source, "", citation.show, citation.start
    for link in document.external_links:
        yield LinkKind.EXTERNAL, link.url, "", link.show, link.start
    kind = KINDS[page.kind]
    public = uids_in(kind, public_facts(kind, facts))
    for uid in uids_in(kind, facts) & titles.keys():
        # What only hidden rows name is hidden to the end: which of them is seen first need not be known here.
        yield LinkKind.FACT, titles[uid].key, titles[uid].text, None, None if uid in public else NEVER
