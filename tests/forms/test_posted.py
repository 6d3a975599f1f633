"""What a post leaves unsaid stays as it was."""

from django.http import QueryDict

from wiki.forms.posted import overlay


def test_a_post_covers_what_it_mentions_and_nothing_else():
    data = overlay({"a": "old", "b": "old"}, QueryDict("b=new&b=newer&c=&b="))
    assert dict(data.lists()) == {"a": ["old"], "b": ["new", "newer", ""], "c": [""]}
    assert data["a"] == "old"
