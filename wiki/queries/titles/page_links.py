"""The links of pages: in their text, in their facts, and to other sites."""

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.models import MAX_TARGET_LENGTH, MAX_TITLE_LENGTH, LinkKind, PageLink, Show, Title
from wiki.queries.visibility import public_facts
from wiki.render.document import NEVER


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
    keys = {show for *_target, show, _start in targets if show}
    shows = dict(Show.objects.filter(key__in=keys).values_list("key", "pk"))
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
        for page, kind, key, title, show, start in targets
    ]


def _targets(page, facts, document, titles):
    """Yield (kind of link, key, title, show, start); show and start are those of its reveal mark, or None."""
    for link in (*document.links, *document.categories):
        yield link.kind, link.key, link.title, link.show, link.start
    for citation in document.citations:
        yield LinkKind.CITE, citation.source, "", citation.show, citation.start
    for link in document.external_links:
        yield LinkKind.EXTERNAL, link.url, "", link.show, link.start
    kind = KINDS[page.kind]
    public = uids_in(kind, public_facts(kind, facts))
    for uid in uids_in(kind, facts) & titles.keys():
        # A page that only hidden rows name stays hidden for ever: nothing asks which row is shown first.
        yield LinkKind.FACT, titles[uid].key, titles[uid].text, None, None if uid in public else NEVER
