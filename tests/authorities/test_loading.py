"""Loading our own file: told first, all or nothing, twice without harm, late without harm."""

from datetime import date

import pytest

from authorities.models import Authority, Code, Contact
from authorities.shipped import SHIPPED
from tests.authorities.files import TODAY, as_csv, edited, load, reasons, shipped_rows, told

pytestmark = pytest.mark.django_db
LATER = date(2027, 4, 5)


def set_cells(**cells):
    return lambda row: row.update(cells)


@pytest.mark.parametrize("day", [TODAY, LATER])
@pytest.mark.parametrize("path", SHIPPED)
def test_a_second_run_changes_nothing_on_any_day(register, path, day):
    outcome = load(path.read_bytes(), on=day)
    assert (outcome.touched, outcome.problems, outcome.changes) == (0, [], [])


def test_a_first_load_after_the_split_says_the_same(register):
    def state():
        codes = Code.objects.values_list("authority__slug", "scheme", "value", "valid_to")
        return set(codes.filter(authority__nation="England"))

    early = state()
    for model in (Code, Authority.successors.through, Authority):
        model.objects.all().delete()
    load(SHIPPED[0].read_bytes(), on=LATER)
    assert state() == early


def test_a_dry_run_tells_the_changes_and_saves_none(register):
    data = edited(set_cells(website="https://kent.example/", population="2"), only="Kent")
    wanted = [
        "Kent: website: http://www.kent.gov.uk/ -> https://kent.example/",
        "Kent: population: 1576070 -> 2",
    ]
    assert told(load(data, dry_run=True)) == wanted
    assert Authority.objects.get(slug="kent").population == 1576070
    assert told(load(data)) == wanted
    assert Authority.objects.get(slug="kent").population == 2


def test_a_dry_run_on_an_empty_register_adds_nothing(db):
    outcome = load(SHIPPED[0].read_bytes(), dry_run=True)
    assert len(outcome.added) == 163 and not Authority.objects.exists()


def test_one_bad_row_and_nothing_is_saved(db):
    outcome = load(edited(set_cells(region="Wessex"), only="Devon"))
    assert reasons(outcome).startswith('Line 5: region "Wessex"')
    assert not Authority.objects.exists()


def test_every_bad_row_is_reported_at_once(db):
    rows = shipped_rows()
    rows[3]["start_date"] = "soon"
    rows[9]["gss_code"] = "?"
    assert [problem.line for problem in load(as_csv(rows)).problems] == [5, 11]


def test_a_code_given_to_two_bodies_is_refused(db):
    outcome = load(edited(set_cells(dfe_code="886"), only="Devon"))
    assert reasons(outcome) == (
        "Line 11: DfE number 886 would belong to Devon County Council and Kent County Council "
        "at the same time."
    )
    assert not Code.objects.exists()


def test_two_lines_for_one_body_are_refused(db):
    rows = shipped_rows()
    said = reasons(load(as_csv([*rows, rows[9]])))
    assert said == "Line 165: Kent is the same body as line 11, Kent."


def test_codes_of_two_bodies_on_one_line_are_refused(register):
    said = reasons(load(edited(set_cells(local_authority_code="DEV"), only="Kent")))
    assert "Line 11: Kent: its codes and name belong to different bodies, Devon" in said


def test_a_successor_that_nobody_knows_is_refused(register):
    said = reasons(load(edited(set_cells(successor_gss_codes="E06000999"), only="Kent")))
    assert said == "Line 11: Kent: its successor E06000999 is not in the register."


def test_a_blank_leaves_what_we_have_but_a_blank_day_means_always(register):
    outcome = load(edited(set_cells(website="", population="", end_date=""), only="Surrey"))
    assert "Surrey: valid_to: 2027-03-31 -> nothing" in told(outcome)
    surrey = Authority.objects.get(slug="surrey")
    assert surrey.website and surrey.population and surrey.in_force(LATER)
    assert Authority.objects.with_code("dfe", "936", LATER).get() == surrey


