"""What the database refuses, and what an authority says of itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from authorities.models import Authority, Code, Contact
from tests.authorities.files import TODAY

pytestmark = pytest.mark.django_db


def create(slug: str = "kent", **fields: object) -> Authority:
    defaults = {"name": slug.title(), "short_name": slug.title(), "type": "county"}
    return Authority.objects.create(slug=slug, region="South East", **(defaults | fields))


def contact(authority: Authority, **fields: object) -> Contact:
    defaults = {"channel": "email", "value": "foi@kent.gov.uk", "source": "https://k.uk/"}
    return Contact.objects.create(authority=authority, **(defaults | fields))


def bites(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_an_address_here_belongs_to_one_authority():
    create()
    bites(lambda: create())


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_from": date(2020, 1, 2), "valid_to": date(2020, 1, 1)},
        {"latitude": 51, "longitude": 40},
        {"latitude": 51, "longitude": None},
    ],
)
def test_impossible_days_and_places_are_refused(fields):
    bites(lambda: create(**fields))


def test_a_body_may_live_for_one_day():
    assert create(valid_from=TODAY, valid_to=TODAY).in_force(TODAY)


def test_a_code_has_one_holder_at_a_time():
    kent, devon = create(), create("devon")
    Code.objects.create(authority=kent, scheme="dfe", value="886")
    bites(lambda: Code.objects.create(authority=devon, scheme="dfe", value="886"))
    ended = Code(authority=devon, scheme="dfe", value="886", valid_to=TODAY)
    with pytest.raises(ValidationError, match="Kent holds DfE number 886"):
        ended.full_clean()


def test_a_code_stands_once_and_does_not_run_backwards():
    kent = create()
    Code.objects.create(authority=kent, scheme="dfe", value="886", valid_to=TODAY)
    bites(lambda: Code.objects.create(authority=kent, scheme="dfe", value="886"))
    bites(
        lambda: Code.objects.create(
            authority=kent, scheme="dfe", value="1", valid_from=TODAY, valid_to=date(2020, 1, 1)
        )
    )


def test_a_code_may_pass_to_a_successor():
    kent, new = create(), create("new-kent")
    Code.objects.create(authority=kent, scheme="dfe", value="886", valid_to=date(2028, 3, 31))
    passed = Code(authority=new, scheme="dfe", value="886", valid_from=date(2028, 4, 1))
    passed.full_clean()
    passed.save()
    assert Authority.objects.with_code("dfe", "886", TODAY).get() == kent
    assert Authority.objects.with_code("dfe", "886", date(2028, 4, 1)).get() == new


def test_an_ending_body_ends_its_codes():
    kent = create(valid_to=TODAY)
    code = Code.objects.create(authority=kent, scheme="dfe", value="886")
    kent.end_codes()
    kent.end_codes()
    code.refresh_from_db()
    assert code.valid_to == TODAY


@pytest.mark.parametrize("missing", [{"source": ""}, {"checked_on": None}])
def test_nothing_is_confirmed_without_source_and_day(missing):
    kent = create()
    fields = {"status": "confirmed", "checked_on": TODAY} | missing
    bites(lambda: contact(kent, **fields))


def test_one_contact_a_channel_is_confirmed():
    kent = create()
    contact(kent, status="confirmed", checked_on=TODAY)
    bites(lambda: contact(kent, value="b@kent.gov.uk", status="confirmed", checked_on=TODAY))


def test_confirming_another_address_withdraws_the_first():
    kent = create()
    first = contact(kent, status="confirmed", checked_on=date(2026, 1, 1))
    second = contact(kent, value="new@kent.gov.uk")
    second.confirm(source="https://k.uk/new", on=TODAY)
    second.confirm(source="https://k.uk/new", on=TODAY)
    first.refresh_from_db()
    assert (first.status, second.status) == ("withdrawn", "confirmed")
    assert kent.confirmed_email(TODAY) == second


@pytest.mark.parametrize("status", ["proposed", "withdrawn", "bouncing"])
def test_a_letter_goes_only_to_a_confirmed_address(status):
    kent = create()
    contact(kent, status=status, checked_on=TODAY)
    assert kent.confirmed_email(TODAY) is None


def test_a_portal_is_no_address_and_tomorrows_check_is_not_todays():
    kent = create()
    contact(kent, channel="portal", value="https://k.uk/form", status="confirmed", checked_on=TODAY)
    email = contact(kent, status="confirmed", checked_on=TODAY)
    assert kent.confirmed_email(date(2026, 11, 21)) is None
    assert kent.confirmed_email(TODAY) == email
    email.mark_bouncing()
    assert Authority.objects.get().confirmed_email(TODAY) is None
    email.withdraw()
    assert Contact.objects.get(channel="email").status == "withdrawn"


def test_an_authority_with_codes_is_never_deleted_by_accident():
    kent = create()
    Code.objects.create(authority=kent, scheme="dfe", value="886")
    bites(lambda: kent.delete())
