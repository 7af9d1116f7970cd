"""What goes into a cell, as plain values read from rows, and what comes out of it.

Nothing here is changed once it was made. Those that a table makes by the thousand are not frozen
all the same: a frozen dataclass takes four times as long to make (`make bench`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from foi.rules.unsaid import NOTHING, Unsaid
from foi.rules.values import Answer


class CountsDays(Protocol):
    """What a cell needs of `working_days.Calendar`."""

    def count(self, after: date, until: date) -> int:
        """Working days after the first and up to and including the second."""
        ...


class Remembered:
    """A calendar that counts each pair of dates once: a table asks for the same ones 20 times."""

    def __init__(self, calendar: CountsDays) -> None:
        self._calendar = calendar
        self._known: dict[tuple[date, date], int] = {}

    def count(self, after: date, until: date) -> int:
        """As the calendar counts."""
        pair = (after, until)
        if pair not in self._known:
            self._known[pair] = self._calendar.count(after, until)
        return self._known[pair]


@dataclass(frozen=True, slots=True, eq=False)
class QuestionFacts:
    """The question of a column: how its values are shown and whether they count people.

    choices: the public words of each key of a `choice`. Two are the same only where they are one.
    """

    key: str
    type: str
    unit: str = ""
    small_numbers: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitedGround:
    """A ground by its slug, and the section in the council's own words."""

    slug: str
    cited: str = ""


@dataclass(slots=True, eq=False)
class FindingFacts:
    """One published finding on the question; never an unpublished or superseded one.

    unsaid: what its words must not say, for the council's answers keep it back; same_side: whoever
    settled it belongs to the investigation that asked; handle: the row that it was read from, to
    find its evidence by, and never shown.
    """

    stage: str
    outcome: str
    answer: Answer | None = None
    grounds: tuple[CitedGround, ...] = ()
    quote: str = ""
    link: str = ""
    settled: str = "unchecked"
    published_on: date | None = None
    other_period: str = ""
    unsaid: Unsaid = NOTHING
    same_side: bool = False
    handle: int = 0


@dataclass(frozen=True, slots=True)
class CouncilSaid:
    """What the council itself said of a cell in the right of reply.

    disputed: with a document, and nobody has decided yet; answered: it gave there an answer that
    its reply had not given; says: its words stand beside the cell.
    """

    disputed: bool = False
    answered: bool = False
    says: bool = False


@dataclass(slots=True)
class Facts:
    """One request's standing on one question, from its row's cached clock and its findings.

    reached: sent by us without a bounce, acknowledged, or confirmed by the requester; hold_kind:
    "clarification" or "fee" while on hold; silence_said_on: the owner's last "nothing has come";
    council_told: its link to the right of reply was delivered.
    Dates are legal dates; a request with no `sent_on` and no finding is a draft and fills nothing.
    """

    request_ref: str
    sent_on: date | None = None
    received_on: date | None = None
    due_on: date | None = None
    late_after: date | None = None
    provisional: bool = False
    on_hold_since: date | None = None
    hold_kind: str | None = None
    first_reply_on: date | None = None
    working_days: int | None = None
    withdrawn: bool = False
    reached: bool = False
    site_receives_replies: bool = False
    silence_said_on: date | None = None
    date_by_requester: bool = False
    imported: bool = False
    council_told: bool = False
    findings: tuple[FindingFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a cell, never instead of it: another stage, request or source.

    A request without a finding stands there with what its clock says, and no stage.
    """

    request_ref: str
    stage: str
    outcome: str
    words: str
    shown: str
    published_on: date | None
    contradicts: bool
    quote: str = ""
    asked_on: date | None = None
    handle: int = 0


@dataclass(slots=True)
class Cell:
    """Authority x question x round, in the site's words; numbers are already masked.

    words: the sentence of the cell; shown: its value for a reader; value: the same for the files;
    working_days: from receipt to the first reply; days_late: working days after the later legal
    reading, 0 when not late or not known to be; checked: how the finding is settled; same_side:
    by somebody of the same investigation; untold: published, and no link to the right of reply
    was delivered; council: what the council says of it; handle: the finding whose passage it shows.
    """

    outcome: str
    words: str
    # From its finding, in the order of `cell_findings._told`:
    answer: Answer | None = None
    shown: str = ""
    value: str = ""
    unit: str = ""
    grounds: tuple[CitedGround, ...] = ()
    stage: str = ""
    checked: str = ""
    same_side: bool = False
    quote: str = ""
    quote_masked: bool = False
    link: str = ""
    handle: int = 0
    other_period: str = ""
    # From its request, in the order of `cell_findings.with_finding`:
    request_ref: str = ""
    asked_on: date | None = None
    due_on: date | None = None
    late_after: date | None = None
    answered_on: date | None = None
    working_days: int | None = None
    date_given_by_requester: bool = False
    days_late: int = 0
    untold: bool = False
    # From what else there is:
    from_source: bool = False
    asked_again: bool = False
    asked_again_due_on: date | None = None
    two_answers: bool = False
    council: CouncilSaid | None = None
    beside: tuple[Beside, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether the cell says a value, so that it counts as answered."""
        return self.answer is not None and self.answer.value is not None
