"""A proposal at its address, and in the editing form: for its author and for moderators, for nobody else."""

import gzip

import pytest
from django.test import Client
from django.utils.html import escape

from tests.builders import again, alice, bob, change, everything, rename, row, somebody, value, write
from tests.doors import browser_of, staff
from tests.markup import elements, form_fields, inline_code, links, text_of, typed
from tests.walks import wiki_addresses
from wiki.actions.history.revisions import hide_revision
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.proposals import accept, reject, withdraw
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.pages.editing import create_page, edit_page
from wiki.models import Page, Proposal, Title

ARTICLE = "/edit/From_play_to_screen"
REASON = "Much argued about."


@pytest.fixture
def article(orchard):
    """An article whose edits wait for a review."""
    protect_page(orchard.article, by=alice(), what="edit", level="review", reason=REASON)
    return orchard.article


@pytest.fixture
def moderator():
    """Alice's browser."""
    return browser_of(staff(alice()))


def propose(page, *, by=None, **content):
    base = again(page).current
    content = {"body": base.body, "facts": base.facts} | content
    return edit_page(page, by=by or bob(), base=base, **content)


def propose_page(title="The gate", kind="article", **content):
    protect_title(title, by=alice(), level="review", reason=REASON)
    return create_page(title, kind, by=bob(), **{"body": "Green.", "facts": {}} | content)


def address(proposal):
    return f"/proposal/{proposal.pk}"


