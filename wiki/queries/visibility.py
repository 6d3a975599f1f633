"""Decides what everybody may see, whatever they have watched. No other module of the wiki decides it."""

from django.db.models import Q

from wiki.models import PageLink, Title


def is_public(path=""):
    """Return the condition under which a row is shown to everybody; `path` leads to the row, as `castings__`.

    A row that is shown only until some point may say how the story goes on: it is not public either.
    """
    return Q(**{f"{path}shown_from": None, f"{path}shown_until": None})


def public_rows(model):
    """Return the rows of `model`, a Row, that are shown to everybody."""
    return model.objects.filter(is_public())


def public_links(**wanted):
    """Return the links from live pages that are shown to everybody."""
    return PageLink.objects.filter(shown_from=None, page__deleted_at=None, **wanted)


def public_titles(**wanted):
    """Return the titles of live pages that are shown to everybody."""
    return Title.objects.filter(shown_from=None, page__deleted_at=None, **wanted)


def public_facts(kind, facts):
    """Return `facts` without the rows that carry a mark."""
    return facts | {
        rows.name: [row for row in facts[rows.name] if is_public_row(row)]
        for rows in kind.rows
        if rows.name in facts
    }


def is_public_row(row):
    """Return whether a row of facts is shown to everybody."""
    return not {"from", "until"} & row.keys()


def public_words(document):
    """Return the plain words of a Document that are shown to everybody."""
    return document.pieces[0].text


def public_prose(document):
    """Return the plain words of a Document that are shown to everybody, in one line, without headings."""
    headings = {heading.text for heading in document.headings if heading.start is None}
    return " ".join(line for line in public_words(document).split("\n") if line not in headings)
