"""How far somebody has watched, as they send it, and the cookie that stores it for a visitor."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wiki.text.progress import parse_progress

COOKIE, ONCE = "progress", "once"  # the second names a page that is shown in full for some minutes
MAX_ADDRESS = 4000  # characters
LATEST, FORGET = "latest", "forget"


class ProgressForm(forms.Form):
    """`through` is progress (wiki.text.progress), LATEST for everything so far, or FORGET."""

    show = forms.SlugField(max_length=60)
    through = forms.CharField(max_length=10)
    next = forms.CharField(max_length=MAX_ADDRESS, required=False)

    def clean_through(self):
        text = self.cleaned_data["through"]
        progress = text if text in (LATEST, FORGET) else parse_progress(text)
        if progress is None:
            raise forms.ValidationError(_("Say how far you have watched, such as s2e3."))
        return progress

    def clean_next(self):
        return way_back(self.cleaned_data["next"])


def way_back(address):
    """Return an address to go back to: only one within the site."""
    is_within = len(address) <= MAX_ADDRESS and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_within else "/"
