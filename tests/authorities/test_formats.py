"""Other people's files: what is taken from them, what is left, whom they mean."""

from datetime import date

import pytest

from authorities.models import Authority, Contact
from tests.authorities.files import TODAY, load, reasons, told

pytestmark = pytest.mark.django_db

WDTK = (
    "Internal ID,Name,Short name,URL name,Tags,Home page,Publication scheme,Disclosure log,"
    "Notes,Created at,Updated at,Version\n"
)
OLD_WDTK = WDTK.removeprefix("Internal ID,")
KEBAB = (
    "name,short-name,url-name,tags,home-page,publication-scheme,disclosure-log,notes,"
    "created-at,updated-at,version\n"
)
ALAVETELI = (
    "#name,request_email,short_name,publication_scheme,disclosure_log,home_page,tag_string\n"
)
LOG = "https://www.kent.gov.uk/disclosure-log"
MYSOCIETY = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,"
    "nation,region,local-authority-type,former-gss-codes,long,lat,wdtk-id\n"
)


def wdtk_row(url_name: str, tags: str, *, name: str = "Kent CC", log: str = "") -> str:
    return f"{name},KCC,{url_name},{tags},https://elsewhere.example/,,{log},,2008,2026,3\n"


@pytest.mark.parametrize(
    ("header", "lead", "tags"),
    [
        (WDTK, "72,", "county_council la:886 gss:E10000016"),
        (OLD_WDTK, "", "county_council la:886 gss:E10000016"),
        (KEBAB, "", "county_council|la:886|gss:E10000016"),
    ],
)
def test_whatdotheyknow_gives_the_disclosure_log_in_each_dress(register, header, lead, tags):
    data = header + lead + wdtk_row("kent_county_council", tags, log=LOG)
    outcome = load(data)
    assert f"Kent: disclosure_log: nothing -> {LOG}" in told(outcome)
    kent = Authority.objects.get(slug="kent")
    assert (kent.disclosure_log, kent.name) == (LOG, "Kent County Council")
    assert kent.website == "http://www.kent.gov.uk/"
    assert not load(data).changes and not load(data, on=date(2028, 1, 1)).changes


def test_a_link_that_is_none_is_left_out_and_said(register):
    rows = wdtk_row("kent_county_council", "la:886", log="javascript:alert(1)")
    outcome = load(OLD_WDTK + rows + wdtk_row("ofsted", "", log="see site"))
    assert outcome.notes == [
        "Line 2: Kent CC: its disclosure-log is not a web address and was left out."
    ]
    assert not Authority.objects.exclude(disclosure_log="").exists()


def test_whatdotheyknow_numbers_are_kept(register):
    load(WDTK + "72," + wdtk_row("kent_county_council", "la:886"))
    assert Authority.objects.resolve("wdtk_id", "72", TODAY).slug == "kent"


@pytest.mark.parametrize(
    ("url_name", "tags", "slug"),
    [
        ("anything", "la:886", "kent"),
        ("anything", "la:886 gss:E10000008", "kent"),
        ("anything", "gss:E10000016", "kent"),
        ("anything", "la:999 gss:E08000016", "barnsley"),
        ("kent_county_council", "council", "kent"),
        ("north_yorkshire_council", "la:815", "north-yorkshire"),
        ("buckinghamshire_county_council", "la:825 defunct", "buckinghamshire-county"),
        ("cumbria_county_council", "defunct", "cumbria"),
    ],
)
def test_la_comes_before_gss_and_gss_before_the_address(register, url_name, tags, slug):
    outcome = load(WDTK + "1," + wdtk_row(url_name, tags, log=LOG))
    assert not outcome.problems
    assert Authority.objects.get(disclosure_log=LOG).slug == slug


def test_bodies_that_are_none_of_ours_are_counted_not_faults(register):
    outcome = load(
        WDTK
        + "1," + wdtk_row("ofsted", "department", name="Ofsted")
        + "2," + wdtk_row("afc", "la:314 la:318", name="Achieving for Children")
        + "3," + wdtk_row("kent_county_council", "la:886")
    )  # fmt: skip
    assert (outcome.read, outcome.skipped, outcome.problems) == (3, 2, [])


