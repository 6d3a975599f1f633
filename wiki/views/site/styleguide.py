"""The style guide: every component and design token, with invented content."""

import tomllib

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from wiki.facts.kinds import KINDS
from wiki.figures.relations import relation_map
from wiki.figures.sprig import sprig
from wiki.forms.styleguide import ExampleForm
from wiki.queries.lists.paging import page_of
from wiki.queries.pages.airing import SeasonAired
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.strip import Strip
from wiki.render.compiler import compile_body
from wiki.text.diffs import compare_texts
from wiki.text.points import parse_point
from wiki.text.progress import SAFE


@require_safe
def styleguide(request):
    """Show all components; the example form shows its errors after it was sent."""
    content = tomllib.loads(render_to_string("wiki/site/styleguide/content.toml"))
    for season in content["seasons"]:
        season["sprig"] = sprig(season["leaves"], season["name"]["title"])
    prose = compile_body(content["prose"])
    context = content | {
        "form": ExampleForm(request.GET or None),
        "leaves": [
            (leaf, episode, episode["number"] <= 2)
            for leaf, episode in zip(content["seasons"][0]["sprig"].leaves, content["episodes"], strict=True)
        ],
        "strip": Strip("orchard", [SeasonAired(1, 4, 4, True)], parse_point("S1E2"), here=None),
        "relation_map": relation_map("Pip Russet", [relation.values() for relation in content["relations"]]),
        "page_obj": page_of(range(3), "2", 1),
        "composition": compose(SAFE.on(None), KINDS["article"], prose, {}, closes=True),
        "comparison": {
            "facts": content["changes"],
            "words": compare_texts(content["before"], content["after"]),
            "changed_words": True,
        },
    }
    return render(request, "wiki/site/styleguide/styleguide.html", context)
