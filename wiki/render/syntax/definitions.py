"""Where definitions count: one inside a spoiler or a footnote counts only inside it.

Otherwise public text could tell the address or the title of a hidden link. A link definition
(`[name]: address`) replaces one of the same name further out. Of footnotes (`[^name]: text`) with the same
name the outermost counts, so that a hidden one never displaces a public one.
"""

import re
from collections import ChainMap

OPENINGS = {"spoiler_open", "footnote_reference_open"}
CLOSINGS = {"spoiler_close", "footnote_reference_close"}
# A name as long as CommonMark allows: otherwise each `[^` would read a long text to its end.
_NOTE_USE = re.compile(r"\[\^([^\] \n]{1,999})\]")


def install(markdown):
    """Make `markdown` find links and footnotes only among the definitions that count where they are used."""
    markdown.options["inline_definitions"] = True  # a link definition becomes a `definition` token
    markdown.core.ruler.at("inline", _parse_inline)
    markdown.inline.ruler.at("footnote_ref", _note_use)


def _parse_inline(state):
    blocks = list(_with_definitions(state.tokens))  # read all first: a definition may come after its use
    state.tokens = [token for token in state.tokens if token.type != "definition"]
    for token, links, notes in blocks:
        state.env |= {"references": links, "notes": notes}
        state.md.inline.parse(token.content, state.md, state.env, token.children)


def _with_definitions(tokens):
    """Yield each token with text, and the link definitions and footnotes, by name, that count in it.

    A footnote is the `meta` of the token that opens it.
    """
    scopes = [(ChainMap(), ChainMap())]
    for token in tokens:
        links, notes = scopes[-1]
        if token.type == "definition":
            links.maps[0].setdefault(
                token.meta["id"], {"href": token.meta["url"], "title": token.meta["title"]}
            )
        elif token.type == "footnote_reference_open":
            notes.maps[-1].setdefault(token.meta["label"], token.meta)
            token.meta["known"] = notes
        elif token.type == "inline":
            yield token, links, notes
        if token.type in OPENINGS:
            scopes.append((links.new_child(), ChainMap(*notes.maps, {})))
        elif token.type in CLOSINGS:
            scopes.pop()


def _note_use(state, silent):
    match = _NOTE_USE.match(state.src, state.pos, state.posMax)
    definition = state.env["notes"].get(match[1]) if match else None
    if definition is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"definition": definition}
    state.pos = match.end()
    return True
