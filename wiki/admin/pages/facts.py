"""The facts of pages. Saving them makes a revision."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki import models
from wiki.actions.pages.editing import edit_page
from wiki.admin.base import ActionOnlyAdmin, EditForm, ReadOnlyAdmin
from wiki.facts.kind import companion
from wiki.facts.kinds import KINDS
from wiki.facts.kinds.season import CASTING
from wiki.facts.state import with_columns, with_row
from wiki.models import Appearance, Citation, Credit, Identifier, OtherName, Relationship, Statement
from wiki.queries.history.revisions import revision_of
from wiki.queries.titles.lookup import current_title


class ColumnsForm(EditForm):
    """The columns of a page or row, to edit the revision that was current when the form was opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.instance.owner.current_id

    def clean(self):
        cleaned = super().clean()
        for name in [name for name in cleaned if cleaned[name] and cleaned.get(f"{name}_name")]:
            self.add_error(f"{name}_name", _("Choose a page or enter a name, not both."))
        return cleaned


class FactsAdmin(ActionOnlyAdmin):
    """Edits the page that has these facts. `changed(spec, facts, obj)` returns its new facts."""

    form = ColumnsForm
    spec = changed = None

    def get_fields(self, request, obj=None):
        """Show each column, followed by the column for a name without a page, if it has one."""
        pairs = ((field, companion(field)) for field in self.spec.fields.values())
        columns = [field.name for pair in pairs for field in pair if field]
        return [*self.readonly_fields, *columns, "summary", "base"]

    def save_model(self, request, obj, form, change):
        base = revision_of(obj.owner, form.cleaned_data["base"])
        body, facts = (base.body, self.changed(self.spec, base.facts, obj)) if base else ("", {})
        options = {"base": base, "summary": form.cleaned_data["summary"]}
        edit_page(obj.owner, by=request.user, body=body, facts=facts, **options)


class TypedPageAdmin(FactsAdmin):
    """Edits the columns of one page. Sources, rows and text are edited on the page itself."""

    list_display = ["page"]
    list_select_related = ["page"]
    search_fields = ["page__titles__text", "page__uid"]
    readonly_fields = ["page"]
    changed = staticmethod(with_columns)
    ordering = ["page__uid"]

    @property
    def spec(self):
        return KINDS[self.model._meta.concrete_model._meta.model_name]

    def view_on_site(self, instance):
        return f"/wiki/{current_title(instance.page).path}"


admin.site.register([models.Person, models.Actor], TypedPageAdmin)
admin.site.register(
    models.Show, TypedPageAdmin, list_display=["page", "key", "network", "genre"], raw_id_fields=["creator"]
)
admin.site.register(
    models.Season,
    TypedPageAdmin,
    list_display=["page", "show", "number", "status", "released"],
    list_filter=["status"],
    raw_id_fields=["show"],
    list_select_related=["page", "show__page"],
)
admin.site.register(
    models.Episode,
    TypedPageAdmin,
    list_display=["page", "season", "number", "title", "released"],
    list_filter=["season__number"],
    raw_id_fields=["season"],
    list_select_related=["page", "season__page"],
)
admin.site.register(
    models.Character,
    TypedPageAdmin,
    list_display=["page", "full_name", "school_name"],
    list_filter=["school_name"],
    raw_id_fields=["school", "first_appearance"],
)
admin.site.register(
    models.Source,
    TypedPageAdmin,
    list_display=["page", "key", "type", "publisher", "published"],
    list_filter=["type"],
    search_fields=[*TypedPageAdmin.search_fields, "key", "headline", "publisher"],
)


@admin.register(models.Casting)
class CastingAdmin(FactsAdmin):
    """Edits one row of the cast of a season. Rows are added and removed on the page of the season."""

    spec = CASTING
    changed = staticmethod(with_row)
    list_display = ["character_shown", "actor_shown", "season", "billing"]
    list_filter = ["billing", "season__number"]
    list_select_related = ["season__page", "actor__page", "character__page"]
    search_fields = [
        *("actor__page__titles__text", "character__page__titles__text"),
        *("actor_name", "character_name"),
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


admin.site.register([models.RevealedText, models.SearchEntry, models.TitlePart], ReadOnlyAdmin)


@admin.register(Appearance, Citation, Credit, Identifier, OtherName, Relationship, Statement)
class RowAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "owner", "row"]
    search_fields = ["row"]

    def get_queryset(self, request):
        owner = self.model.owner_path
        return super().get_queryset(request).select_related(owner).prefetch_related(f"{owner}__titles")

    @admin.display(description=_("page"))
    def owner(self, row):
        return row.owner
