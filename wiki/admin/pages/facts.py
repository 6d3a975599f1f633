"""The typed facts of pages: an edit here is a revision."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki.actions.pages.editing import edit_page
from wiki.admin.base import ActionOnlyAdmin, EditForm, ReadOnlyAdmin
from wiki.facts.kind import companion
from wiki.facts.kinds import KINDS
from wiki.facts.kinds.season import CASTING
from wiki.facts.state import with_columns, with_row
from wiki.models import (
    Actor,
    Appearance,
    Casting,
    Character,
    Citation,
    Credit,
    Episode,
    Identifier,
    OtherName,
    Person,
    Relationship,
    SearchEntry,
    Season,
    Show,
    Source,
    Statement,
    TitlePart,
)
from wiki.queries.history.revisions import revision_of
from wiki.queries.titles.lookup import current_title


class ColumnsForm(EditForm):
    """Plain columns of a page or row, as an edit of the revision that was current when the form opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.instance.owner.current_id

    def clean(self):
        cleaned = super().clean()
        for name in [name for name in cleaned if cleaned[name] and cleaned.get(f"{name}_name")]:
            self.add_error(f"{name}_name", _("Choose a page or enter a name, not both."))
        return cleaned


class FactsAdmin(ActionOnlyAdmin):
    """Saves an edit of the page that the row belongs to."""

    form = ColumnsForm

    def save_model(self, request, obj, form, change):
        page = obj.owner
        base = revision_of(page, form.cleaned_data["base"])
        content = {"body": base.body if base else "", "facts": self.changed(base.facts, obj) if base else {}}
        edit_page(page, by=request.user, base=base, summary=form.cleaned_data["summary"], **content)

    def changed(self, facts, obj):
        raise NotImplementedError("An admin of facts says how a row changes them.")


class TypedPageAdmin(FactsAdmin):
    """Edits the columns of one page. Sources, rows and text are edited on the page itself."""

    list_display = ["page"]
    list_select_related = ["page"]
    titles_of = ["page__titles"]
    search_fields = ["page__titles__text", "page__uid"]
    readonly_fields = ["page"]
    ordering = ["page__uid"]

    @property
    def kind(self):
        return KINDS[self.model._meta.concrete_model._meta.model_name]

    def get_fields(self, request, obj=None):
        return ["page", *_form_fields(self.kind), "summary", "base"]

    def changed(self, facts, obj):
        return with_columns(self.kind, facts, obj)

    def view_on_site(self, instance):
        return f"/wiki/{current_title(instance.page).path}"


def _named(*ways):
    """Return the options that list rows with the titles of the pages at the end of these ways."""
    return {"list_select_related": list(ways), "titles_of": [f"{way}__titles" for way in ways]}


admin.site.register([Person, Actor], TypedPageAdmin)
admin.site.register(
    Show, TypedPageAdmin, list_display=["page", "key", "network", "genre"], raw_id_fields=["creator"]
)
admin.site.register(
    Season,
    TypedPageAdmin,
    list_display=["page", "show", "number", "status", "released"],
    list_filter=["status"],
    raw_id_fields=["show"],
    **_named("page", "show__page"),
)
admin.site.register(
    Episode,
    TypedPageAdmin,
    list_display=["page", "season", "number", "title", "released"],
    list_filter=["season__number"],
    raw_id_fields=["season"],
    **_named("page", "season__page"),
)
admin.site.register(
    Character,
    TypedPageAdmin,
    list_display=["page", "full_name", "school_name"],
    list_filter=["school_name"],
    raw_id_fields=["school", "first_appearance"],
)
admin.site.register(
    Source,
    TypedPageAdmin,
    list_display=["page", "key", "type", "publisher", "published"],
    list_filter=["type"],
    search_fields=[*TypedPageAdmin.search_fields, "key", "headline", "publisher"],
)


@admin.register(Casting)
class CastingAdmin(FactsAdmin):
    """Edits one row of the cast of a season; rows are added and removed on the page of the season."""

    list_display = ["character_shown", "actor_shown", "season", "billing"]
    list_filter = ["billing", "season__number"]
    list_select_related = ["season__page", "actor__page", "character__page"]
    titles_of = [f"{way}__titles" for way in list_select_related]
    search_fields = [
        *(f"{role}__page__titles__text" for role in ("actor", "character")),
        "actor_name",
        "character_name",
    ]
    raw_id_fields = ["actor", "character"]
    readonly_fields = ["season", "row"]
    ordering = ["season__page__uid", "position"]

    @admin.display(description=_("character"))
    def character_shown(self, casting):
        return casting.character or casting.character_name

    @admin.display(description=_("actor"))
    def actor_shown(self, casting):
        return casting.actor or casting.actor_name

    def get_fields(self, request, obj=None):
        return ["season", "row", *_form_fields(CASTING), "summary", "base"]

    def changed(self, facts, obj):
        return with_row(CASTING, facts, obj)


admin.site.register([SearchEntry, TitlePart], ReadOnlyAdmin)


@admin.register(Appearance, Credit, Identifier, OtherName, Relationship, Statement, Citation)
class RowAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "owner", "row"]
    search_fields = ["row"]

    def get_queryset(self, request):
        owner = self.model.owner_path
        return super().get_queryset(request).select_related(owner).prefetch_related(f"{owner}__titles")

    @admin.display(description=_("page"))
    def owner(self, row):
        return row.owner


def _form_fields(spec):
    """Return the names of the columns, each followed by the column for a name without a page, if any."""
    fields = (pair for field in spec.fields.values() for pair in (field, companion(field)))
    return [field.name for field in fields if field]
