"""Why a cell says what it says: a few sentences beside it, in the site's own words."""

from datetime import date

from foi.rules.cell_clock import SILENCE_HOLDS_DAYS
from foi.rules.cell_facts import Cell
from foi.rules.outcomes import STAGE_WORDS
from foi.rules.showing import say_date

SETTLED_WHY = {
    "unchecked": "One person read the passage and typed the answer. No second person has settled "
    "it yet.",
    "checked": "One person read the passage; a second held the answer against it and agrees.",
    "agreed": "Two people read it apart from each other and say the same.",
    "third_reader": "Two people read it differently. A third settled it.",
}
_WAITING = {
    "not_asked": "Nobody has asked this council this question in this round.",
    "awaiting": "The time that the law gives for a reply is not over.",
    "unconfirmed": "The due date is over, and nobody has told us whether a reply came. Such a "
    "letter is counted neither as answered nor as late.",
    "on_hold": "The council waits for the person who asked, and its clock stands or begins anew.",
    # One sentence for all: which of them it is would say what somebody keeps private, or hides.
    "received": "A reply is in. What it says of this question does not stand here: it has not been "
    "read yet, or what was read is not public.",
    "withdrawn": "The person who asked took the letter back.",
}
FROM_SOURCE_WHY = (
    "The council had already published it: the answer is read from there, not from a reply."
)
MASKED_WHY = (
    "A number of fewer than five people, or a share that would give it away, is masked by us."
)
TWO_WHY = "Two replies say different things. The one to the letter sent last fills the cell."
REQUESTER_WHY = "The day on which the council received it was given by the person who asked."


def why(cell: Cell, on: date) -> list[str]:
    """What the table's words rest on, as at a day; the most telling sentence first."""
    said = [_overdue(cell, on)] if cell.outcome == "overdue" else []
    if cell.outcome in _WAITING:
        said.append(_WAITING[cell.outcome])
    if cell.stage and cell.stage != "first_response":
        said.append(
            f"This is what it said {STAGE_WORDS[cell.stage]}; what came before stands below."
        )
    if cell.from_source:
        said.append(FROM_SOURCE_WHY)
    if cell.checked:
        said.append(SETTLED_WHY[cell.checked])
    if cell.two_answers:
        said.append(TWO_WHY)
    if cell.quote_masked:
        said.append(MASKED_WHY)
    if cell.date_given_by_requester:
        said.append(REQUESTER_WHY)
    return said


def _overdue(cell: Cell, on: date) -> str:
    last = cell.late_after or cell.due_on
    day = f" ({say_date(last)})" if last else ""
    return (
        f"The letter reached the council, the later of the two readings of its due date{day} is "
        f"over, and within {SILENCE_HOLDS_DAYS} days of {say_date(on)} somebody confirmed that "
        "nothing had come."
    )
