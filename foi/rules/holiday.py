"""One row of the bank holiday table, and the error for a date that it does not reach."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Holiday:
    """A bank holiday: the day, the parts of the UK that have it and its short name.

    `parts` are letters of "ESN": E England and Wales, S Scotland, N Northern Ireland.
    `announced_on` is given for days proclaimed out of turn; a clock that was already running
    then is marked contested (the law is presumed not to reach back).
    """

    on: date
    parts: str
    name: str
    announced_on: date | None = None

    def __post_init__(self) -> None:
        if not self.parts or set(self.parts) - set("ESN"):
            raise ValueError(
                f"“{self.parts}” names no part of the UK: use the letters E (England and Wales), "
                "S (Scotland) and N (Northern Ireland)."
            )


class OutsideTable(ValueError):
    """A date before the table of bank holidays begins, or too far ahead to foresee."""

    def __init__(self, first_year: int, last_year: int) -> None:
        super().__init__(
            f"Working days are known from 1 January {first_year} and can be foreseen until "
            f"{last_year}: please use a date between."
        )
