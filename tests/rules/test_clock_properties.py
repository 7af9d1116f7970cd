"""What must hold for every date and every history, not only for the worked ones."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from foi.rules.clock import Happened, days_late, days_taken, run
from foi.rules.counting import calendar_of
from foi.rules.regimes import REGIMES
from foi.rules.working_days import seed

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
PLAIN = st.sampled_from(["foia", "eir", "foisa", "foia_archives", "internal_review"])
KINDS = st.sampled_from(
    [
        "clarification_requested", "clarification_received", "fees_notice", "fee_paid",
        "transferred", "received_by_new_authority", "pit_extension_notified",
        "eir_extension_notified", "sar_extension_notified", "id_requested", "id_received",
        "school_closed", "response", "acknowledged", "chased",
    ]
)  # fmt: skip


@st.composite
def histories(draw):
    received = draw(DAYS)
    offsets = draw(
        st.lists(st.tuples(KINDS, st.integers(-10, 120), st.integers(0, 60)), max_size=8)
    )
    return received, [
        Happened(kind, received + timedelta(days=n), received + timedelta(days=n + length))
        for kind, n, length in offsets
    ]


@given(PLAIN, DAYS)
def test_the_due_day_is_a_working_day_and_exactly_so_many_lie_before_it(regime, received):
    clock = run(regime, received, holidays=seed())
    calendar = calendar_of(REGIMES[regime], seed())
    assert clock.due_on > received
    assert calendar.is_working_day(clock.due_on)
    assert calendar.count(received, clock.due_on) == REGIMES[regime].days
    assert (
        days_taken(received, clock.due_on, regime=regime, holidays=seed()) == REGIMES[regime].days
    )


@given(st.sampled_from(sorted(REGIMES)), DAYS, st.integers(0, 30))
def test_a_later_receipt_is_never_due_earlier(regime, received, later):
    first = run(regime, received, holidays=seed())
    second = run(regime, received + timedelta(days=later), holidays=seed())
    assert first.due_on <= second.due_on
    assert first.late_after <= second.late_after


@given(PLAIN | st.just("school"), histories())
def test_the_trace_adds_up(regime, history):
    received, events = history
    clock = run(regime, received, events, holidays=seed())
    if clock.due_on is None:
        return
    span = (clock.due_on - clock.counted_from).days
    assert [s.on for s in clock.steps] == [
        clock.counted_from + timedelta(days=n) for n in range(1, span + 1)
    ]
    numbers = [s.number for s in clock.steps if s.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert clock.steps[-1].number == len(numbers)
    limit = REGIMES[regime].days + (20 if clock.extended else 0)
    longest = REGIMES[regime].outer_days or 0
    assert len(numbers) == limit or regime == "school" and len(numbers) <= longest + 20


@given(st.sampled_from(sorted(REGIMES)), histories(), st.randoms(use_true_random=False))
def test_the_order_of_events_and_saying_one_twice_change_nothing(regime, history, chance):
    received, events = history
    shuffled = [*events, *events[:2]]
    chance.shuffle(shuffled)
    assert run(regime, received, events, holidays=seed()) == run(
        regime, received, shuffled, holidays=seed()
    )


@given(st.sampled_from(sorted(REGIMES)), histories())
def test_a_clock_either_runs_or_says_since_when_it_does_not(regime, history):
    received, events = history
    clock = run(regime, received, events, holidays=seed())
    assert (clock.due_on is None) == (clock.on_hold_since is not None)
    assert (clock.hold is None) == (clock.on_hold_since is None)
    if clock.due_on is None:
        assert clock.late_after is None


@given(st.sampled_from(sorted(REGIMES)), histories())
def test_nobody_is_late_before_the_day_shown(regime, history):
    received, events = history
    clock = run(regime, received, events, holidays=seed())
    if clock.due_on and clock.late_after:
        assert clock.late_after >= clock.due_on
        assert clock.code_due_on is None or clock.late_after >= clock.code_due_on
        assert days_late(clock, clock.late_after, holidays=seed()) == 0


@given(st.sampled_from(sorted(REGIMES)), histories())
def test_what_happened_before_receipt_and_chasing_change_nothing(regime, history):
    received, events = history
    idle = {"acknowledged", "chased"}
    kept = [
        e for e in events
        if e.kind not in idle and (e.on >= received or e.kind == "school_closed")
    ]  # fmt: skip
    assert run(regime, received, events, holidays=seed()) == run(
        regime, received, kept, holidays=seed()
    )


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_paid_fee_moves_the_date_by_its_working_days_and_no_more(received, wait, length):
    notice = received + timedelta(days=wait)
    paid = notice + timedelta(days=length)
    plain = run("foia", received, holidays=seed()).due_on
    events = [Happened("fees_notice", notice), Happened("fee_paid", paid)]
    clock = run("foia", received, events, holidays=seed())
    first = max(notice, received + timedelta(days=1))
    idle = seed().uk.count(first - timedelta(days=1), paid)
    if notice > plain:
        assert clock.due_on == plain
    else:
        assert clock.due_on == seed().uk.add(received, 20 + idle)
