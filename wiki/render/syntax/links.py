"""Links to pages and other sites, citations, and images, which become links.

Our own syntax is `[[Title#Section|label]]`, `[[Category:Name]]`, `[[:Category:Name]]`,
`![[name.webp|alt|caption]]` and `[@source-key, locator; @other]`.
"""

import re
import unicodedata

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_inline import link as read_link
from markdown_it.token import Token

from wiki.render.document import Citation, Link
from wiki.render.syntax.disguise import CLOSING, OPENING, PIPE, plain
from wiki.text.hosts import host_of, is_link
from wiki.text.titles import BadTitle, clean_title, title_key

_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LINK = re.compile(rf"(!?)\[\[([^\[\]{OPENING}{CLOSING}]+)\]\]")
_PIPE = re.compile(rf"\\?[|{PIPE}]")  # other wikis need a backslash before it in tables
_PREFIX = re.compile(r"^(category|file|help) ?: ?", re.IGNORECASE)
_PREFIXES = ("category:", "file:", "help:")
_ANCHOR_PREFIX = "section-"  # no id of the interface starts like this
_NOT_A_WORD = re.compile(r"\W+")
_BRACKET = re.compile(rf"\[(@[^\[\]{OPENING}{CLOSING}]*)\](?!\()")
_BETWEEN = re.compile(r";(?=\s*@)")
_CITATION = re.compile(r"\s*@([a-z0-9-]{1,60})\s*(?:,(.*))?", re.DOTALL)


def install(markdown):
    """Add links, citations and images as links to `markdown`, and the addresses that links may have."""
    markdown.validateLink = _may_be_linked
    markdown.normalizeLink = lambda url: normalizeLink(plain(url))
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.inline.ruler.before("link", "citation", _citations)
    markdown.inline.ruler.at("image", _image_as_link)
    markdown.core.ruler.push("lone_categories", _unwrap_lone_categories)
    markdown.core.ruler.push("tidy_links", _tidy_links)


def anchor_of(text: str) -> str:
    """Return the anchor of a heading without a number: "section-cast-crew" for "Cast & crew"."""
    words = _NOT_A_WORD.sub("-", unicodedata.normalize("NFC", text).casefold())
    return _ANCHOR_PREFIX + words.strip("-_")


def link_words(link: Link) -> str:
    """Return the text of a link: its label, or the page and section it leads to."""
    return link.label or (f"{link.title}#{link.section}" if link.section else link.title)


def leaves_the_wiki(url: str) -> bool:
    """Return whether `url` leads to another site."""
    return bool(_ELSEWHERE.match(url))


def _wiki_link(state, silent):
    match = None if state.linkLevel else _LINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    target, *labels = [" ".join(plain(part).split()) for part in _PIPE.split(match[2])]
    label = next(filter(None, labels), None)
    if match[1]:
        file = _with_tidy_prefix(target).removeprefix("File:")
        link = _link("file", f"File:{file}", "", label or target)
    else:
        link = _page_link(target, label)
    if not link:
        return False
    if not silent and link.kind == "section":
        state.push("link_open", "a", 1).attrs = {"href": f"#{anchor_of(link.section)}"}
        state.push("text", "", 0).content = link.label
        state.push("link_close", "a", -1)
    elif not silent:
        state.push("category" if link.kind == "category" else "wiki_link", "", 0).meta = {"find": link}
    state.pos = match.end()
    return True


def _page_link(target, label):
    title, _, section = target.partition("#")
    section = section.strip()
    if target.startswith("#"):
        return Link("section", "", "", section, label or section or "#")
    tidy_title = _with_tidy_prefix(title.removeprefix(":").strip())
    is_category = tidy_title.startswith("Category:") and not title.startswith(":")
    return _link("category" if is_category else "link", tidy_title, section, label)


def _link(kind, title, section, label):
    """Return a Link without a mark, or None if no page can have this title."""
    try:
        title = clean_title(title)
        key = title_key(title)
    except BadTitle:
        return None
    return None if key in _PREFIXES else Link(kind, title, key, section, label)


def _with_tidy_prefix(title):
    return _PREFIX.sub(lambda match: f"{match[1].capitalize()}:", title)


def _unwrap_lone_categories(state):
    """Remove the paragraph around lone categories, since it would be empty."""
    kept = []
    for token in state.tokens:
        if kept and _holds_only_categories(kept[-1]) and token.type == "paragraph_close":
            kept[-1].children = [child for child in kept[-1].children if child.type == "category"]
            del kept[-2]
        else:
            kept.append(token)
    state.tokens = kept


def _holds_only_categories(token):
    types = {child.type for child in token.children or () if child.content.strip() or child.type != "text"}
    return "category" in types and types <= {"category", "softbreak", "hardbreak"}


def _citations(state, silent):
    bracket = None if state.linkLevel else _BRACKET.match(state.src, state.pos, state.posMax)
    matches = [_CITATION.fullmatch(part) for part in _BETWEEN.split(bracket[1])] if bracket else []
    if not matches or not all(matches):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")  # no space before the number
        for match in matches:
            locator = " ".join(plain(match[2] or "").split())
            state.push("citation", "", 0).meta = {"find": Citation(match[1], locator)}
    state.pos = bracket.end()
    return True


def _may_be_linked(url):
    """Return whether `url` stays in the wiki, or has a host, which can be compared with the banned sites."""
    is_web_or_mail = is_link(url) or url.lstrip().startswith("//")
    return not leaves_the_wiki(url) or (is_web_or_mail and host_of(url) is not None)


def _image_as_link(state, silent):
    if not state.src.startswith("![", state.pos):
        return False
    start, state.pos = state.pos, state.pos + 1
    if not read_link(state, silent):
        state.pos = start
        return False
    if not silent and state.tokens[-2].type == "link_open":  # without alt text, show the address
        state.tokens.insert(-1, Token("text", "", 0, content=str(state.tokens[-2].attrs["href"])))
        state.tokens_meta.insert(-1, None)
    return True


def _tidy_links(state):
    """Remove links inside links, and add `rel` to links that lead to other sites."""
    for block in state.tokens:
        children, depth = block.children or (), 0
        block.children = []
        for token in children:
            depth -= token.type == "link_close"
            if depth == 0 or token.type not in ("link_open", "link_close"):
                block.children.append(token)
            if token.type == "link_open":
                depth += 1
                if leaves_the_wiki(token.attrs["href"]):
                    token.attrSet("rel", "nofollow noopener")
