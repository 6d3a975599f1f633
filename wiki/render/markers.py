"""Markers: comments such as `<!--link 4-->` in the HTML, which are replaced when a page is joined.

Authors can't forge them. Raw HTML is shown as text, so every `<` of an author is escaped, in text and in
attributes, before and after sanitising.
"""

import re

LEAF = re.compile(r"<!--(link|category|cite|note-use|piece|section-edit|table|table-end) (\d+)-->")
_PART = re.compile(r"<!--(/?)(piece|note) (\d+)-->")
_NAMES = {"wiki_link": "link", "category": "category", "citation": "cite", "footnote_ref": "note-use"}
_NAMES |= {"section_edit": "section-edit"}
_NAMES |= {"spoiler_open": "piece", "spoiler_close": "/piece"}
_NAMES |= {"footnote_reference_open": "note", "footnote_reference_close": "/note"}


def install(markdown):
    """Make `markdown` render our own tokens as markers. Their numbers are in `meta`."""
    for token_type in _NAMES:
        markdown.add_render_rule(token_type, _render)
    # A table has a label in the language of the reader, so the element around it is added by the joiner.
    markdown.add_render_rule("table_open", lambda *_: marker("table", 0) + "<table>\n")
    markdown.add_render_rule("table_close", lambda *_: "</table>" + marker("table-end", 0) + "\n")


def marker(name: str, number: int) -> str:
    """Return the marker of a kind, `name`, with that number."""
    return f"<!--{name} {number}-->"


def cut(html: str) -> dict[tuple[str, int], str]:
    """Return the parts of `html` by name and number. The opening marker of a piece stays in its place."""
    finished, texts, position = {}, [[]], 0
    for match in _PART.finditer(html):
        texts[-1].append(html[position : match.start()])
        position, name = match.end(), (match[2], int(match[3]))
        if not match[1]:
            texts.append([])
            continue
        finished[name] = "".join(texts.pop())
        if match[2] == "piece":
            texts[-1].append(marker(*name))
    finished["piece", 0] = "".join([*texts[0], html[position:]])
    return finished


def _render(_renderer, tokens, index, *_):
    return marker(_NAMES[tokens[index].type], tokens[index].meta["number"])
