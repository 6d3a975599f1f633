"""Pages, their titles and links."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.pages.editing import create_page, edit_page
from wiki.admin.base import ActionOnlyAdmin, EditForm, ReadOnlyAdmin
from wiki.admin.powers import Power, PowersAdmin
from wiki.forms.pages import BodyWidget
from wiki.models import Page, PageLink, Title
from wiki.permissions.powers import may_act
from wiki.queries.history.revisions import revision_of
from wiki.queries.titles.lookup import current_title


class TextForm(EditForm):
    body = forms.CharField(label=_("Text"), required=False, strip=False, widget=BodyWidget)

    class Meta:
        model = Page
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.current:
            self.initial |= {"body": self.instance.current.body, "base": self.instance.current_id}


class NewPageForm(TextForm):
    title = forms.CharField(label=_("Title"), max_length=255)

    class Meta:
        model = Page
        fields = ["kind"]


DELETE = Power(
    name="take-off",
    permission="delete_page",
    heading=_("Delete this page"),
    effect=_("Its addresses then say only why it is gone. Its history stays, and you can bring it back."),
    done=_("The page is deleted."),
    act=delete_page,
    is_offered=lambda page: not page.deleted_at,
)
RESTORE = Power(
    name="bring-back",
    permission="delete_page",
    heading=_("Bring this page back"),
    effect=_("It then says again what it said before it was deleted."),
    done=_("The page is back."),
    act=restore_page,
    is_offered=lambda page: page.deleted_at,
)


@admin.register(Page)
class PageAdmin(PowersAdmin, ActionOnlyAdmin):
    """Writes and edits the words of pages; their facts are edited at the kind they are of."""

    powers = (DELETE, RESTORE)
    change_form_template = "admin/wiki/page/change_form.html"
    list_display = ["name", "kind", "current__number", "touched", "deleted_at"]
    list_filter = ["kind", ("deleted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["current"]
    search_fields = ["titles__text", "uid"]
    readonly_fields = ["name", "uid", "deleted_at", "deleted_reason"]
    ordering = ["uid"]
    titles_of = ["titles"]

    def get_queryset(self, request):
        """What a deleted page said is for those who may bring it back."""
        found = super().get_queryset(request)
        return found if may_act(request.user, "delete_page") else found.live()

    @admin.display(description=_("title"))
    def name(self, page):
        return str(page)

    def has_add_permission(self, request):
        return request.user.has_perm("wiki.add_page")

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **{"form": TextForm if obj else NewPageForm} | kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["title", "kind", "body", "summary"]
        deleted = ["deleted_at", "deleted_reason"] if obj.deleted_at else []
        return ["name", "uid", *deleted, "body", "summary", "base"]

    def save_model(self, request, obj, form, change):
        typed = form.cleaned_data
        if change:
            base = revision_of(obj, typed["base"])
            facts = base.facts if base else {}
            edit_page(
                obj, by=request.user, base=base, body=typed["body"], facts=facts, summary=typed["summary"]
            )
        else:
            revision = create_page(
                typed["title"],
                obj.kind,
                by=request.user,
                body=typed["body"],
                facts={},
                summary=typed["summary"],
            )
            obj.pk = revision.page_id

    def view_on_site(self, page):
        return f"/wiki/{current_title(page).path}"


@admin.register(Title)
class TitleAdmin(ReadOnlyAdmin):
    list_display = ["text", "page", "is_current"]
    list_filter = ["is_current", "page__kind"]
    list_select_related = ["page"]
    titles_of = ["page__titles"]
    search_fields = ["text", "key"]


@admin.register(PageLink)
class PageLinkAdmin(ReadOnlyAdmin):
    list_display = ["page", "kind", "target_key"]
    list_filter = ["kind"]
    list_select_related = ["page"]
    titles_of = ["page__titles"]
    search_fields = ["target_key", "page__titles__text"]
