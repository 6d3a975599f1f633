"""The typed facts of pages: an edit here is a revision."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki.actions.pages.editing import edit_page
from wiki.admin.base import ActionOnlyAdmin, EditForm, ReadOnlyAdmin
from wiki.facts.kinds import KINDS
from wiki.facts.kinds.season import CASTING
from wiki.facts.typed import with_columns, with_row
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
)
from wiki.queries.history.revisions import revision_of


class ColumnsForm(EditForm):
    """Plain columns of one page, on top of the revision that was current when the form was opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.page_of(self.instance).current_id

    def clean(self):
        cleaned = super().clean()
        for name in [name for name in cleaned if cleaned[name] and cleaned.get(f"{name}_name")]:
            self.add_error(f"{name}_name", _("Choose a page or write a name, not both."))
        return cleaned

    @staticmethod
    def page_of(instance):
        return instance.page


class CastingForm(ColumnsForm):
    @staticmethod
    def page_of(instance):
        return instance.season.page


class TypedPageAdmin(ActionOnlyAdmin):
    """Edits the columns of one page. Sources, rows and words are edited on the page itself."""

    form = ColumnsForm
    list_select_related = ["page"]
    titles_of = ["page__titles"]
    search_fields = ["page__titles__text", "page__uid"]
    readonly_fields = ["page"]
    ordering = ["page__uid"]

    def get_fields(self, request, obj=None):
        return ["page", *_form_fields(KINDS[self.kind]), "summary", "base"]

    @property
    def kind(self):
        return self.model._meta.concrete_model._meta.model_name

    def save_model(self, request, obj, form, change):
        base = revision_of(obj.page, form.cleaned_data["base"])
        facts = with_columns(KINDS[self.kind], base.facts, obj) if base else {}
        _save(request, obj.page, base, facts, form)

    def view_on_site(self, instance):
        return f"/wiki/{instance.page.titles.get(is_current=True).path}"


@admin.register(Show)
class ShowAdmin(TypedPageAdmin):
    list_display = ["page", "key", "network", "genre"]
    raw_id_fields = ["creator"]


@admin.register(Season)
class SeasonAdmin(TypedPageAdmin):
    list_display = ["page", "show", "number", "status", "released"]
    list_filter = ["status"]
    list_select_related = ["page", "show__page"]
    titles_of = ["page__titles", "show__page__titles"]
    raw_id_fields = ["show"]


@admin.register(Episode)
class EpisodeAdmin(TypedPageAdmin):
    list_display = ["page", "season", "number", "title", "released"]
    list_filter = ["season__number"]
    list_select_related = ["page", "season__page"]
    titles_of = ["page__titles", "season__page__titles"]
    raw_id_fields = ["season"]


@admin.register(Character)
class CharacterAdmin(TypedPageAdmin):
    list_display = ["page", "full_name", "school_name"]
    list_filter = ["school_name"]
    raw_id_fields = ["school", "first_appearance"]


@admin.register(Person)
class PersonAdmin(TypedPageAdmin):
    list_display = ["page"]


@admin.register(Actor)
class ActorAdmin(PersonAdmin):
    pass


@admin.register(Source)
class SourceAdmin(TypedPageAdmin):
    list_display = ["page", "key", "type", "publisher", "published"]
    list_filter = ["type"]
    search_fields = [*TypedPageAdmin.search_fields, "key", "headline", "publisher"]


@admin.register(Casting)
class CastingAdmin(ActionOnlyAdmin):
    """Edits one row of the cast of a season; rows are added and removed on the season's page."""

    form = CastingForm
    list_display = ["character_shown", "actor_shown", "season", "billing"]
    list_filter = ["billing", "season__number"]
    list_select_related = ["season__page", "actor__page", "character__page"]
    titles_of = ["season__page__titles", "actor__page__titles", "character__page__titles"]
    search_fields = [
        "actor__page__titles__text",
        "character__page__titles__text",
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

    def save_model(self, request, obj, form, change):
        page = obj.season.page
        base = revision_of(page, form.cleaned_data["base"])
        facts = with_row(CASTING, base.facts, obj) if base else {}
        _save(request, page, base, facts, form)


admin.site.register(SearchEntry, ReadOnlyAdmin)


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
    """Return the names of the columns, each with the one that holds words where there is no page."""
    names = []
    for column in spec.columns:
        companion = spec.companion(column)
        names += [column, companion.name] if companion else [column]
    return names


def _save(request, page, base, facts, form):
    edit_page(
        page,
        by=request.user,
        base=base,
        body=base.body if base else "",
        facts=facts,
        summary=form.cleaned_data["summary"],
    )
