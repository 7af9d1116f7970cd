"""Every address of the site, by object, verb last."""

from django.contrib import admin
from django.urls import include, path

from foi.views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
