"""What a kind of page is made of: which columns and rows of which models, in which order."""

from dataclasses import dataclass

from wiki.models import Credit, Identifier, OtherName, Statement
from wiki.models.pages import PageKind
from wiki.models.rows import Row, TypedPage


@dataclass(frozen=True)
class Rows:
    """A fact that repeats: the model of a row, its key to the owner, and its columns in order."""

    name: str
    model: type[Row]
    owner: str
    columns: tuple[str, ...]

    @property
    def label(self):
        return self.model._meta.verbose_name_plural

    def field(self, column):
        return self.model._meta.get_field(column)

    def companion(self, column):
        return companion(self.model, column)


CREDITS = Rows("credits", Credit, "page", ("job", "person"))
OTHER_NAMES = Rows("other_names", OtherName, "page", ("name",))
IDENTIFIERS = Rows("identifiers", Identifier, "page", ("database", "address"))
STATEMENTS = Rows("statements", Statement, "page", ("label", "value"))


@dataclass(frozen=True)
class Kind:
    """A kind of page. `identity` names the columns that make the page what it is: they need no source.

    `infobox` names what the infobox shows, in order. About a real person nothing stands
    without a source: `sources_required`.
    """

    name: str
    model: type[TypedPage] | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = (STATEMENTS,)
    identity: tuple[str, ...] = ()
    infobox: tuple[str, ...] = ()
    sources_required: bool = False

    @property
    def label(self):
        return PageKind(self.name).label

    @property
    def names(self):
        """All facts that a page of this kind may have, in order."""
        return (*self.columns, *(rows.name for rows in self.rows))

    def field(self, column):
        return self.model._meta.get_field(column)

    def companion(self, column):
        return companion(self.model, column)

    def known(self, facts):
        """Return `facts` without what no model knows any more."""
        return {name: facts[name] for name in self.names if name in facts}

    def rows_named(self, name):
        """Return the rows of that name, or None."""
        return next((rows for rows in self.rows if rows.name == name), None)


def companion(model, column):
    """Return the column that holds the words where `column` names no page, or None."""
    name = f"{column}_name"
    return next((field for field in model._meta.fields if field.name == name), None)
