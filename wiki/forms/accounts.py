"""Forms for a member's own account: those of allauth with our labels, and one that allauth lacks."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

NEW_PASSWORD = {"password1": _("New password"), "password2": _("Confirm new password")}
ANY_CODE = {"code": _("Code from your app, or a recovery code")}


class ClosingForm(forms.Form):
    """Closes an account. It asks for the password, because somebody else may use an unattended browser."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("Enter your current password."))
        return self.cleaned_data["password"]


def _labelled(form, **labels):
    """Return a subclass of `form` whose fields have these labels."""

    class Labelled(form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name, label in labels.items():
                self.fields[name].label = label

    return Labelled


LoginForm = _labelled(account.LoginForm, login=_("Username or email"))
ChangePasswordForm = _labelled(account.ChangePasswordForm, oldpassword=_("Current password"), **NEW_PASSWORD)
SetPasswordForm = _labelled(account.SetPasswordForm, **NEW_PASSWORD)
ResetPasswordKeyForm = _labelled(account.ResetPasswordKeyForm, **NEW_PASSWORD)
CodeForm = _labelled(second_step.AuthenticateForm, **ANY_CODE)
CodeAgainForm = _labelled(second_step.ReauthenticateForm, **ANY_CODE)
TurnOnForm = _labelled(ActivateTOTPForm, code=_("Code from your app"))
