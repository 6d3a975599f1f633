"""What the address of a page's face is about."""

from functools import wraps

from wiki.queries.titles.lookup import editing_target
from wiki.views.site.errors import gone


def of_title(view):
    """Call a view with the EditTarget of the title in its address. Raises BadTitle, which answers 400."""

    @wraps(view)
    def answer(request, title):
        return view(request, editing_target(title))

    return answer


def of_target(view):
    """Call a view as of_title does, except for deleted pages, which answer 410."""

    @wraps(view)
    def answer(request, target):
        return gone(request, target.title, target.deleted) if target.deleted else view(request, target)

    return of_title(answer)
