"""Pages, titles and what the tables hold true."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.builders import again, orchard, rename, write
from wiki.models import Actor, Casting, Citation, Page, Person, Season, Title

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_touching_counts_up_on_its_own():
    page = write("Pip Russet")
    Page.objects.filter(pk=page.pk).touch()
    assert again(page).touched == page.touched + 1


def test_deleted_pages_are_not_live_and_their_titles_not_current():
    gone, here = write("Gone"), write("Here")
    Page.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    rename(here, "Here we are")
    assert list(Page.objects.live()) == [here]
    assert [title.text for title in Title.objects.current()] == ["Here we are"]


def test_a_page_has_one_current_title_and_a_key_has_one_page():
    page, other = write("Pip Russet"), write("Mrs Quince")
    with pytest.raises(IntegrityError), transaction.atomic():
        Title.objects.create(page=page, key="another", text="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        Title.objects.create(page=other, key="pip russet", text="Pip Russet", is_current=False)


def test_a_title_knows_its_address():
    assert write("Who's there? 100%/2").titles.get().path == "Who's_there%3F_100%25/2"


def test_natural_keys_find_what_they_name():
    world = orchard()
    for thing in (
        world.season,
        world.season.titles.get(),
        world.season.season,
        world.times.source,
        *Casting.objects.all(),
        *Citation.objects.all(),
    ):
        assert type(thing).objects.get_by_natural_key(*thing.natural_key()) == thing
    assert Casting.objects.get(row="ada").natural_key() == (world.season.uid, "ada")
    assert str(Season.objects.get()) == "The Orchard season 1"


def test_an_actor_is_a_person_who_is_cast_and_is_counted_once():
    world = orchard()
    write("Cora Pine", "person")
    second = world.season.current.facts | {"number": {"value": 2}}
    write("The Orchard season 2", "season", facts=second)
    assert {actor.page.uid for actor in Actor.objects.all()} == {world.ada.uid, world.ben.uid}
    assert (Actor.objects.count(), Person.objects.count()) == (2, 3)
