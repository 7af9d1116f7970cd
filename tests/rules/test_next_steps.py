"""The one next step: in every state, on every side of each date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from foi.rules.lifecycle import State
from foi.rules.next_steps import Next, Standing, next_step

DUE = date(2026, 12, 21)
LATER = date(2026, 12, 22)
SENT = Standing(State.SENT, due_on=DUE, late_after=LATER, fortieth_on=date(2027, 1, 22), asked=3)
REPLIED = Standing(State.REPLIED, asked=3)


@pytest.mark.parametrize(
    ("standing", "today", "step"),
    [
        (Standing(State.DRAFT), DUE, Next.SEND),
        (SENT, DUE, Next.WAIT),
        (SENT, LATER, Next.WAIT),  # nobody is asked before the later reading is over
        (SENT, LATER + timedelta(days=1), Next.TELL),
        (replace(SENT, silence_said_on=DUE), LATER + timedelta(days=1), Next.TELL),
        (replace(SENT, silence_said_on=date(2026, 12, 23)), date(2026, 12, 23), Next.CHASE),
        (replace(SENT, silence_said_on=date(2026, 12, 23)), date(2027, 1, 22), Next.COMPLAIN),
        (replace(SENT, silence_said_on=date(2026, 12, 23)), date(2027, 1, 23), Next.TELL),
        (replace(SENT, came_said_on=DUE), LATER, Next.LOG),
        (replace(SENT, reached=False), DUE, Next.FIND_ADDRESS),
        (replace(SENT, due_on=None, late_after=None), date(2030, 1, 1), Next.WAIT),
        (replace(SENT, late_after=None), LATER, Next.TELL),
        (Standing(State.ON_HOLD, hold_kind="clarification"), DUE, Next.ANSWER_QUESTION),
        (Standing(State.ON_HOLD, hold_kind="fee"), DUE, Next.PAY_FEE),
        (REPLIED, DUE, Next.READ),
        (replace(REPLIED, reading_wanted=True), DUE, Next.READING_WANTED),
        (replace(REPLIED, read=3, unpublished=1), DUE, Next.PUBLISH),
        (replace(REPLIED, read=3), DUE, Next.NOTHING),
        (Standing(State.REFUSED, asked=1), DUE, Next.READ),
        (Standing(State.WITHDRAWN, asked=1), DUE, Next.NOTHING),
        (Standing(State.CLOSED, asked=1, read=1, unpublished=1), DUE, Next.PUBLISH),
    ],
)
def test_there_is_one_thing_to_do(standing: Standing, today: date, step: Next) -> None:
    assert next_step(standing, today) == step
