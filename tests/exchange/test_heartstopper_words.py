"""What the first content says in sentences: each has its source, its mark, and links that lead somewhere."""

import re
from collections import Counter

import pytest
from django.conf import settings

from wiki.exchange.files import read_folder
from wiki.render.compiler import compile_body
from wiki.text.titles import title_key

FOLDER = settings.FIXTURE_DIRS[0] / "heartstopper"
INTRO = "in the introduction"
RELEASE = 'under "Heartstopper season 2 release date"'
TITLES = 'under "Heartstopper season 2 episode titles"'
STARS = 'under "Who stars in Heartstopper season 2?"'
PLOT = 'under "Heartstopper season 2 plot"'
CAPTION = f"in a caption {RELEASE}"
SHOW, SEASON, ARTICLE = "show-heartstopper", "season-heartstopper-2", "article-from-comic-to-screen"
FIRST, THIRD = "season-heartstopper-1", "season-heartstopper-3"
NOBODY_HAS_WRITTEN = {"Heartstopper (comics)", "TUDUM"}

# (page, mark, where in the article, what a paragraph says that cites it)
STORY = [
    (SEASON, None, INTRO, "Charlie Spring", "Nick Nelson", "their friends"),
    (SEASON, "S1", PLOT, "Charlie and Nick", "couple", "Exams", "prom", "The Paris trip"),
    ("article-the-paris-trip", None, PLOT, "Heartstopper season 2"),
    ("article-the-paris-trip", "S1", INTRO, "Nick Nelson", "Charlie Spring", "their friends"),
    ("article-the-paris-trip", "S1", PLOT, "exams", "prom"),
    (SEASON, "S1", INTRO, "David Nelson", "older brother", "homophobic"),
    ("character-david-nelson", "S1", INTRO, "homophobic", "unwelcome"),
    ("character-david-nelson", None, STARS, "older brother of [[Nick Nelson]]", "Jack Barton"),
    ("character-nick-nelson", "S1", INTRO, "David"),
    (SEASON, "S1", INTRO, "Tara Jones", "Darcy Olsson", "Tao Xu", "Elle Argent"),
    ("character-tara-jones", "S1", INTRO, "Darcy Olsson"),
    ("character-darcy-olsson", "S1", INTRO, "Tara Jones"),
    ("character-tao-xu", None, INTRO, "[[Elle Argent]] are friends"),
    ("character-tao-xu", "S1", INTRO, "Tao and Elle", "more", "friendship"),
    ("character-elle-argent", None, INTRO, "[[Tao Xu]] are friends"),
    ("character-elle-argent", "S1", INTRO, "Elle and Tao", "more", "friendship"),
    ("character-charlie-spring", None, INTRO, "season follows", "Nick Nelson", "their friends"),
    ("character-nick-nelson", None, INTRO, "season follows", "Charlie Spring", "their friends"),
    ("character-charlie-spring", None, CAPTION, "school corridor"),
    ("character-nick-nelson", None, CAPTION, "school uniform"),
    ("character-charlie-spring", "S1", PLOT, "Charlie and Nick", "couple"),
    ("character-nick-nelson", "S1", PLOT, "Nick and Charlie", "couple"),
    (SEASON, "S2E1", INTRO, "opening scene", "official"),
    ("episode-out", "S2E1", INTRO, "opening scene", "official"),
    ("character-charlie-spring", "S2E1", INTRO, "opening scene", "Nick"),
    ("character-nick-nelson", "S2E1", INTRO, "opening scene", "Charlie"),
    ("character-charlie-spring", "S1", RELEASE, "Locke", "mature"),
    ("person-joe-locke", "S1", RELEASE, "Charlie", "mature"),
    ("character-tao-xu", None, INTRO, "hair", "viewers", "Alice Oseman"),
    ("character-tao-xu", "S2", INTRO, "shorter haircut"),
    (SEASON, "S2", INTRO, "Tao", "shorter haircut"),
    ("character-elle-argent", "S1", RELEASE, "Finney", "confident"),
    ("person-yasmin-finney", "S1", RELEASE, "Elle", "confident"),
    ("character-elle-argent", "S1", STARS, "Naomi", "Felix", "new friends"),
    ("character-naomi", None, STARS, "Bel Priestley"),
    ("character-naomi", "S1", STARS, "new friends of [[Elle Argent]]"),
    ("character-felix", None, STARS, "Ash Self"),
    ("character-felix", "S1", STARS, "new friends of [[Elle Argent]]"),
    ("character-isaac-henderson", None, CAPTION, "bookshop", "books"),
    ("character-sarah-nelson", "S1", STARS, "Stephane", "former partner"),
    ("character-sarah-nelson", "S1", INTRO, "friction"),
    ("character-stephane", None, INTRO, "father of [[Nick Nelson]]"),
    ("character-stephane", "S1", STARS, "former partner of [[Sarah Nelson]]"),
    ("character-sahar-zahid", None, STARS, "student at [[Higgs]]"),
    ("character-james-mcewan", None, STARS, "student at [[Truham]]", "Bradley Riches"),
    ("character-mr-farouk", None, STARS, "teacher at [[Truham]]", "Nima Taleghani"),
    ("article-higgs", None, STARS, "Sahar Zahid", "Truham"),
    ("article-truham", None, STARS, "James McEwan", "Mr Farouk", "Higgs"),
]
PRODUCTION = [
    (SHOW, None, INTRO, "LGBTQ+", "Netflix"),
    (SHOW, None, PLOT, "comics of the same name", "theirs"),
    (SHOW, None, RELEASE, "Alice Oseman", "created", "writes"),
    (SHOW, None, RELEASE, "four seasons", "estimate"),
    (ARTICLE, None, RELEASE, "four", "estimate"),
    ("person-alice-oseman", None, PLOT, "comics", "Heartstopper"),
    (FIRST, None, INTRO, "April 2022", "Netflix"),
    (FIRST, None, RELEASE, "May 2022", "Heartstopper season 2", "Heartstopper season 3"),
    (FIRST, "S1", PLOT, "Kit Connor", "Nick Nelson", "Charlie Spring"),
    (SEASON, None, RELEASE, "3 August 2023", "Thursday"),
    (SEASON, None, TITLES, "eight episodes"),
    (SEASON, None, STARS, "22 characters", "fifteen", "seven"),
    (SEASON, None, RELEASE, "May 2022", "Heartstopper season 3"),
    (THIRD, None, RELEASE, "May 2022", "Heartstopper season 2"),
    (SEASON, None, INTRO, "opening scene", "TUDUM"),
    ("episode-out", None, INTRO, "TUDUM"),
    (SEASON, None, TITLES, "titles", "TUDUM"),
    (SEASON, None, RELEASE, "clip from behind the scenes"),
    (SEASON, None, RELEASE, "Kit Connor", "Alice Oseman", "fresh", "Heartstopper season 1"),
    ("person-kit-connor", None, RELEASE, "fresh", "Heartstopper season 1"),
    (SEASON, "S1", PLOT, "Connor", "Jane Garvey", "Rhianna Dhillon", "BFI & Radio Times TV Festival"),
    ("person-kit-connor", "S1", PLOT, "Nick", "Charlie Spring", "stronger"),
    (ARTICLE, None, INTRO, "Oseman", "own idea", "opinions", "viewers"),
    (ARTICLE, None, PLOT, "Little is at stake", "drama"),
    (ARTICLE, None, PLOT, "Characters at the edge", "space"),
    (ARTICLE, None, PLOT, "seasons", "characters who change"),
    (ARTICLE, "S1", PLOT, "matures", "identity"),
    (SEASON, "S1", PLOT, "Oseman", "matures"),
]
OTHER_SOURCES = [
    (SEASON, "[@gayming-s2, in the report]", "Leila Khan"),
    ("character-sahar-zahid", "[@gayming-s2, in the report]", "Leila Khan"),
    ("person-leila-khan", "[@gayming-s2, in the report]", "Sahar Zahid"),
    ("character-nick-nelson", "[@tag24-s2, in the article]", "Sarah Nelson"),
    ("character-sarah-nelson", "[@tag24-s2, in the article]", "mother of [[Nick Nelson]]"),
]
# What a scene or the premise of season 2 would give away; all of it is behind a mark.
GIVEN_AWAY = [
    "haircut",
    "shorter",
    "official that",
    "relationship official",
    "homophobic",
    "unwelcome",
    "prom",
    "are a couple",
    "new friends",
    "former partner",
]
# People who are called by one name alone, and people without a page.
SHORT_NAMES = ["Locke", "Connor", "Finney", "Oseman", "Garvey", "Dhillon"]

