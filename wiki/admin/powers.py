"""Powers over one row: a form with a reason on the page of the row, or a button in a list."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import refuse_unreadable
from wiki.models import MAX_REASON_LENGTH
from wiki.permissions.powers import may_act
from wiki.refusals import Refused
from wiki.wording import reason_of


class ReasonField(forms.CharField):
    """The reason for using a power, up to MAX_REASON_LENGTH characters."""

    def __init__(self):
        super().__init__(
            label=_("Reason"),
            max_length=MAX_REASON_LENGTH,
            help_text=_("Everyone can read it."),
            widget=forms.TextInput(attrs={"class": "vTextField"}),
            validators=[refuse_unreadable],
        )

    def widget_attrs(self, widget):
        return {}  # with `maxlength`, browsers silently cut pasted text


class ReasonForm(forms.Form):
    required_css_class = "required"
    reason = ReasonField()

    def __init__(self, row, *args, **kwargs):
        super().__init__(*args, auto_id=f"{type(self).__name__}_%s", **kwargs)


@dataclass(frozen=True, kw_only=True)
class Power:
    """A form on the page of a row, for users with the `permission` while `is_offered(row)` is true.

    `act(row, by=, **cleaned_data)` uses the power, and `effect` says what it does. `name` is part of the URL.
    """

    name: str
    permission: str
    heading: str
    effect: str
    done: str
    act: Callable
    is_offered: Callable = lambda row: True
    form: type[forms.Form] = ReasonForm
    removes_row: bool = False

    def offer(self, model_admin, user, row):
        """Return what admin/wiki/_power.html shows, or None."""
        if not may_act(user, self.permission) or not self.is_offered(row):
            return None
        url = reverse(admin_urlname(model_admin.opts, self.name), args=[row.pk])
        return {"power": self, "form": self.form(row), "url": url}

    def respond(self, model_admin, request, pk):
        """Use the power, or show its form; after a refusal the form keeps what was typed."""
        if not may_act(request.user, self.permission):
            raise PermissionDenied
        row = get_object_or_404(model_admin.model, pk=pk)
        form = self.form(row, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                self.act(row, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, reason_of(refusal))
            else:
                messages.success(request, self.done)
                view, arguments = ("changelist", []) if self.removes_row else ("change", [pk])
                return redirect(admin_urlname(model_admin.opts, view), *arguments)
        offer = {"power": self, "form": form, "url": request.path}
        title = f"{self.heading}: {row}"
        return model_admin.render_row(request, "admin/wiki/power.html", row, title=title, offer=offer)


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button in a list. It leads back to the list, with the same filters.

    `act(row, by=, posted=)` uses the power and refuses users without it; `posted` is the POST data.
    """

    name: str
    act: Callable
    done: str

    def respond(self, model_admin, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = get_object_or_404(model_admin.model, pk=pk)
        try:
            self.act(row, by=request.user, posted=request.POST)
        except Refused as refusal:
            return model_admin.respond_to_refusal(request, row, refusal)
        messages.success(request, self.done)
        return back_to_list(model_admin, request)


def back_to_list(model_admin, request):
    """Redirect to the list with the filters named in the query parameter `list`."""
    filters = QueryDict(request.GET.get("list"))
    return redirect(reverse(admin_urlname(model_admin.opts, "changelist"), query=filters))
