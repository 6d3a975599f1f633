"""What the address of a page's face is about."""

from functools import wraps

from wiki.queries.titles.lookup import editing_target
from wiki.text.titles import BadTitle
from wiki.views.site.errors import bad_request, gone


def of_title(view):
    """Call a view with the EditTarget of the title in its address; a bad title answers 400."""

    @wraps(view)
    def answer(request, title):
        try:
            target = editing_target(title)
        except BadTitle as problem:
            return bad_request(request, problem)
        return view(request, target)

    return answer


def of_target(view):
    """Call a view as of_title does, but for deleted pages: they answer 410."""

    @wraps(view)
    def answer(request, target):
        return gone(request, target.title, target.deleted) if target.deleted else view(request, target)

    return of_title(answer)
