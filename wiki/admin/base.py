"""What all admins share: they write through actions/ alone, and a refusal keeps what was typed."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.text import Truncator, capfirst, smart_split
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from wiki.refusals import Refused
from wiki.wording import reason_of

MAX_SEARCH_WORDS = 20  # SQLite answers with an error to an expression that is too deep


class ActionForm(forms.ModelForm):
    """A form whose saving may be refused: it is then shown again with the reason."""

    refusal = None

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return cleaned

    def _save_m2m(self):
        """Nothing: the action has written everything."""


class EditForm(ActionForm):
    """A form whose saving is an edit of a page."""

    summary = forms.CharField(label=_("Summary"), required=False, max_length=500)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActionOnlyAdmin(admin.ModelAdmin):
    """Nothing is deleted or added unless an admin says how; saving calls an action."""

    form = ActionForm
    actions = None
    list_per_page = 50
    show_full_result_count = False
    titles_of = ()  # the ways from a row to the titles of the pages that its line names
    deed = done = ""  # what saving does, and what is said after it, where “Save” would say too little

    class Media:
        css = {"all": ["wiki/admin.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.titles_of)

    def get_search_results(self, request, queryset, search_term):
        """Search for the first MAX_SEARCH_WORDS words; tell the user which were left out."""
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
        """Name what is listed: Django would ask to select something."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    @method_decorator(csrf_protect)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or save one object. Actions keep their own short transactions, so there is none around."""
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
        if self.deed and (add or self.has_change_permission(request, obj)):
            context |= {"title": self.deed, "deed": self.deed}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._said(request) if self.done else super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._said(request) if self.done else super().response_change(request, obj)

    def _said(self, request):
        messages.success(request, self.done)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def save_model(self, request, obj, form, change):
        raise NotImplementedError("An admin that can be saved says which action does it.")


class ReadOnlyAdmin(ActionOnlyAdmin):
    """For rows that are derived, or that nothing may change."""

    def has_change_permission(self, request, obj=None):
        return False
