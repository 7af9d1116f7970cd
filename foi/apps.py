"""The casework app. Loads the Celery app, and the checks of `manage.py check`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from foi.celery import app as celery_app

__all__ = ["FoiConfig", "celery_app"]


class FoiConfig(AppConfig):
    """Label "foi"; the project package and the one casework app."""

    name = "foi"
    label = "foi"
    verbose_name = "Requests"

    def ready(self) -> None:
        autodiscover_modules("checks")
