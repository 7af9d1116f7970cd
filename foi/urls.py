"""Every address of the site, by object, verb last."""

from django.contrib import admin
from django.urls import include, path

from foi.views import act, health, pages

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # No passwords: the library's pages about them lead to signing in.
    path("accounts/password/<path:rest>", pages.no_passwords, name="no_passwords"),
    path("act/<str:token>/", act.act, name="act"),
    path("accounts/", include("allauth.urls")),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("contact/", pages.contact, name="contact"),
    path("help/", pages.help_index, name="help"),
    path("help/<slug:page>/", pages.help_page, name="help_page"),
    path("method/", pages.method, name="method"),
    path("privacy/", pages.privacy, name="privacy"),
    path("terms/", pages.terms, name="terms"),
    path("admin/", admin.site.urls),
]
