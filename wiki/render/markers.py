"""Places in the HTML that are filled in later: comments such as `<!--link 4-->`.

They can't be forged: raw HTML is text to authors, so that every `<` of theirs is escaped, in text and in
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
    """Make `markdown` render our own tokens as markers; Contents has numbered them in `meta`."""
    for token_type in _NAMES:
        markdown.add_render_rule(token_type, _render)
    # The label of a table is in the language of the reader, so what is around it comes when joining.
    markdown.add_render_rule("table_open", lambda *_: marker("table", 0) + "<table>\n")
    markdown.add_render_rule("table_close", lambda *_: "</table>" + marker("table-end", 0) + "\n")


def marker(name: str, number: int) -> str:
    """Return the marker of the place `number` of the kind `name`."""
    return f"<!--{name} {number}-->"


def cut(html: str) -> dict[tuple[str, int], str]:
    """Return the parts of `html` by name and number; where a piece was, its opening marker stays."""
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
