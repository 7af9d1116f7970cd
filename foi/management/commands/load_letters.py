"""`manage.py load_letters`: bring the letters in the database up to their files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foi.actions.library import CannotLoad, load_letters
from foi.rules.library import letter_files


class Command(BaseCommand):
    help = "Loads the letters of foi/library; a changed file becomes a new version."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load_letters(paths=letter_files(), on=timezone.localdate())
        except CannotLoad as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{len(done.new)} new letters, {len(done.changed)} new versions, "
            f"{len(done.same)} unchanged."
        )