PAGES = {one.uid: one for one in read_folder(FOLDER)}  # the newest revision of each
DOCUMENTS = {uid: compile_body(page.body) for uid, page in PAGES.items()}
OF_THE_SHOW = [uid for uid, page in PAGES.items() if page.kind not in ("help", "category", "source")]


def paragraphs(uid):
    """Yield (mark, paragraph) of a body."""
    mark = None
    for block in re.split(
        r"\n\s*\n|\n(?=:::)|(?<=:::)\n|(?<=spoiler S\d)\n|(?<=spoiler S\dE\d)\n", PAGES[uid].body
    ):
        if block.startswith(":::"):
            mark = block.rpartition("spoiler ")[2] if "spoiler" in block else None
            continue
        for part in re.split(r"(>!.*?!<)", block):
            inline = re.fullmatch(r">!(\w+): (.*)!<", part)
            yield (inline[1], inline[2]) if inline else (mark, part)


def sentences(text):
    """Yield the sentences of a paragraph; each § stands for a citation."""
    return re.split(r"(?<=[.!?])\s+(?=[^a-z])", re.sub(r"\s*\[@[^\]]*\]", "§", text).strip())


@pytest.mark.parametrize(
    ("uid", "mark", "where", "words"), [(*row[:3], row[3:]) for row in STORY + PRODUCTION]
)
def test_a_paragraph_tells_it_and_cites_the_article(uid, mark, where, words):
    told = [text for its_mark, text in paragraphs(uid) if its_mark == mark]
    cited = [text for text in told if f"[@radio-times-s2, {where}]" in text]
    assert any(all(word in text for word in words) for text in cited)


