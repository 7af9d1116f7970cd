"""What the made-up sample holds, checked in one loading: states, marks, masks, and no real name."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from authorities.models import Authority
from foi.comparison import table
from foi.comparison.agreement import agreement_of
from foi.mail.pdfs import text_of
from foi.management.demo_councils import COUNCILS
from foi.management.demo_words import MARK
from foi.models import (
    Attachment,
    Correction,
    Finding,
    Investigation,
    Lease,
    Letter,
    Message,
    Reading,
    Request,
    User,
)
from tests.builders import at, load_holidays

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)  # a Sunday


def a_request_made_in_the_sample_is_made_up_too() -> None:
    assert not Request.objects.filter(made_up=False).exists()


def every_cache_follows_from_its_events() -> None:
    said = StringIO()
    call_command("recount", "--check", stdout=said)
    assert said.getvalue() == f"{Request.objects.count()} requests replayed, 0 wrong.\n"


def each_mark_of_a_second_and_a_third_reader_is_shown() -> None:
    letter = Letter.objects.get(slug="send-staff-targets")
    made = table(letter, letter.rounds.get(), user=None, on=TODAY)
    marks = {cell.cell.checked for row in made.rows for cell in row.cells}
    assert marks >= {"unchecked", "checked", "agreed", "third_reader"}
    assert Finding.objects.unchecked().filter(differs_at__isnull=False).count() == 1
    assert Correction.objects.get().says.endswith("Council says it does not hold this")
    double = Investigation.objects.get(double_blind=True)
    found = agreement_of(double, on=TODAY)
    assert (found.n, found.agreed) == (12, 11) and found.kappa is not None
    assert not Lease.objects.exists()


def small_numbers_are_masked_in_the_sample() -> None:
    letter = Letter.objects.get(slug="tribunal-appeals")
    made = table(letter, letter.rounds.get(), user=None, on=TODAY)
    row = next(row for row in made.rows if row.authority.slug == "sampleshire")
    assert row.cells[0].cell.value == "<5"
    assert not any("3 were agreed" in cell.cell.quote for cell in row.cells)


def embargoed_and_private_requests_are_not_in_the_publics_table() -> None:
    letter = Letter.objects.get(slug="send-staff-targets")
    made = table(letter, letter.rounds.get(), user=None, on=TODAY)
    cells = {row.authority.slug: {c.cell.outcome for c in row.cells} for row in made.rows}
    assert cells["dummy-valley"] == cells["nowhere-sound"] == {"not_asked"}
    embargoed = Investigation.objects.get(slug="sample-embargoed")
    assert embargoed.is_embargoed(TODAY) and embargoed.memberships.count() == 3
    seen = Request.objects.visible_to(None, TODAY)
    assert not seen.filter(authority__slug__in=["dummy-valley", "nowhere-sound", "samplesea"])


def every_sentence_of_a_council_says_that_it_is_made_up() -> None:
    quotes = Reading.objects.exclude(outcome="unanswered").values_list("quote", flat=True)
    assert quotes and all(quote.startswith(MARK) for quote in quotes)
    for text in Message.objects.filter(direction="in").values_list("text", flat=True):
        assert all(part.lstrip("0123456789. ").startswith(MARK) for part in text.split("\n\n"))
    released = Attachment.objects.filter(released_at__isnull=False)
    assert released
    for file in released:
        content = file.released_file.read()
        if file.released_name.endswith(".pdf"):
            assert all("(Made up)" in page for page in text_of(content))
        else:
            assert content.startswith(b"(Made up)")


def councils_have_replied_disputed_answered_and_been_told_or_not() -> None:
    letter = Letter.objects.get(slug="send-staff-targets")
    made = table(letter, letter.rounds.get(), user=None, on=TODAY)
    rows = {row.authority.slug: {shown.key: shown.cell for shown in row.cells} for row in made.rows}
    assert rows["sampleshire"]["target_budget"].council.says
    assert "disputed by the council" in rows["exampleshire"]["pay_linked"].notes
    assert "answered only in the right of reply" in rows["hypothetica"]["targets_met"].notes
    assert not rows["fictionby"]["pay_linked"].untold and rows["mockton"]["pay_linked"].untold
    assert mail.outbox == []


def no_name_in_the_sample_is_that_of_a_real_council_or_person() -> None:
    made_up = {council.slug for council in COUNCILS}
    assert set(Authority.objects.values_list("slug", flat=True)) == made_up
    assert {user.legal_name.split()[0] for user in User.objects.all()} == {"Sample"}
    assert all(user.email.endswith("@example.org") for user in User.objects.all())
    call_command("import_authorities", verbosity=0, stdout=StringIO())
    real = Authority.objects.exclude(slug__in=made_up)
    names = {council.short_name for council in COUNCILS}
    assert len(real) > 100 and not real.filter(short_name__in=names).exists()


def test_what_the_sample_holds(settings: Any, subtests: pytest.Subtests) -> None:
    settings.DEMO = True
    load_holidays()
    with time_machine.travel(at(TODAY), tick=False):
        call_command("load_demo", stdout=StringIO())
        for check in (
            a_request_made_in_the_sample_is_made_up_too,
            every_cache_follows_from_its_events,
            each_mark_of_a_second_and_a_third_reader_is_shown,
            small_numbers_are_masked_in_the_sample,
            embargoed_and_private_requests_are_not_in_the_publics_table,
            every_sentence_of_a_council_says_that_it_is_made_up,
            councils_have_replied_disputed_answered_and_been_told_or_not,
            no_name_in_the_sample_is_that_of_a_real_council_or_person,
        ):
            with subtests.test(check.__name__):
                check()
