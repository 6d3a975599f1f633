"""A small wiki in which every kind of page shows something of the others."""

from types import SimpleNamespace

from tests.builders import dana, row, value, write
from wiki.actions.titles.moving import add_title


def orchard_with_everything():
    """Write The Orchard with two seasons, casts, relations, credits, lists and links of every kind."""
    pages = SimpleNamespace()
    _people_and_places(pages)
    _seasons(pages)
    _around(pages)
    return pages


def _write(title, kind="article", **more):
    return write(title, kind, by=dana(), **more)


def _people_and_places(pages):
    pages.times = _write("The Orchard Times", "source", facts={"key": value("orchard-times")})
    pages.post = _write("The Morning Post", "source", facts={"key": value("post")})
    pages.ada, pages.ben, pages.cleo = (
        _write(name, "person") for name in ("Ada Marsh", "Ben Frost", "Cleo Pond")
    )
    pages.writer = _write("Wyn Field", "person")
    pages.school = _write("Elm School")
    pages.pip = _write("Pip Russet", "character", facts={"school": value(pages.school.uid)})
    pages.quince = _write("Mrs Quince", "character")
    friend = row("pip", pages.times, kind="friend", other=pages.pip.uid)
    pages.nan = _write("Nan", "character", facts={"relationships": [friend]})
    stranger = row("pip", pages.times, kind="friend", other=pages.pip.uid)
    pages.stranger = _write("Stranger", "character", facts={"relationships": [stranger]})
    pages.show = _write(
        "The Orchard",
        "show",
        facts={
            "key": value("orchard"),
            "creator": value(pages.writer.uid, pages.times),
            "credits": [row("w", job="writer", person=pages.writer.uid)],
        },
    )
    pages.meadow = _write("The Meadow", "show", facts={"key": value("meadow")})


def _seasons(pages):
    cast = [
        row("ada", (pages.times, "page 2"), actor=pages.ada.uid, character=pages.pip.uid, billing="new"),
        row("ben", actor=pages.ben.uid, character=pages.quince.uid),
        row("nan", actor={"name": "Somebody"}, character=pages.nan.uid),
    ]
    first = {"show": value(pages.show.uid), "number": value(1), "episode_count": value(3), "casting": cast}
    pages.first = _write("The Orchard season 1", "season", facts=first)
    again = [row("ada", actor=pages.ada.uid, character=pages.pip.uid), row("cleo", actor=pages.cleo.uid)]
    second = {"show": value(pages.show.uid), "number": value(2), "casting": again}
    pages.second = _write("The Orchard season 2", "season", facts=second)
    pages.dawn, pages.noon = _episode(pages.first, 1, "Dawn"), _episode(pages.first, 2, "Noon")
    pages.dusk = _episode(pages.second, 1, "Dusk")


def _episode(season, number, title):
    return _write(title, "episode", facts={"season": value(season.uid), "number": value(number)})


def _around(pages):
    pages.fruit = _write("Category:Fruit", "category")
    pages.trees = _write("Category:Trees", "category")
    pages.apple = _write(
        "Apple", body="Round.[@orchard-times] [[Category:Fruit]] See [[Pip Russet]] and [[Nobody]]."
    )
    pages.apple_song = _write("Apple (song)", body="[[apple]] >!S1E1: [[Dusk]]!<")
    pages.apple_live = _write("Apple (song) (live)")
    pages.guide = _write(
        "Guide", body="[[The Orchard season 1]], [[Pip]] and [[Category:Fruit|x]]. [[Category:Trees]]"
    )
    add_title(pages.pip, by=dana(), title="Pip")
