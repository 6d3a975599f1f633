"""How somebody likes to read: the choices, the form, and the cookie that remembers them."""

from django import forms
from django.utils.translation import gettext_lazy as _

COOKIE = "preferences"
# The first of each is for who chose nothing; the others are named in the cookie and in preferences.css.
THEMES = [("", _("As on your device")), ("light", _("Light")), ("dark", _("Dark"))]
SIZES = [("", _("Normal")), ("large", _("Large")), ("larger", _("Larger"))]
FONTS = [("", _("Standard")), ("hyperlegible", _("Atkinson Hyperlegible Next, made for low vision"))]


class PreferencesForm(forms.Form):
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES, widget=forms.RadioSelect, required=False)
    text = forms.ChoiceField(label=_("Size of text"), choices=SIZES, widget=forms.RadioSelect, required=False)
    font = forms.ChoiceField(label=_("Font"), choices=FONTS, widget=forms.RadioSelect, required=False)

    def words(self):
        """Return what the cookie says for what was chosen; nothing when all is as for everybody."""
        chosen = [self.cleaned_data[name] for name in self.fields]
        return ".".join(chosen) if any(chosen) else ""


def preferences_of(request):
    """Return {name: choice} of whoever asks, with "" for what is as for everybody.

    A cookie that we would not have written counts for nothing.
    """
    said = request.COOKIES.get(COOKIE, "")
    names = list(PreferencesForm.base_fields)
    if said:
        form = PreferencesForm(dict(zip(names, said.split("."), strict=False)))
        if form.is_valid() and form.words() == said:
            return form.cleaned_data
    return dict.fromkeys(names, "")
