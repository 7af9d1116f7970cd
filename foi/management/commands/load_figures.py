"""`manage.py load_figures`: bring the published figures in the database up to the shipped file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foi.actions.figures import CannotLoadFigures, load_figures


class Command(BaseCommand):
    help = "Loads the published SEN2 figures of foi/data; does nothing where nothing changed."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load_figures()
        except CannotLoadFigures as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{done.added} new figures, {done.changed} changed, {done.removed} removed, "
            f"{done.same} unchanged; {done.left_out} of no one authority here."
        )
