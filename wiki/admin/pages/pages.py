"""Pages, their titles and links."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.pages.editing import create_page, edit_page
from wiki.admin.base import ActionOnlyAdmin, EditForm, ReadOnlyAdmin
from wiki.admin.powers import Power
from wiki.forms.pages import BodyWidget
from wiki.models import Page, PageLink, Title
from wiki.permissions.powers import may_act
from wiki.queries.history.revisions import revision_of
from wiki.queries.titles.lookup import current_title


class TextForm(EditForm):
    body = forms.CharField(label=_("Text"), required=False, strip=False, widget=BodyWidget)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.current:
            self.initial |= {"body": self.instance.current.body, "base": self.instance.current_id}


class NewPageForm(TextForm):
    title = forms.CharField(label=_("Title"), max_length=255)


DELETE = Power(
    name="take-off",
    permission="delete_page",
    heading=_("Delete this page"),
    effect=_("Readers see only the reason. The history is kept, and you can restore the page."),
    done=_("The page is deleted."),
    act=delete_page,
    is_offered=lambda page: not page.deleted_at,
)
RESTORE = Power(
    name="bring-back",
    permission="delete_page",
    heading=_("Restore this page"),
    effect=_("Readers see it again as it was before it was deleted."),
    done=_("The page is restored."),
    act=restore_page,
    is_offered=lambda page: page.deleted_at,
)


@admin.register(Page)
class PageAdmin(ActionOnlyAdmin):
    """Creates pages and edits their text. The admins of wiki.admin.pages.facts edit their facts."""

    powers = (DELETE, RESTORE)
    list_display = ["name", "kind", "current__number", "touched", "deleted_at"]
    list_filter = ["kind", ("deleted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["current"]
    search_fields = ["titles__text", "uid"]
    readonly_fields = ["name", "uid", "deleted_at", "deleted_reason"]
    ordering = ["uid"]
    titles_of = ["titles"]
    has_add_permission = admin.ModelAdmin.has_add_permission

    def get_queryset(self, request):
        """Show deleted pages only to users who can restore them."""
        pages = super().get_queryset(request)
        return pages if may_act(request.user, "delete_page") else pages.live()

    @admin.display(description=_("title"))
    def name(self, page):
        return str(page)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **{"form": TextForm if obj else NewPageForm} | kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["title", "kind", "body", "summary"]
        deleted = ["deleted_at", "deleted_reason"] if obj.deleted_at else []
        return ["name", "uid", *deleted, "body", "summary", "base"]

    def save_model(self, request, obj, form, change):
        cleaned = form.cleaned_data
        content = {"by": request.user, "body": cleaned["body"], "summary": cleaned["summary"]}
        if change:
            base = revision_of(obj, cleaned["base"])
            edit_page(obj, base=base, facts=base.facts if base else {}, **content)
        else:
            obj.pk = create_page(cleaned["title"], obj.kind, facts={}, **content).page_id

    def view_on_site(self, page):
        return f"/wiki/{current_title(page).path}"


@admin.register(Title)
class TitleAdmin(ReadOnlyAdmin):
    list_display = ["text", "page", "is_current"]
    list_filter = ["is_current", "page__kind"]
    list_select_related = ["page"]
    search_fields = ["text", "key"]


@admin.register(PageLink)
class PageLinkAdmin(ReadOnlyAdmin):
    list_display = ["page", "kind", "target_key"]
    list_filter = ["kind"]
    list_select_related = ["page"]
    search_fields = ["target_key", "page__titles__text"]
