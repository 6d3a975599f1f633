"""How far somebody has watched, as they send it, and the cookie that stores it for a visitor."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from wiki.text.progress import BadProgress, parse_progress

COOKIE = "progress"
LATEST, FORGET = "latest", "forget"


class ProgressForm(forms.Form):
    """`through` is progress (wiki.text.progress), LATEST for everything so far, or FORGET."""

    show = forms.SlugField(max_length=60)
    through = forms.CharField(max_length=10)
    next = forms.CharField(max_length=4000, required=False)

    def clean_through(self):
        text = self.cleaned_data["through"]
        if text in (LATEST, FORGET):
            return text
        try:
            return parse_progress(text)
        except BadProgress as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean_next(self):
        """Return the address to go back to: only one within the site."""
        address = self.cleaned_data["next"]
        return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"
