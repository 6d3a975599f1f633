"""Only actions write: a write anywhere else is a change without permission, revision or journal."""

import ast

import pytest
from django.conf import settings

WIKI = settings.BASE_DIR / "wiki"
# These write whoever they are called on ...
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
}
# ... `update` and `delete` of a queryset take no positional arguments, those of a dict or a cache do ...
WRITES_WITHOUT_POSITIONAL = {"update", "delete", "aupdate", "adelete"}
# ... and these write when they are called on somebody's attribute, as in `user.groups.add(members)`.
WRITES_OF_A_RELATION = {"add", "set", "remove", "clear"}


def writes_in(tree, writes=WRITES):
    """Return (line, name) of each call that looks like a write to the database.

    A method that calls its parent's, `super().save()`, is not one: the caller of the method is.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(call.lineno, call.func.attr) for call in calls if _is_write(call, writes)]


def _is_write(call, writes):
    match call.func:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super"))):
            return False
        case ast.Attribute(attr=name, value=receiver):
            return (
                name in writes
                or (name in WRITES_WITHOUT_POSITIONAL and not call.args)
                or (name in WRITES_OF_A_RELATION and _is_somebodys_attribute(receiver))
            )
    return False


def _is_somebodys_attribute(receiver):
    match receiver:
        case ast.Attribute(value=ast.Name(id="self")):
            return False  # an object that fills a set of its own
        case ast.Attribute():
            return True
    return False


def trees(folder):
    return {file: ast.parse(file.read_text()) for file in sorted(folder.rglob("*.py"))}


def writing_methods():
    """Return the names of the methods of models and querysets that write: to call one is to write."""
    nodes = [node for tree in trees(WIKI / "models").values() for node in ast.walk(tree)]
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and writes_in(node)}


# Actions write, models define, migrations change tables, and the pure floors know no database.
NOT_SEARCHED = ("actions", "models", "migrations", "render", "text", "figures")


@pytest.mark.slow
def test_only_actions_write():
    writes = WRITES | writing_methods()
    found = [
        f"{file.relative_to(WIKI.parent)}:{line} calls .{name}(): only wiki/actions/ may write"
        for file, tree in trees(WIKI).items()
        if file.relative_to(WIKI).parts[0] not in NOT_SEARCHED
        for line, name in writes_in(tree, writes)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "page.save()",
        "form.save(commit=False)",
        "Page.objects.create(kind='show')",
        "Page.objects.get_or_create(uid='x')",
        "Page.objects.filter(kind='show').update(kind='article')",
        "queryset.delete()",
        "user.groups.add(members)",
        "request.user.groups.clear()",
    ],
)
def test_a_planted_write_is_found(source):
    assert writes_in(ast.parse(f"def view(request):\n    {source}")) != []


@pytest.mark.parametrize(
    "source",
    [
        "super().save(update_fields=names)",
        "seen.add(page)",
        "self.seen.add(page)",
        "context.update(extra)",
        "cache.delete(key)",
        "cache.set(key, 1)",
    ],
)
def test_what_is_no_write_is_left_alone(source):
    assert writes_in(ast.parse(source)) == []
