"""The only module that decides what everybody may see, however far they have watched."""

from wiki.models import PageLink, Title, TitlePart


def public_rows(model):
    """Return the rows of `model`, a Row, that everybody may see.

    A row with an end but no beginning is not public either: its end may reveal how the story goes on.
    """
    return model.objects.filter(shown_from=None, shown_until=None)


def public_links(**conditions):
    """Return the links from live pages that everybody may see."""
    return PageLink.objects.filter(shown_from=None, page__deleted_at=None, **conditions)


def public_titles(**conditions):
    """Return the titles of live pages that everybody may see."""
    return Title.objects.filter(shown_from=None, page__deleted_at=None, **conditions)


def public_title_parts(**conditions):
    """Return the parts of titles of live pages that everybody may see."""
    return TitlePart.objects.filter(title__shown_from=None, title__page__deleted_at=None, **conditions)


def public_facts(kind, facts):
    """Return `facts` without the rows that have a reveal mark."""
    return {
        name: [row for row in fact if is_public_row(row)] if kind.rows_named(name) else fact
        for name, fact in facts.items()
    }


def is_public_row(row):
    """Return whether everybody may see a row of facts, given as JSON."""
    return not {"from", "until"} & row.keys()


def is_public_object(row):
    """Return whether everybody may see a row of the database, a Row."""
    return row.shown_from is None and row.shown_until is None


def public_words(document):
    """Return the text of a Document that everybody may see, without markup."""
    return document.text


def public_prose(document):
    """Return the public text of a Document in one line, without headings."""
    headings = {heading.text for heading in document.headings if heading.start is None}
    return " ".join(line for line in public_words(document).split("\n") if line not in headings)
