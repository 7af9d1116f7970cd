from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    """The register of authorities: who answers for SEND, where, from when to when."""

    name = "authorities"
    verbose_name = "Register of authorities"
    default_auto_field = "django.db.models.BigAutoField"
