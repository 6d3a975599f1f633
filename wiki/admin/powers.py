"""What may be done about one row, each with a reason: a form on its page that calls an action."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from wiki.models.moderation import MAX_REASON_LENGTH
from wiki.permissions.powers import may_act
from wiki.refusals import Refused
from wiki.wording import reason_of


class ReasonForm(forms.Form):
    required_css_class = "required"
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON_LENGTH,
        help_text=_("Everyone can read it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, row, *args, **kwargs):
        super().__init__(*args, auto_id=f"{type(self).__name__}_%s", **kwargs)


@dataclass(frozen=True)
class Power:
    """`act(row, by=, **typed)` does it, for whoever has `permission`; `effect` says what comes of it.

    `name` stands in its address. It is offered where `is_offered(row)`.
    """

    name: str
    permission: str
    heading: str
    effect: str
    done: str
    act: Callable
    is_offered: Callable = lambda row: True
    form: type[forms.Form] = ReasonForm


class PowersAdmin(admin.ModelAdmin):
    """Offers its `powers` on the page of each row; a template of the model shows them."""

    powers = ()

    def get_urls(self):
        views = [
            path(
                f"<int:pk>/{power.name}/",
                self.admin_site.admin_view(self._view_of(power)),
                name=self._name(power),
            )
            for power in self.powers
        ]
        return [*views, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        offered = self._offered(request, row) if row else []
        return super().change_view(request, object_id, form_url, {"offered": offered} | (extra_context or {}))

    def _offered(self, request, row):
        return [
            {
                "power": power,
                "form": power.form(row),
                "url": reverse(f"admin:{self._name(power)}", args=[row.pk]),
            }
            for power in self.powers
            if may_act(request.user, power.permission) and power.is_offered(row)
        ]

    def _view_of(self, power):
        @csrf_protect
        def view(request, pk):
            if not may_act(request.user, power.permission):
                raise PermissionDenied
            return self._use(request, power, get_object_or_404(self.model, pk=pk))

        return view

    def _use(self, request, power, row):
        """Do what was asked for; a refusal keeps what was typed."""
        form = power.form(row, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                power.act(row, by=request.user, **form.cleaned_data)
                messages.success(request, power.done)
                return redirect(f"admin:{self._meta_name()}_change", row.pk)
            except Refused as refusal:
                form.add_error(None, reason_of(refusal))
        context = self.admin_site.each_context(request) | {
            "title": f"{power.heading}: {row}",
            "opts": self.model._meta,
            "original": row,
            "offer": {"power": power, "form": form, "url": request.path},
        }
        return render(request, "admin/wiki/power.html", context)

    def _meta_name(self):
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}"

    def _name(self, power):
        return f"{self._meta_name()}_{power.name}"
