"""The register that comes with the project: counts, succession, codes, on given days."""

from datetime import date

import pytest

from authorities.models import Authority, Code, Contact
from authorities.shipped import load_shipped
from tests.authorities.files import TODAY, edited

SPLIT = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("day", "count"),
    [(TODAY, 153), (date(2027, 3, 31), 153), (SPLIT, 154)],
)
def test_as_many_answer_for_send_as_the_law_says(register, day, count):
    assert Authority.objects.answering_for_send(day).count() == count


def test_the_other_nations_are_kept_for_the_postcode_page_only(register):
    elsewhere = Authority.objects.in_force(TODAY).exclude(nation="England")
    counts = [elsewhere.filter(nation=n).count() for n in ("Scotland", "Wales", "Northern Ireland")]
    assert counts == [32, 22, 1]
    assert Authority.objects.in_force(TODAY).count() == 153 + 55


def test_planned_and_abolished_follow_from_dates(register):
    assert Authority.objects.planned(TODAY).count() == 2
    assert Authority.objects.abolished(TODAY).count() == 8
    surrey = Authority.objects.get(slug="surrey")
    assert [surrey.status(d) for d in (TODAY, date(2027, 3, 31), SPLIT)] == [
        "current", "current", "abolished",
    ]  # fmt: skip
    assert Authority.objects.get(slug="east-surrey").status(TODAY) == "planned"


def test_succession_is_many_to_many(register):
    bcp = Authority.objects.get(slug="bournemouth-christchurch-and-poole")
    assert {a.slug for a in bcp.predecessors.all()} == {"bournemouth", "poole", "dorset-county"}
    dorset = Authority.objects.get(slug="dorset-county")
    assert {a.slug for a in dorset.successors.all()} == {"dorset", bcp.slug}
    surrey = Authority.objects.get(slug="surrey")
    assert {a.slug for a in surrey.successors.all()} == {"east-surrey", "west-surrey"}


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("E08000016", "E08000038", "barnsley"),
        ("E08000019", "E08000039", "sheffield"),
        ("E08000020", "E08000037", "gateshead"),
        ("E06000048", "E06000057", "northumberland"),
    ],
)
def test_any_historic_code_finds_its_authority(register, old, new, slug):
    found = [Authority.objects.resolve("gss", code, TODAY) for code in (old, new)]
    assert [a.slug for a in found if a] == [slug, slug]
    assert found[0].gss_code == new
    assert not Authority.objects.with_code("gss", old, TODAY)


@pytest.mark.parametrize(
    ("number", "last_day", "before", "after"),
    [
        ("815", date(2023, 3, 31), "north-yorkshire-county", "north-yorkshire"),
        ("825", date(2020, 3, 31), "buckinghamshire-county", "buckinghamshire"),
        ("933", date(2023, 3, 31), "somerset-county", "somerset"),
    ],
)
def test_a_dfe_number_that_passed_on_depends_on_the_day(register, number, last_day, before, after):
    first = date.fromordinal(last_day.toordinal() + 1)
    assert Authority.objects.with_code("dfe", number, last_day).get().slug == before
    assert Authority.objects.with_code("dfe", number, first).get().slug == after


def test_a_number_ends_with_its_body_but_is_still_known(register):
    assert not Authority.objects.with_code("dfe", "936", SPLIT)
    assert Authority.objects.resolve("dfe", "936", SPLIT).slug == "surrey"
    assert Authority.objects.resolve("dfe", "000", SPLIT) is None


def test_a_joint_row_of_dfe_names_both(register):
    both = Authority.objects.with_code("dfe", "940 / 941", TODAY)
    assert {a.slug for a in both} == {"north-northamptonshire", "west-northamptonshire"}


def test_whatdotheyknow_addresses_are_the_listed_ones(register):
    page = "https://www.whatdotheyknow.com/new/"
    known = {a.slug: a.wdtk_url for a in Authority.objects.with_codes()}
    assert known["east-sussex"] == page + "escc"
    assert known["kensington-and-chelsea"] == page + "rbkc"
    assert known["bournemouth-christchurch-and-poole"] == page + "bcp_council"
    assert known["east-surrey"] == ""  # a guess is in the file; nobody has seen the page


def test_no_contact_is_invented(register):
    assert Contact.objects.count() == 0


def test_slugs_are_plain_words(register):
    slugs = set(Authority.objects.values_list("slug", flat=True))
    assert {"kent", "devon", "city-of-london", "st-helens", "buckinghamshire"} <= slugs


def test_no_code_has_two_holders_on_one_day(register):
    for code in Code.objects.select_related("authority"):
        code.clean()


def test_lists_need_no_query_per_row(register, django_assert_num_queries):
    with django_assert_num_queries(3):
        for authority in Authority.objects.with_codes().with_contacts():
            _ = authority.gss_code, authority.dfe_code, authority.wdtk_url
            authority.confirmed_email(TODAY)


def test_the_second_start_reads_nothing(register, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [outcome for _, outcome in load_shipped(on=TODAY)] == [None, None]


def test_a_new_edition_is_read_again(register, tmp_path):
    from_file = tmp_path / "authorities.csv"
    from_file.write_bytes(
        edited(lambda row: row.update(website="https://new.kent.gov.uk/"), only="Kent")
    )
    [(_, outcome)] = load_shipped(on=TODAY, files=[from_file])
    assert [str(change) for _, change in outcome.changes] == [
        "website: http://www.kent.gov.uk/ -> https://new.kent.gov.uk/"
    ]
    assert [done for _, done in load_shipped(on=TODAY, files=[from_file])] == [None]
