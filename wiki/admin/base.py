"""The base of all admins: they write through actions/ alone, and a refused form keeps what was typed."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.text import Truncator, capfirst, smart_split
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from wiki.admin.powers import Power, back_to_list
from wiki.queries.people.members import records_of
from wiki.refusals import Refused
from wiki.wording import reason_of

MAX_SEARCH_WORDS = 20  # SQLite refuses an expression that is nested too deeply


class ActionForm(forms.ModelForm):
    """A form whose action may be refused: it is then shown again with the reason."""

    refusal = None

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return cleaned

    def _save_m2m(self):
        """Do nothing: the action has saved everything."""


class EditForm(ActionForm):
    """A form that edits a page; `base` is the revision that was current when it was opened."""

    summary = forms.CharField(label=_("Summary"), required=False, max_length=500)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActionOnlyAdmin(admin.ModelAdmin):
    """Saves through an action. Nothing can be deleted, or added unless a subclass allows it.

    The page of a row offers its `powers` (wiki.admin.powers). `save_label` and `saved_message` replace
    Django's. Titles of pages in `list_select_related` are prefetched, and those at the lookups `titles_of`.
    """

    form = ActionForm
    actions = None
    list_per_page = 50
    show_full_result_count = False
    powers = ()
    titles_of = ()
    save_label = saved_message = ""

    class Media:
        css = {"all": ["wiki/admin.css"]}

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{power.name}/",
                self.admin_site.admin_view(partial(power.respond, self)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{power.name}",
            )
            for power in self.powers
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        pages = [lookup for lookup in self.list_select_related or () if lookup.endswith("page")]
        titles = [*self.titles_of, *(f"{page}__titles" for page in pages)]
        return super().get_queryset(request).prefetch_related(*titles)

    def get_search_results(self, request, queryset, search_term):
        """Search for the first MAX_SEARCH_WORDS words; warn the user which were left out."""
        words = list(smart_split(search_term))
        if left_out := " ".join(words[MAX_SEARCH_WORDS:]):
            warning = _("Only the first %(count)s words were searched for. Left out: %(words)s")
            values = {"count": MAX_SEARCH_WORDS, "words": Truncator(left_out).chars(100)}
            messages.warning(request, warning % values)
        return self.search(request, queryset, " ".join(words[:MAX_SEARCH_WORDS]))

    def search(self, request, queryset, words):
        """Return (queryset, whether it may hold duplicates). Override this, not get_search_results."""
        return super().get_search_results(request, queryset, words)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Use the plural name as heading: Django would ask to select a row."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or save one row, without Django's transaction: actions have shorter ones of their own."""
        try:
            return self._changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = reason_of(refusal)
            return self._changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        shown = [power for power in self.powers if obj and isinstance(power, Power)]
        context["offers"] = list(filter(None, (power.offer(self, request.user, obj) for power in shown)))
        if self.save_label and (add or self.has_change_permission(request, obj)):
            context |= {"title": self.save_label, "save_label": self.save_label}
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, row):
        return timesince(row.created_at, depth=1)

    def render_row(self, request, template, row, **context):
        """Render a template that extends admin/wiki/_row_page.html."""
        shared = self.admin_site.each_context(request) | {"opts": self.opts, "original": row}
        return render(request, template, shared | context)

    def respond_to_refusal(self, request, row, refusal):
        """Return to the list with the reason why a Button did nothing."""
        messages.error(request, reason_of(refusal))
        return back_to_list(self, request)

    def response_add(self, request, obj, post_url_continue=None):
        return self._saved(request) if self.saved_message else super().response_add(request, obj)

    def response_change(self, request, obj):
        return self._saved(request) if self.saved_message else super().response_change(request, obj)

    def _saved(self, request):
        messages.success(request, self.saved_message)
        return redirect(admin_urlname(self.opts, "changelist"))

    def save_model(self, request, obj, form, change):
        raise NotImplementedError("Call the action that saves this row.")


class ReadOnlyAdmin(ActionOnlyAdmin):
    """For rows that are derived, or that nobody may change."""

    def has_change_permission(self, request, obj=None):
        return False


class EditsAdmin(ReadOnlyAdmin):
    """Revisions or proposals, each with what it changes and who made it.

    `excerpts_of` maps the primary keys of the listed rows to their Excerpt.
    """

    excerpts_of = None

    def get_changelist_instance(self, request):
        """Look up excerpts and records for all listed rows at once."""
        changelist = super().get_changelist_instance(request)
        excerpts = self.excerpts_of(changelist.result_list)
        records = records_of({edit.author_id for edit in changelist.result_list} - {None})
        for edit in changelist.result_list:
            edit.excerpt, edit.record = excerpts[edit.pk], records.get(edit.author_id)
            edit.is_own = edit.author_id == request.user.pk
            edit.list_filters = request.GET.urlencode()
        return changelist

    @admin.display(description=_("author"), ordering="author__username")
    def who(self, edit):
        if edit.author is None:
            return _("Initial import")
        context = {"member": edit.author, "record": edit.record}
        return render_to_string("admin/wiki/revision/_who.html", context)

    @admin.display(description=_("actions"))
    def buttons(self, edit):
        """Draw the buttons of one row. They submit the form of the list, which carries the token."""
        return render_to_string(f"admin/wiki/{self.opts.model_name}/_buttons.html", {"edit": edit})


class ConditionFilter(admin.SimpleListFilter):
    """Filters a list by named conditions.

    `conditions` maps each query value to a label and a condition; `default` are those without a value.
    """

    conditions = {}
    default = None

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _condition) in self.conditions.items()]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | ({"display": self.default[0]} if self.default else {}), *others]

    def queryset(self, request, queryset):
        chosen = self.conditions.get(self.value(), self.default)
        return queryset.filter(chosen[1]) if chosen else queryset