def test_of_two_bodies_with_one_number_the_known_page_is_taken(register):
    both = [
        "1," + wdtk_row("kent_safeguarding_board", "la:886", name="Safeguarding board"),
        "2," + wdtk_row("kent_county_council", "la:886", log=LOG),
    ]
    for rows in (both, both[::-1]):
        outcome = load(WDTK + "".join(rows))
        assert not outcome.problems and outcome.skipped == 1
        assert "Safeguarding board carries the code of Kent County Council" in outcome.notes[0]
    assert Authority.objects.get(slug="kent").wdtk_url.endswith("/kent_county_council")


def test_of_two_unknown_pages_with_one_number_none_is_guessed(register):
    rows = "1," + wdtk_row("a", "la:886") + "2," + wdtk_row("b", "la:886")
    assert reasons(load(WDTK + rows)) == ("Line 3: Kent CC is the same body as line 2, Kent CC.")


def test_defunct_there_and_in_force_here_is_said(register):
    outcome = load(WDTK + "1," + wdtk_row("kent_county_council", "la:886 defunct"))
    assert "marked as defunct there, in force here: Kent County Council" in outcome.notes[0]
    assert Authority.objects.get(slug="kent").valid_to is None


def test_an_alaveteli_address_becomes_a_proposal_with_its_file_as_source(register):
    row = "Kent County Council,foi@kent.gov.uk,Kent,,,,council\n"
    outcome = load(ALAVETELI + row, source="bodies.csv")
    assert told(outcome) == ["Kent: email foi@kent.gov.uk: nothing -> proposed"]
    contact = Contact.objects.get()
    assert (contact.source, contact.checked_on) == ("bodies.csv", None)
    assert contact.authority.confirmed_email(TODAY) is None
    assert not load(ALAVETELI + row, source="later.csv").changes


def test_an_alaveteli_address_never_wakes_a_withdrawn_contact(register):
    kent = Authority.objects.get(slug="kent")
    Contact.objects.create(authority=kent, channel="email", value="FOI@kent.gov.uk",
                           source="https://k.uk/", status="withdrawn")  # fmt: skip
    assert not load(ALAVETELI + "Kent,foi@kent.gov.uk,,,,,la:886\n").changes


def test_an_alaveteli_row_without_a_real_address_is_a_bad_row(register):
    said = reasons(load(ALAVETELI + "Kent County Council,see website,,,,,\n"))
    assert said.startswith('Line 2: request-email "see website" should look like')


def mysociety_row(code: str, gss: str, *, end: str = "", by: str = "", number: str = "") -> str:
    lists = f'"{by}"'
    return f"{code},Any Council,Any,{gss},2005-06-18,{end},{lists},England,X,UA,,9.9,9.9,{number}\n"


def test_mysociety_dates_names_and_centroids_are_not_taken(register):
    outcome = load(MYSOCIETY + mysociety_row("KEN", "E10000016", number="72.0"))
    assert told(outcome) == ["Kent: wdtk_id: nothing -> 72 (always)"]


def test_mysociety_codes_that_are_out_of_date_change_nothing(register):
    assert not load(MYSOCIETY + mysociety_row("BNS", "E08000016")).changes


def test_mysociety_ends_of_april_the_first_mean_the_day_before(register):
    data = MYSOCIETY + mysociety_row("KEN", "E10000016", end="2028-04-01", by="DEV,ESX")
    assert told(load(data)) == [
        "Kent: valid_to: nothing -> 2028-03-31",
        "Kent: successor: nothing -> Devon",
        "Kent: successor: nothing -> East Sussex",
    ]
    assert not load(data).changes


def test_mysociety_districts_are_skipped_and_new_codes_taken(register):
    rows = mysociety_row("ADU", "E07000223") + mysociety_row("DEV", "E10000098")
    outcome = load(MYSOCIETY + rows)
    assert outcome.skipped == 1
    assert "Devon: gss: nothing -> E10000098 (from 2026-11-22)" in told(outcome)
    assert Authority.objects.resolve("gss", "E10000008", TODAY).gss_code == "E10000098"


def test_a_number_that_another_body_has_is_left_out_and_said(register):
    rows = [mysociety_row(code, gss, number="5.0") for code, gss in
            (("KEN", "E10000016"), ("DEV", "E10000008"))]  # fmt: skip
    outcome = load(MYSOCIETY + "".join(rows))
    assert outcome.notes == [
        "Columns that are not read: region, long, lat.",
        "Devon County Council: wdtk_id 5 was left out, Kent County Council has it.",
    ]
