"""What the "done" story is about, shared by the walk through pages and by the real browser."""

from datetime import date
from io import StringIO

from django.core.management import call_command

from foi.models import User
from tests.builders import create_campaigner, load_holidays

ASKED = date(2026, 11, 20)  # a Friday
SECOND_ASKED = date(2026, 12, 15)
DAY_AFTER = date(2026, 12, 22)  # the first working day after the 21st
ANSWERED = date(2027, 1, 5)
LETTER = "send-staff-targets"
TITLE = "SEND staff targets and objectives"
PARENT, NAME, ALIAS = "pat.marsh@example.org", "Pat Marsh", "Requester 4821"
SECRET_ALIAS = "Requester 9173"
# Words that no page says by itself.
OPENING = "As a resident who reads every service plan, I would like to know this of your service."
SECRET_OPENING = "As a resident who collects timetables, I would like to know this of your service."
REPLY = """Dear requester,

1. We have no such target for assessments.
2. There is one for plans, in the service plan.
3. To answer this would exceed the cost limit, so section 12(1) applies.
9. No one's pay depends on a target.
12. We do not hold a plan without names.
"""
# number in the letter, outcome, value, ground, the passage that says so
READINGS = (
    (1, "Answered", "No", "", "We have no such target for assessments."),
    (2, "Answered", "Team plan", "", "There is one for plans, in the service plan."),
    (
        3,
        "Refused",
        "",
        "Section 12",
        "To answer this would exceed the cost limit, so section 12(1) applies.",
    ),
    (9, "Answered", "No", "", "No one's pay depends on a target."),
    (12, "Council says it does not hold this", "", "", "We do not hold a plan without names."),
)


def prepare() -> User:
    """The real register, the real letters, the holidays, and an approved campaigner."""
    load_holidays()
    for command in ("import_authorities", "load_letters"):
        call_command(command, verbosity=0, stdout=StringIO())
    return create_campaigner()
