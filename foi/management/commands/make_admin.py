"""`manage.py make_admin EMAIL`: the first staff account."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from foi.models import User


class Command(BaseCommand):
    help = "Makes the account with this e-mail address a moderator with the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
        user.make_admin()
        self.stdout.write(
            f"{email} is a moderator and may open /admin/. Sign in at /accounts/login/ with a code."
        )
