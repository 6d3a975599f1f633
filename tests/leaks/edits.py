"""Edits of what is hidden. Each has a secret in its summary, and is as long as this secret."""

from datetime import UTC, datetime

from tests.builders import again, bob, change, row, value
from wiki.actions import clock
from wiki.models import Page

PAGES = ("Ada Marsh", "How it began", "The Lantern season 2", "Dusk 2-3", "Crumbs", "Notes 1")


def save_edits(secrets):
    """Save edits of text, a row, a premise, what is below a lead, and what can't be rendered or compared."""
    with clock.at(datetime(2031, 5, 1, tzinfo=UTC)):
        _edit_body(secrets, "ada", "S2E6", lambda body, word: f"{body} >!lantern S2E6: It {word}!<.")
        _edit_body(secrets, "ada", "S2E6", lambda body, _word: body[: body.rindex(" >!")])
        _edit_body(secrets, "dusk-2-3", "S2E3", lambda body, word: body.replace("happens", f"{word} happens"))
        _edit_body(secrets, "crumbs", None, lambda body, word: body.replace("!<", f"{word}!<"))
        two = ">!lantern S1E1: {0}!< >!garden S1E1: {0}!<"
        _edit_body(secrets, "notes-1", None, lambda body, word: f"{body}\n\n{two.format('x' * len(word))}")
        _edit_facts(secrets, "beginnings", "S1E7", _with_a_statement)
        _edit_facts(secrets, "season-2", "S1", _with_a_longer_premise)


def _with_a_statement(facts, word):
    mark = {"show": "lantern", "from": "S1E7"}
    return {"statements": [*facts["statements"], row("told", label="Told", value={"name": word}, **mark)]}


def _with_a_longer_premise(facts, word):
    return {"premise": value(f"{facts['premise']['value']} {word}")}


def _edit_body(secrets, uid, mark, change_body):
    page, word = _page_and_word(secrets, uid, mark)
    change(page, by=bob(), body=change_body(page.current.body, word), summary=f"Tell that {word} happens")


def _edit_facts(secrets, uid, mark, change_facts):
    page, word = _page_and_word(secrets, uid, mark)
    facts = page.current.facts
    change(page, by=bob(), facts=facts | change_facts(facts, word), summary=f"Tell that {word} happens")


def _page_and_word(secrets, uid, mark):
    page = again(Page.objects.get(uid=uid))
    return page, secrets.word(str(page), "summary", mark)