@pytest.mark.parametrize(("uid", "citation", "words"), OTHER_SOURCES)
def test_what_the_article_does_not_say_cites_who_does(uid, citation, words):
    assert any(
        words in sentence and citation in sentence
        for _mark, text in paragraphs(uid)
        for sentence in text.split(". ")
    )


def test_each_sentence_about_a_real_person_has_a_source():
    people = [page.title for page in PAGES.values() if page.kind == "person"] + SHORT_NAMES
    for uid in OF_THE_SHOW:
        for _mark, text in paragraphs(uid):
            for sentence in sentences(text):
                about = PAGES[uid].kind == "person" or any(name in sentence for name in people)
                pointer = sentence.startswith(("## ", "See [[", "[[Category:")) or not sentence
                assert "§" in sentence or pointer or not about, (uid, sentence)


def test_nothing_of_season_2_is_given_away():
    for uid, document in DOCUMENTS.items():
        assert not [words for words in GIVEN_AWAY if words in document.text], uid


def test_no_link_leads_nowhere_but_those_that_wait_for_a_page():
    keys = {title_key(page.title) for page in PAGES.values()}
    links = [link for document in DOCUMENTS.values() for link in (*document.links, *document.categories)]
    assert {link.title for link in links if link.key not in keys} == NOBODY_HAS_WRITTEN


def test_each_category_has_a_page_and_two_members_at_least():
    used = Counter(link.title for document in DOCUMENTS.values() for link in document.categories)
    assert set(used) == {page.title for page in PAGES.values() if page.kind == "category"}
    assert min(used.values()) >= 2


def test_every_citation_names_a_source_and_a_place_in_it():
    keys = {page.facts["key"]["value"] for page in PAGES.values() if page.kind == "source"}
    for document in DOCUMENTS.values():
        assert all(one.source in keys and one.locator for one in document.citations)


def test_the_renderer_has_nothing_to_say_against_any_page():
    assert not [warning for document in DOCUMENTS.values() for warning in document.warnings]


def test_each_story_page_is_marked_or_says_that_nothing_on_it_spoils():
    for uid, page in PAGES.items():
        below_lead = page.body.strip().partition("\n\n")[2]
        if page.kind in ("character", "season", "episode") and below_lead:
            is_public = page.facts.get("reveal") == {"value": "everybody"}
            assert is_public or len(DOCUMENTS[uid].pieces) > 1, uid


def test_no_heading_is_left_without_its_section():
    for uid in OF_THE_SHOW:
        html = DOCUMENTS[uid].pieces[0].html
        assert not re.search(r"</h\d>\s*(<h\d|<!--piece|$)", html), uid


def test_every_page_begins_with_a_paragraph_for_everybody():
    for uid, document in DOCUMENTS.items():
        lead = document.pieces[0].html.partition("</p>")[0]
        assert lead.startswith("<p>"), uid
        assert "<!--piece" not in lead, uid


def test_the_help_leads_to_every_page_of_help():
    contents = {link.title for link in DOCUMENTS["help-contents"].links}
    assert contents == {page.title for page in PAGES.values() if page.kind == "help"} - {"Help:Contents"}


def test_a_missing_trailer_is_not_worth_a_word():
    assert not [uid for uid in OF_THE_SHOW if "trailer" in PAGES[uid].body]