def now(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def press(browser, proposal, action, **more):
    """Press a button of the page of a proposal, with all that its form sends."""
    fields = form_fields(browser.get(address(proposal)))
    return browser.post(address(proposal), fields | {"action": action} | more, follow=True)


def notice(answer):
    return text_of(answer, "div", role="alert")


def said(answer):
    return text_of(answer, "div", role="status")


def buttons(answer):
    return [one["value"] for one in elements(answer, "button") if one["name"] == "action"]


# To look at one


def test_its_author_sees_all_of_it_and_may_change_or_withdraw_it(member, article):
    proposal = propose(article, body="It began as a poem.", summary="A correction", minor=True)
    answer = member.get(address(proposal))
    words = text_of(answer, "main")
    assert answer.status_code == 200
    assert "Waiting for a moderator: edits of this page are reviewed first." in words
    assert "A correction" in words
    assert "poem" in " ".join(ins.text for ins in elements(answer, "ins"))
    assert buttons(answer) == ["withdraw"]
    assert f"{ARTICLE}?proposal={proposal.pk}" in links(answer)


def test_whoever_decides_sees_it_with_the_standing_of_its_author(moderator, article):
    proposal = propose(article, by=somebody("Vera"), body="It began as a poem.")
    answer = moderator.get(address(proposal))
    assert "Joined" in text_of(answer, "main")
    assert "0 edits" in text_of(answer, "main")
    assert "/user/Vera" in links(answer)
    assert buttons(answer) == ["accept", "reject"]
    assert answer["Cache-Control"].startswith("max-age=0")


def test_a_new_page_is_compared_with_nothing(moderator):
    facts = {"statements": [row("a", label="Colour", value={"name": "Green"})]}
    answer = moderator.get(address(propose_page(facts=facts)))
    assert [one.text for one in elements(answer, "ins")] == ["Colour; Green", "Green."]
    assert elements(answer, "del") == []
    assert "A new page: article" in text_of(answer, "main")


def test_everybody_else_gets_the_page_of_an_address_that_is_none(client, article):
    proposal = propose(article, body="Secret.")
    never = client.get("/proposal/999999").content.replace(b"999999", b"%d" % proposal.pk)
    others = [browser_of(somebody(*one)) for one in (("Eve",), ("Tara", "Trusted"))]
    for browser in (client, *others):
        for answer in (browser.get(address(proposal)), browser.post(address(proposal), {"action": "accept"})):
            assert answer.status_code == 404
            assert "Page not found" in text_of(answer, "h1")
    assert client.get(address(proposal)).content == never
    assert now(proposal).is_waiting


def test_a_moderator_can_not_decide_about_their_own(article):
    vera = somebody("Vera")
    proposal = propose(article, by=vera, body="New.")
    vera.groups.set(alice().groups.all())
    browser = browser_of(vera)
    assert buttons(browser.get(address(proposal))) == ["withdraw"]
    answer = browser.post(
        address(proposal), {"action": "accept", "changed_at": proposal.changed_at.isoformat()}
    )
    assert answer.status_code == 403
    assert "Somebody else has to decide" in text_of(answer, "main")
    assert now(proposal).is_waiting


def test_the_text_of_a_base_that_was_hidden_is_not_shown(member, article):
    hidden = change(article, by=alice(), body="Never to be read.")
    proposal = propose(article, body="Never to be read. And more.")
    change(article, by=alice(), body="Kind words.")
    hide_revision(hidden, by=alice(), parts=["text"], reason="A name.")
    answer = member.get(address(proposal))
    assert "Kind words." in " ".join(one.text for one in elements(answer, "del"))
    assert "Never" not in " ".join(one.text for one in elements(answer, "del"))
    edited = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    compared = member.post(ARTICLE, edited | {"action": "diff"})
    assert "Kind words." in " ".join(one.text for one in elements(compared, "del"))


@pytest.mark.slow
def test_what_is_written_in_one_runs_nowhere(member, moderator):
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    facts = {"statements": [row("a", label="<img onerror=x>", value={"name": hostile})]}
    proposal = propose_page("Gate' onclick='x", body=hostile, facts=facts, summary=hostile)
    reject(proposal, by=alice(), reason=hostile)
    other = propose_page('The gate "onclick="x', body=hostile, facts=facts, summary=hostile)
    for browser in (member, moderator):
        for path in (address(proposal), address(other), "/proposals", f"/edit/{other}?proposal={other.pk}"):
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert inline_code(answer) == [], path
            assert "<script>alert" not in answer.content.decode()
    assert escape(hostile) in moderator.get(address(other)).content.decode()


# To decide about one


def test_accepting_leads_back_to_what_came_of_it(moderator, member, article):
    proposal = propose(article, body="It began as a poem.")
    answer = press(moderator, proposal, "accept")
    assert "Proposal accepted." in said(answer)
    revision = again(article).current
    assert (revision.body, revision.author, revision.accepted_by) == ("It began as a poem.", bob(), alice())
    for shown in (answer, member.get(address(proposal))):
        assert f"/revision/{revision.pk}" in links(shown)
        assert "/user/Alice" in links(shown)
        assert buttons(shown) == []


def test_rejecting_needs_a_reason_that_its_author_reads(moderator, member, article):
    proposal = propose(article, body="It began as a poem.")
    missing = press(moderator, proposal, "reject")
    assert "#id_reason" in links(missing)
    long = press(moderator, proposal, "reject", reason="x" * 501)
    assert typed(long, "reason") == "x" * 501
    assert now(proposal).is_waiting
    assert "Its author can read the reason" in said(press(moderator, proposal, "reject", reason="No source."))
    shown = text_of(member.get(address(proposal)), "main")
    assert "Rejected" in shown
    assert "No source." in shown
    assert again(article).current == article.current


def test_a_reason_that_comes_too_late_is_not_lost(moderator, article):
    proposal = propose(article, body="It began as a poem.")
    withdraw(proposal, by=bob())
    answer = moderator.post(address(proposal), {"action": "reject", "reason": "Three long sentences."})
    assert answer.status_code == 409
    assert "it is withdrawn" in notice(answer)
    assert "Three long sentences." in [one.text.strip() for one in elements(answer, "textarea")]


def test_withdrawing(member, article):
    proposal = propose(article, body="It began as a poem.")
    assert "Proposal withdrawn." in said(press(member, proposal, "withdraw"))
    assert now(proposal).state == "withdrawn"
    assert buttons(member.get(address(proposal))) == []


@pytest.mark.slow
def test_a_proposal_that_was_changed_meanwhile_is_shown_again_before_it_is_accepted(
    moderator, member, article
):
    proposal = propose(article, body="It began as a poem.")
    looked_at = form_fields(moderator.get(address(proposal)))
    edited = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    member.post(ARTICLE, edited | {"body": "Buy pills."})
    for sent in (looked_at, {"changed_at": "x"}, {"changed_at": "2031-99-99"}, {}):
        answer = moderator.post(address(proposal), sent | {"action": "accept"})
        assert answer.status_code == 409
        assert "changed this proposal in the meantime" in notice(answer)
        assert "pills" in text_of(answer, "div", class_="diff")
    assert again(article).current == article.current
    assert "Proposal accepted." in said(press(moderator, proposal, "accept"))


def test_where_it_clashes_whoever_accepts_chooses(moderator, article):
    proposal = propose(article, body="Mine.\n\nSee [[Nobody yet]].")
    theirs = change(article, by=alice(), body="Theirs.\n\nSee [[Nobody yet]].", summary="I was faster")
    answer = press(moderator, proposal, "accept")
    assert answer.status_code == 409
    assert "in the same places" in notice(answer)
    assert [one.text for one in elements(answer, class_="passage")] == ["Theirs.", "Mine."]
    assert "I was faster" in text_of(answer, "section", class_="clashes")
    assert again(article).current == theirs
    [name] = {one["name"] for one in elements(answer, "input", type="radio")}
    unchosen = moderator.post(address(proposal), form_fields(answer) | {"action": "accept"})
    assert "Choose which version to keep" in notice(unchosen)
    chosen = moderator.post(address(proposal), form_fields(answer) | {"action": "accept", name: "both"})
    assert chosen.status_code == 302
    assert again(article).current.body == "Theirs. Mine.\n\nSee [[Nobody yet]]."


def test_a_choice_is_kept_while_another_is_asked_for(moderator, article):
    change(article, by=alice(), body="Old.\n\nBetween.\n\nOld.")
    proposal = propose(article, body="Mine.\n\nBetween.\n\nMine too.")
    change(article, by=alice(), body="Theirs.\n\nBetween.\n\nTheirs too.")
    answer = press(moderator, proposal, "accept")
    first, second = dict.fromkeys(one["name"] for one in elements(answer, "input", type="radio"))
    answer = moderator.post(address(proposal), form_fields(answer) | {"action": "accept", first: "theirs"})
    assert form_fields(answer)[first] == ["theirs"]
    moderator.post(address(proposal), form_fields(answer) | {"action": "accept", second: "mine"})
    assert again(article).current.body == "Theirs.\n\nBetween.\n\nMine too."


def test_facts_that_clash_are_shown_in_words(moderator, orchard):
    protect_page(orchard.season, by=alice(), what="edit", level="review", reason=REASON)
    facts = orchard.season.current.facts
    proposal = propose(orchard.season, facts=facts | {"episode_count": value(8)})
    change(orchard.season, by=alice(), facts=facts | {"episode_count": value(6)})
    answer = press(moderator, proposal, "accept")
    clash = elements(answer, "fieldset", class_="clash")[0].text
    assert ("6" in clash, "8" in clash) == (True, True)
    name = elements(answer, "input", type="radio")[0]["name"]
    sent = form_fields(answer) | {"action": "accept", name: "mine"}
    assert moderator.post(address(proposal), sent).status_code == 302
    assert again(orchard.season).current.facts["episode_count"] == value(8)


def test_what_the_page_says_already_is_said_so(moderator, member, article):
    proposal = propose(article, body="New.")
    newest = change(article, by=alice(), body="New.")
    press(moderator, proposal, "accept")
    assert "The page already says this" in text_of(member.get(address(proposal)), "main")
    assert again(article).current == newest


def test_a_title_that_somebody_took_meanwhile_is_told_and_nothing_is_lost(moderator, member):
    proposal = propose_page(body="My words.")
    write("The Gate", by=alice())
    answer = press(moderator, proposal, "accept")
    assert answer.status_code == 409
    assert "Another page has this title now" in notice(answer)
    assert "/wiki/The_Gate" in links(answer)
    assert "My words." in text_of(answer, "div", class_="diff")
    form = member.get(f"/edit/The_gate?proposal={proposal.pk}")
    assert typed(form, "body") == "My words."
    sent = member.post("/edit/The_gate", form_fields(form) | {"body": "My better words."})
    assert sent["Location"] == address(proposal)
    assert now(proposal).body == "My better words."


def test_a_page_that_was_deleted_meanwhile_is_told(moderator, member, article):
    proposal = propose(article, body="New.")
    delete_page(article, by=alice(), reason="Invented.")
    answer = press(moderator, proposal, "accept")
    assert answer.status_code == 409
    assert "Invented." in notice(answer)
    assert "The page has been deleted" in text_of(member.get(address(proposal)), "main")


def test_whoever_decides_is_told_why_the_page_of_that_title_was_deleted(moderator, settings):
    settings.WIKI_REVIEW_FIRST_EDITS = 1
    delete_page(write("The gate", by=alice()), by=alice(), reason="It told too much.")
    proposal = create_page("The gate", "article", by=bob(), body="Green.", facts={})
    words = text_of(moderator.get(address(proposal)), "main")
    assert "A page with this title was deleted. Accepting creates it again." in words
    assert "It told too much." in words
    assert "deleted" not in text_of(moderator.get(address(propose_page("The well"))), "main")


def test_facts_that_can_not_stand_any_more_are_told(moderator, orchard):
    facts = {"show": value(orchard.show.uid), "number": value(2)}
    proposal = propose_page("The second", "season", facts=facts)
    write("Second", "season", facts=facts, by=alice())
    answer = press(moderator, proposal, "accept")
    assert answer.status_code == 422
    assert "already has a page for the season" in notice(answer)


def test_a_post_without_a_token_does_nothing(article):
    proposal = propose(article, body="New.")
    strict = browser_of(alice(), enforce_csrf_checks=True)
    for action in ("accept", "reject", "withdraw"):
        assert strict.post(address(proposal), {"action": action}).status_code == 403
    assert now(proposal).is_waiting


def test_to_look_writes_nothing_and_an_unknown_button_does_nothing(moderator, article):
    proposal = propose(article, body="New.")
    before = everything()
    assert moderator.get(address(proposal), {"action": "accept"}).status_code == 200
    assert moderator.post(address(proposal), {"action": "else"}).status_code == 200
    assert everything() == before


# To change one


def test_what_is_saved_on_a_page_under_review_becomes_a_proposal(member, article):
    form = member.get(ARTICLE)
    assert "Your edit will be reviewed before it appears: edits of this page are reviewed first." in text_of(
        form
    )
    answer = member.post(ARTICLE, form_fields(form) | {"body": "New.", "summary": "Why"}, follow=True)
    proposal = Proposal.objects.get()
    assert answer.redirect_chain == [(address(proposal), 302)]
    assert "Sent for review." in said(answer)
    assert (proposal.body, proposal.summary, proposal.base) == ("New.", "Why", article.current)


def test_the_form_says_nothing_of_a_review_to_whom_it_does_not_concern(article, orchard):
    trusted = browser_of(somebody("Tara", "Trusted"))
    assert "reviewed before it appears" not in text_of(trusted.get(ARTICLE))
    assert "reviewed before it appears" not in text_of(browser_of(bob()).get("/edit/The_Orchard_season_1"))


@pytest.mark.slow
def test_the_form_leads_to_ones_own_proposal_that_waits(member, article):
    proposal = propose(article, body="New.")
    answer = member.get(ARTICLE)
    assert "You have a proposal waiting for this page." in text_of(answer)
    assert address(proposal) in links(answer)
    assert typed(answer, "body") == article.current.body
    assert address(proposal) not in links(browser_of(somebody("Eve")).get(ARTICLE))
    withdraw(proposal, by=bob())
    assert address(proposal) not in links(member.get(ARTICLE))
    waiting = propose_page()
    assert address(waiting) in links(member.get("/edit/the_GATE"))


def test_the_author_changes_words_facts_and_summary(member, orchard):
    protect_page(orchard.season, by=alice(), what="edit", level="review", reason=REASON)
    facts = orchard.season.current.facts | {"episode_count": value(6)}
    proposal = propose(orchard.season, body="New.", facts=facts, summary="Why", minor=True)
    form = member.get(f"/edit/The_Orchard_season_1?proposal={proposal.pk}")
    assert "Change your proposal" in text_of(form, "h1")
    assert (typed(form, "body"), typed(form, "summary")) == ("New.", "Why")
    fields = form_fields(form)
    assert (fields["facts-episode_count"], fields["minor"]) == (["6"], ["on"])
    sent = fields | {"body": "Newer.", "facts-episode_count": "8", "summary": "Better"}
    answer = member.post("/edit/The_Orchard_season_1", sent, follow=True)
    assert answer.redirect_chain == [(address(proposal), 302)]
    assert "Your proposal is changed." in said(answer)
    changed = Proposal.objects.get()
    assert (changed.body, changed.facts["episode_count"], changed.summary) == ("Newer.", value(8), "Better")
    assert (changed.minor, changed.base, changed.state) == (True, orchard.season.current, "waiting")


def test_a_post_that_says_little_leaves_the_rest_as_it_was_proposed(member, orchard):
    protect_page(orchard.season, by=alice(), what="edit", level="review", reason=REASON)
    facts = orchard.season.current.facts | {"episode_count": value(6)}
    proposal = propose(orchard.season, body="New.", facts=facts, summary="Why")
    member.post("/edit/The_Orchard_season_1", {"proposal": proposal.pk, "facts-premise": "A tree."})
    changed = now(proposal)
    assert (changed.body, changed.summary) == ("New.", "Why")
    assert changed.facts == facts | {"premise": value("A tree.")}


@pytest.mark.parametrize("action", ["preview", "diff", "add-statements", "remove-statements-a"])
def test_the_other_buttons_keep_it_a_change_of_the_proposal(member, article, action):
    statement = row("a", label="Colour", value={"name": "Green"})
    proposal = propose(article, body="It began as a poem.", facts={"statements": [statement]})
    fields = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    answer = member.post(ARTICLE, fields | {"action": action, "body": "It began as a song."})
    assert answer.status_code == 200
    assert (typed(answer, "proposal"), typed(answer, "body")) == (str(proposal.pk), "It began as a song.")
    if action == "diff":
        assert "poem" not in text_of(answer, "div", class_="diff")
        assert "play" in " ".join(one.text for one in elements(answer, "del"))
    sent = member.post(ARTICLE, form_fields(answer))
    assert sent["Location"] == address(proposal)
    assert now(proposal).body == "It began as a song."
    assert len(now(proposal).facts.get("statements", [])) == (0 if action.startswith("remove") else 1)


def test_a_proposed_new_page_opens_with_its_kind_and_is_changed(member):
    facts = {"key": value("times"), "headline": value("Old")}
    proposal = propose_page("The Times", "source", facts=facts, body="A paper.")
    form = member.get(f"/edit/The_Times?proposal={proposal.pk}")
    assert elements(form, "select", name="kind") == []
    assert (typed(form, "body"), typed(form, "facts-headline")) == ("A paper.", "Old")
    member.post("/edit/The_Times", form_fields(form) | {"facts-headline": "New"})
    changed = now(proposal)
    assert (changed.kind, changed.facts) == ("source", facts | {"headline": value("New")})
    assert not Page.objects.exists()


def test_what_can_not_be_saved_comes_back_as_it_was_typed(member, article):
    proposal = propose(article, body="New.")
    fields = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    answer = member.post(ARTICLE, fields | {"body": "a\0b", "summary": "x" * 501})
    assert answer.status_code == 200
    assert elements(answer, "div", class_="errors")
    assert (typed(answer, "proposal"), typed(answer, "body")) == (str(proposal.pk), "a\0b")
    logged_out = Client().post(ARTICLE, fields | {"body": "Typed.", "proposal": "x<>"})
    assert logged_out.status_code == 403
    assert (typed(logged_out, "body"), typed(logged_out, "proposal")) == ("Typed.", "x<>")


def test_when_it_was_decided_meanwhile_the_text_stays_and_becomes_an_edit_of_its_own(member, article):
    proposal = propose(article, body="New.")
    fields = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    accept(proposal, by=alice(), changed_at=proposal.changed_at)
    answer = member.post(ARTICLE, fields | {"body": "Newer."})
    assert answer.status_code == 409
    assert "has decided about this proposal" in notice(answer)
    assert (typed(answer, "proposal"), typed(answer, "body")) == ("", "Newer.")
    assert now(proposal).body == "New."
    member.post(ARTICLE, form_fields(answer))
    assert Proposal.objects.latest("pk").body == "Newer."


@pytest.mark.slow
@pytest.mark.parametrize("who", ["Bob", "Eve", "Alice"])
def test_who_may_not_change_it_gets_the_ordinary_form_with_a_notice(article, who):
    proposal = propose(article, by=somebody("Vera"), body="Secret.")
    browser = browser_of(alice() if who == "Alice" else somebody(who))
    for key in (proposal.pk, "999999", "x", "", "9" * 30, "²"):
        answer = browser.get(ARTICLE, {"proposal": key})
        assert answer.status_code == 200
        assert "can't be changed" in notice(answer)
        assert (typed(answer, "body"), typed(answer, "proposal")) == (article.current.body, "")
    sent = form_fields(browser.get(ARTICLE)) | {"proposal": proposal.pk, "body": "Mine."}
    answer = browser.post(ARTICLE, sent)
    assert answer.status_code == 409
    assert typed(answer, "body") == "Mine."
    assert now(proposal).body == "Secret."


def test_at_the_address_of_another_page_it_is_not_changed(member, article, orchard):
    proposal = propose(article, body="New.")
    answer = member.get("/edit/Ada_Marsh", {"proposal": proposal.pk})
    assert "can't be changed" in notice(answer)
    assert member.post("/edit/Ada_Marsh", {"proposal": proposal.pk, "body": "x"}).status_code == 409
    assert now(proposal).body == "New."


def test_a_page_that_was_moved_meanwhile_takes_its_proposals_along(member, article):
    proposal = propose(article, body="New.")
    fields = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    rename(article, "From page to screen")
    assert f"/edit/From_page_to_screen?proposal={proposal.pk}" in links(member.get(address(proposal)))
    assert member.post(ARTICLE, fields | {"body": "Newer."})["Location"] == address(proposal)
    assert now(proposal).body == "Newer."


def test_who_was_blocked_since_is_told_why_and_may_withdraw(member, article):
    proposal = propose(article, body="New.")
    fields = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    block_member(bob(), by=alice(), reason="Spam.")
    assert member.get(f"{ARTICLE}?proposal={proposal.pk}").status_code == 403
    answer = member.post(ARTICLE, fields | {"body": "Newer."})
    assert (answer.status_code, typed(answer, "body")) == (403, "Newer.")
    assert now(proposal).body == "New."
    press(member, proposal, "withdraw")
    assert now(proposal).state == "withdrawn"


@pytest.mark.slow
def test_the_form_tells_the_keeper_of_drafts_that_what_was_sent_has_arrived(member, article):
    def saved():
        [form] = elements(member.get(ARTICLE), "form", class_="editor")
        return form["data-saved"]

    seen = [saved()]
    member.post(ARTICLE, form_fields(member.get(ARTICLE)) | {"body": "New."})
    seen.append(saved())
    [proposal] = Proposal.objects.all()
    fields = form_fields(member.get(f"{ARTICLE}?proposal={proposal.pk}"))
    member.post(ARTICLE, fields | {"body": "Newer."})
    seen += [saved(), saved()]
    assert len(set(seen[:3])) == 3
    assert seen[2] == seen[3]


# Nobody else learns of one


@pytest.fixture
def planted(article, orchard):
    """Proposals in every state, with a word that stands nowhere else in all that can be written in them."""
    word = "Zanzibarquux"
    protect_page(orchard.season, by=alice(), what="edit", level="review", reason=REASON)
    vera = somebody("Vera")
    statement = row("a", label=word, value={"name": f"{word} [[Ada Marsh]]"})
    said = {"body": f"# {word}\n\n[[{word}]] [[Category:{word}]] <https://{word}.example>", "summary": word}

    def proposals():
        yield propose(article, by=vera, facts={"statements": [statement]}, **said)
        facts = orchard.season.current.facts
        named = row("z", actor={"name": word}, character=orchard.pip.uid, note=word)
        yield propose(orchard.season, by=vera, facts=facts | {"casting": [*facts["casting"], named]}, **said)
        settings = {"facts": {"key": value("zanzibarquux")}, "by": vera}
        yield create_page(f"{word} Times", "source", **settings, **said)
        yield create_page(f"Category:{word}", "category", by=vera, facts={}, **said)

    for decide in (
        lambda one: None,
        lambda one: withdraw(one, by=vera),
        lambda one: reject(one, by=alice(), reason=f"No {word}."),
    ):
        for proposal in proposals():
            decide(proposal)
    assert Proposal.objects.count() == 12
    return word


def addresses():
    """Return every address of the wiki, and each question to which what was proposed could be an answer."""
    yield from wiki_addresses()
    for title in Title.objects.values_list("text", flat=True):
        yield from (f"/{face}/{title}" for face in ("raw", "links", "move"))
    yield from (f"/proposal/{pk}" for pk in Proposal.objects.values_list("pk", flat=True))
    yield from ("/proposals", "/user/Vera", "/wiki/Zanzibarqu", "/edit/Zanzibarqu", "/category/Zanzibarqu")
    yield from ("/search?q=zanzibar", "/search?q=zanzibarqu&kind=source", "/healthz", "/accounts/download/")
    for value_of in ("link", "source", "label", "title"):
        yield f"/suggest?q=zanzibar&value={value_of}"
    yield from ("/suggest?q=zanzibar", "/suggest?q=zanzibar&kind=source", "/journal?member=Vera")


def words_of(answer):
    content = answer.getvalue() if answer.streaming else answer.content
    return content.decode(errors="replace").lower()


@pytest.mark.slow
def test_nothing_of_a_proposal_is_at_any_address(planted):
    for browser in (Client(), browser_of(somebody("Eve")), browser_of(somebody("Tara", "Trusted"))):
        leaks = [path for path in addresses() if planted.lower() in words_of(browser.get(path, follow=True))]
        assert leaks == []


@pytest.mark.slow
def test_nothing_of_a_proposal_is_in_the_source_code(planted, client):
    archive = client.get("/source.tar.gz")
    packed = archive.getvalue() if archive.streaming else archive.content
    # This very file names the word once, in no other way than in quotes.
    assert gzip.decompress(packed).count(planted.encode()) == 1


@pytest.mark.slow
def test_its_author_and_moderators_find_it_at_its_own_address_alone(planted, moderator):
    proposals = [f"/proposal/{pk}" for pk in Proposal.objects.values_list("pk", flat=True)]
    for browser in (moderator, browser_of(somebody("Vera"))):
        assert all(planted.lower() in words_of(browser.get(path)) for path in proposals)
    public = [path for path in wiki_addresses() if not path.startswith("/proposal")]
    found = [path for path in public if planted.lower() in words_of(moderator.get(path, follow=True))]
    assert [path for path in found if not path.startswith("/journal")] == []


def test_to_restore_a_revision_under_review_is_proposed_too(member, article):
    before = article.current
    newer = change(article, by=alice(), body="Changed.")
    answer = member.post(f"/revision/{before.pk}", {"base": newer.pk}, follow=True)
    proposal = Proposal.objects.get()
    assert answer.redirect_chain == [(address(proposal), 302)]
    assert (proposal.body, proposal.summary) == (before.body, "Restored revision 1")
    assert "Sent for review." in said(answer)
    assert again(article).current == newer
