"""Places in the HTML that are filled in later: comments such as `<!--link 4-->`.

They can't be forged: raw HTML is text to authors, so that every `<` of theirs is escaped, in text and in
attributes, before and after sanitising.
"""

import re

from markdown_it import MarkdownIt

LEAF = re.compile(r"<!--(link|cite|note-use|piece) (\d+)-->")
PART = re.compile(r"<!--(/?)(piece|note) (\d+)-->")


def marker(name: str, number: int) -> str:
    """Return the marker of the place `number` of the kind `name`."""
    return f"<!--{name} {number}-->"


def part(name: str, number: int, html: str) -> str:
    """Return `html` between the two markers of a part that `cut` takes out again."""
    return f"{marker(name, number)}{html}{marker('/' + name, number)}"


def install(markdown: MarkdownIt) -> None:
    """Make `markdown` render our own tokens as markers; the collector has numbered them in `meta`."""
    for token_type, name in (
        ("spoiler_open", "piece"),
        ("spoiler_close", "/piece"),
        ("wiki_link", "link"),
        ("citation", "cite"),
        ("footnote_ref", "note-use"),
    ):
        markdown.add_render_rule(token_type, _render_as(name))
    markdown.add_render_rule("category", lambda *_: "")
    # The language that a fence names would become a class, and no class is left to authors.
    markdown.renderer.rules["fence"] = markdown.renderer.rules["code_block"]


def cut(html: str) -> dict[tuple[str, int], str]:
    """Return each part of `html` by its name and number; ("piece", 0) is what is left outside.

    Where a piece was cut out, its opening marker stays.
    """
    finished, open_parts, position = {}, [(("piece", 0), [])], 0
    for match in PART.finditer(html):
        open_parts[-1][1].append(html[position : match.start()])
        position = match.end()
        if not match[1]:
            open_parts.append(((match[2], int(match[3])), []))
            continue
        name, texts = open_parts.pop()
        finished[name] = "".join(texts)
        if match[2] == "piece":
            open_parts[-1][1].append(marker(*name))
    open_parts[0][1].append(html[position:])
    finished[("piece", 0)] = "".join(open_parts[0][1])
    return finished


def _render_as(name: str):
    return lambda _renderer, tokens, index, *_: marker(name, tokens[index].meta["number"])
