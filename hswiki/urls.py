"""All addresses: the wiki's own, accounts, and the admin."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from wiki.views.people.accounts import ConfirmEmail

urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=static("wiki/favicon.svg"))),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", ConfirmEmail.as_view()),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("", include("wiki.urls")),
]
handler400 = "wiki.views.site.errors.bad_request"
