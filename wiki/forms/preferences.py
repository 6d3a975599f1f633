"""Preferences for reading: the choices, the form, and the cookie that stores them."""

from django import forms
from django.utils.translation import gettext_lazy as _

COOKIE = "preferences"
# The first of each is the default. The others are named in the cookie and in preferences.css.
THEMES = [("", _("Same as your device")), ("light", _("Light")), ("dark", _("Dark"))]
SIZES = [("", _("Normal")), ("large", _("Large")), ("larger", _("Larger"))]
FONTS = [("", _("Standard")), ("hyperlegible", _("Atkinson Hyperlegible Next, made for low vision"))]


class PreferencesForm(forms.Form):
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES, widget=forms.RadioSelect, required=False)
    text = forms.ChoiceField(label=_("Text size"), choices=SIZES, widget=forms.RadioSelect, required=False)
    font = forms.ChoiceField(label=_("Font"), choices=FONTS, widget=forms.RadioSelect, required=False)

    def words(self):
        """Return the value of the cookie for these choices, or "" if all are defaults."""
        chosen = [self.cleaned_data[name] for name in self.fields]
        return ".".join(chosen) if any(chosen) else ""


def preferences_of(request):
    """Return {name: choice} from the cookie, with "" for defaults. A cookie that is not valid is ignored."""
    cookie = request.COOKIES.get(COOKIE, "")
    names = list(PreferencesForm.base_fields)
    if cookie:
        form = PreferencesForm(dict(zip(names, cookie.split("."), strict=False)))
        if form.is_valid() and form.words() == cookie:
            return form.cleaned_data
    return dict.fromkeys(names, "")
