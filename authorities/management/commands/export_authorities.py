from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.clock import london_today
from authorities.exporting import export_register


class Command(BaseCommand):
    """Writes the whole register to a file that import_authorities reads back without loss."""

    help = "Write the register of authorities to a CSV file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        text = export_register(london_today())
        try:
            file.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"The register is in {file}.")
