"""Loading published figures: by any historic code, once, and quickly again."""

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from authorities.models import Code
from foi.actions.figures import CannotLoadFigures, FiguresLoaded, load_figures
from foi.models import Figure
from foi.rules.context import MEASURES
from tests.builders import create_authority

pytestmark = pytest.mark.django_db
HEAD = "gss_code,dfe_code,year,measure,value\n"


def file(folder: Path, *lines: str) -> Path:
    path = folder / "figures.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(HEAD + "".join(f"{line}\n" for line in lines))
    return path


def test_a_row_becomes_a_figure_and_no_value_none(tmp_path: Path) -> None:
    kent = create_authority(gss="E10000016", dfe="886")
    path = file(
        tmp_path,
        "E10000016,886,2025,SEN_CASES_JAN,19407",
        "E10000016,886,2024,SEN_EHC_All_20wks,57.899999999999999",
        "E10000016,886,2023,SEN_CASES_JAN,-",
        "E92000001,970,2025,SEN_CASES_JAN,638745",
    )
    assert load_figures(path=path) == FiguresLoaded(3, 0, 0, 0, 0)
    found = {(f.authority, f.year, f.measure): f.value for f in Figure.objects.all()}
    assert found == {
        (kent, 2025, "SEN_CASES_JAN"): Decimal(19407),
        (kent, 2024, "SEN_EHC_All_20wks"): Decimal("57.9"),
        (None, 2025, "SEN_CASES_JAN"): Decimal(638745),
    }


def test_loading_twice_changes_nothing_and_a_new_file_changes_what_differs(tmp_path: Path) -> None:
    create_authority(gss="E10000016")
    two = ("E10000016,886,2025,SEN_CASES_JAN,10", "E10000016,886,2024,SEN_CASES_JAN,20")
    load_figures(path=file(tmp_path, *two))
    before = set(Figure.objects.values_list("pk", flat=True))
    assert load_figures(path=file(tmp_path, *two)) == FiguresLoaded(0, 0, 0, 2, 0)
    assert set(Figure.objects.values_list("pk", flat=True)) == before
    new = ("E10000016,886,2025,SEN_CASES_JAN,11", "E10000016,886,2023,SEN_CASES_JAN,5")
    assert load_figures(path=file(tmp_path, *new)) == FiguresLoaded(1, 1, 1, 0, 0)
    assert sorted(Figure.objects.values_list("year", "value")) == [(2023, 5), (2025, 11)]


def test_a_historic_code_leads_to_its_holder_and_a_passed_on_number_by_the_year(
    tmp_path: Path,
) -> None:
    barnsley = create_authority(slug="barnsley", gss="E08000038", dfe="370")
    Code.objects.create(
        authority=barnsley, scheme="gss", value="E08000016", valid_to=date(2025, 3, 31)
    )
    old, new = create_authority(slug="old-county"), create_authority(slug="new-unitary")
    Code.objects.create(authority=old, scheme="dfe", value="815", valid_to=date(2023, 3, 31))
    Code.objects.create(authority=new, scheme="dfe", value="815", valid_from=date(2023, 4, 1))
    path = file(
        tmp_path,
        "E08000016,370,2019,SEN_CASES_JAN,1",
        "E08000038,370,2025,SEN_CASES_JAN,2",
        ",815,2022,SEN_CASES_JAN,3",
        ",815,2024,SEN_CASES_JAN,4",
    )
    load_figures(path=path)
    assert set(Figure.objects.values_list("authority__slug", "year")) == {
        ("barnsley", 2019), ("barnsley", 2025), ("old-county", 2022), ("new-unitary", 2024),
    }  # fmt: skip


def test_a_joint_row_is_no_councils_own_and_an_unknown_code_is_counted(tmp_path: Path) -> None:
    create_authority(slug="north", dfe="940")
    create_authority(slug="west", dfe="941")
    path = file(tmp_path, ",940 / 941,2020,SEN_CASES_JAN,9", "E99999999,999,2020,SEN_CASES_JAN,9")
    assert load_figures(path=path).left_out == 2
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("E10000016,886,2025,SEN_SHAME,1", "there is no measure 'SEN_SHAME'"),
        ("E10000016,886,soon,SEN_CASES_JAN,1", "year or value is no number"),
        ("E10000016,886,2025,SEN_CASES_JAN,many", "year or value is no number"),
        ("E10000016,886,2010,SEN_CASES_JAN,1", "no series begins before 2016"),
    ],
)
def test_a_bad_row_is_named_and_nothing_changes(tmp_path: Path, line: str, sentence: str) -> None:
    create_authority(gss="E10000016")
    path = file(tmp_path, "E10000016,886,2025,SEN_CASES_JAN,1", line)
    with pytest.raises(CannotLoadFigures, match=sentence) as stopped:
        load_figures(path=path)
    assert str(stopped.value).startswith("Line 3:")
    assert not Figure.objects.exists()


def test_the_shipped_file_fits_the_register_and_the_measures_written_down() -> None:
    call_command("import_authorities", verbosity=0)
    call_command("load_figures", verbosity=0)
    assert load_figures().left_out == 0
    for measure in MEASURES.values():
        years = Figure.objects.filter(measure=measure.key).values_list("year", flat=True)
        assert (min(years), max(years)) == (measure.first, measure.last), measure.key
    plans = Figure.objects.filter(measure="SEN_CASES_JAN", year=2025)
    assert plans.get(authority=None).value == 638_745
    assert sum(plans.exclude(authority=None).values_list("value", flat=True)) == 638_745


def test_the_command_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(**_: object) -> None:
        raise CannotLoadFigures("Line 3: year or value is no number.")

    monkeypatch.setattr("foi.management.commands.load_figures.load_figures", no)
    with pytest.raises(CommandError, match="Line 3"):
        call_command("load_figures")


@pytest.mark.parametrize("council", [True, False])
def test_a_figure_stands_once_a_year(council: bool) -> None:
    authority = create_authority() if council else None
    Figure.objects.create(authority=authority, year=2025, measure="SEN_CASES_JAN", value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(authority=authority, year=2025, measure="SEN_CASES_JAN", value=2)
