"""Right of reply: when a council gets its link, how long it has, how long the link opens.

PUBLICATION.md and point 4 of the issue: before an investigation is published each council gets a
link to its cells and at least ten working days; a single request's cells show at once and its
link goes out the same day. Nothing here reads the clock.
"""

from datetime import date, timedelta

from foi.rules.working_days import Calendar

REPLY_DAYS = 10  # working days that a council has before an investigation is published
AHEAD = 15  # working days before an embargo's end, from which its links are due
LINK_DAYS = 180  # calendar days for which a link opens


def is_due(
    *, published: bool, past_due: bool, embargo_until: date | None, today: date, calendar: Calendar
) -> bool:
    """Whether a council shall have its link today to one investigation, or to one request.

    `published`: the button was pressed for some finding of it; `past_due`: the later of the two
    legal readings is over and no reply is recorded, which an investigation will say too. Public
    at once: with its first finding. Under embargo: near its end, with what will be said then.
    """
    if embargo_until is None or embargo_until <= today:
        return published
    if not published and not past_due:
        return False
    return calendar.count(today, embargo_until) <= AHEAD


def reply_by(told_on: date, calendar: Calendar) -> date:
    """The tenth working day after the council was told."""
    return calendar.add(told_on, REPLY_DAYS)


def is_short(embargo_until: date | None, told_on: date, calendar: Calendar) -> bool:
    """Whether the embargo ends before the council has had its ten working days."""
    return (
        embargo_until is not None
        and embargo_until > told_on
        and (embargo_until <= reply_by(told_on, calendar))
    )


def expires_on(today: date) -> date:
    """The last day on which a link made today opens."""
    return today + timedelta(days=LINK_DAYS)