def test_a_new_boundary_ends_the_old_code_the_day_before(register):
    again = set_cells(
        gss_code="E08000050", former_gss_codes="E08000016;E08000038", gss_code_start="2028-05-01"
    )
    data = edited(again, only="Barnsley")
    assert told(load(data)) == [
        "Barnsley: gss E08000038: from 2025-05-01 -> from 2025-05-01 to 2028-04-30",
        "Barnsley: gss:  -> E08000050 (from 2028-05-01)".replace(":  ->", ": nothing ->"),
    ]
    held = [
        Authority.objects.with_code("gss", code, day).count()
        for code, day in (("E08000038", date(2028, 4, 30)), ("E08000050", date(2028, 5, 1)))
    ]
    assert held == [1, 1]
    assert not load(data).changes


def test_a_replaced_page_address_ends_and_is_still_known(register):
    data = edited(set_cells(wdtk_slug="kent_council"), only="Kent")
    load(data, on=TODAY)
    kent = Authority.objects.get(slug="kent")
    assert kent.wdtk_url.endswith("/kent_council")
    assert Authority.objects.resolve("wdtk", "kent_county_council", TODAY) == kent
    assert not load(data, on=LATER).changes


def test_planned_bodies_get_their_codes_when_these_are_issued(register):
    def issue(row):
        if row["nice_name"] == "East Surrey":
            row.update(gss_code="E06000067", dfe_code="936")

    outcome = load(edited(issue))
    assert told(outcome) == [
        "East Surrey: gss: nothing -> E06000067 (from 2027-04-01)",
        "East Surrey: dfe: nothing -> 936 (from 2027-04-01)",
    ]
    assert Authority.objects.with_code("dfe", "936", LATER).get().slug == "east-surrey"
    assert Authority.objects.with_code("dfe", "936", TODAY).get().slug == "surrey"


def test_a_number_passes_on_whichever_line_comes_first(db):
    rows = {row["nice_name"]: row for row in shipped_rows()}
    surrey, heirs = rows["Surrey"], [rows["East Surrey"], rows["West Surrey"]]
    load(as_csv([surrey | {"end_date": "", "successor_gss_codes": ""}]))
    heirs[0] = heirs[0] | {"dfe_code": "936"}
    for file in ([*heirs, surrey], [surrey, *heirs]):
        outcome = load(as_csv(file))
        assert not outcome.problems
    assert not outcome.changes
    assert Authority.objects.with_code("dfe", "936", LATER).get().slug == "east-surrey"
    assert Authority.objects.with_code("dfe", "936", TODAY).get().slug == "surrey"


def test_what_a_person_set_by_hand_stays_and_is_said(register):
    kent = Authority.objects.get(slug="kent")
    kent.website = "https://www.kent.gov.uk/"
    kent.save()
    kent.keep_by_hand(["website"])
    outcome = load(SHIPPED[0].read_bytes())
    assert not outcome.changes
    assert outcome.notes == [
        "Kent: website stays https://www.kent.gov.uk/, set by hand; "
        "the file: http://www.kent.gov.uk/"
    ]


def test_an_address_here_never_changes_with_the_name(register):
    data = edited(set_cells(nice_name="Kent and Medway"), only="Kent")
    assert told(load(data)) == ["Kent and Medway: short_name: Kent -> Kent and Medway"]
    assert Authority.objects.get(short_name="Kent and Medway").slug == "kent"


def test_a_taken_slug_gets_a_number(register):
    rows = shipped_rows()
    new = rows[9] | {
        "gss_code": "E10000099", "dfe_code": "999", "local_authority_code": "KN2",
        "wdtk_slug": "kent_2", "govuk_slug": "", "official_name": "New Kent Council",
    }  # fmt: skip
    outcome = load(as_csv([new]))
    assert outcome.added == ["Kent"] and not outcome.problems
    assert Authority.objects.get(name="New Kent Council").slug == "kent-2"


def test_an_address_in_the_file_is_only_a_proposal(register):
    load(
        edited(
            set_cells(foi_email="foi@kent.gov.uk", foi_email_source="https://k.uk/"), only="Kent"
        )
    )
    contact = Contact.objects.get()
    assert (contact.status, contact.source) == ("proposed", "https://k.uk/")
    assert contact.authority.confirmed_email(LATER) is None
