"""An invented language: each text that `makemessages` finds in the Python of the wiki stands in «quotes»."""

import ast
import struct
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.utils import translation

LANGUAGE = "de"  # one that Django knows, with the plurals of English
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
# What Django's makemessages looks for, under the names that the wiki uses.
KEYWORDS = {"_", "gettext", "ngettext", "gettext_lazy", "ngettext_lazy", "gettext_noop"}


@cache
def marked_texts():
    """Return the singular and, if there is one, the plural of each text that is marked for translation."""
    return list(_marked_texts())


def _marked_texts():
    for path in sorted((settings.BASE_DIR / "wiki").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS:
                first_two = [getattr(argument, "value", None) for argument in node.args[:2]]
                if texts := [text for text in first_two if isinstance(text, str)]:
                    yield tuple(texts)


@contextmanager
def invented_language(folder, overriding):
    """Translate everything in `folder`, through a compiled catalogue, as long as the context lasts."""
    entries = {"": HEADER}
    for texts in marked_texts():
        entries.setdefault("\0".join(texts), "\0".join(f"«{text}»" for text in texts))
    path = folder / LANGUAGE / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_compiled(entries))
    overriding.LOCALE_PATHS = [folder]
    with translation.override(LANGUAGE):
        yield


def _compiled(entries):
    """Return a catalogue in the form of GNU gettext: two tables of (length, place), then all texts."""
    pairs = sorted((text.encode(), words.encode()) for text, words in entries.items())
    tables, texts, place = [[], []], b"", 28 + 16 * len(pairs)
    for side, table in enumerate(tables):
        for pair in pairs:
            table += (len(pair[side]), place + len(texts))
            texts += pair[side] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + b"".join(struct.pack(f"<{len(table)}I", *table) for table in tables) + texts
