"""Our own export: read back it gives the same register, and it begins as authorities.csv does."""

import csv
import io

import pytest
from django.core.management import call_command

from authorities.exporting import export_register
from authorities.formats.own import COLUMNS
from authorities.models import Authority, Code, Contact
from tests.authorities.files import TODAY, load, reasons, shipped_rows

FACTS = [field.name for field in Authority._meta.concrete_fields if field.name not in ("id", "pk")]


def register_as_facts() -> tuple[set[object], ...]:
    """Everything that the register holds, without primary keys."""
    facts = {str(sorted(row.items())) for row in Authority.objects.values(*FACTS)}
    codes = Code.objects.values_list("authority__slug", "scheme", "value", "valid_from", "valid_to")
    contacts = Contact.objects.values_list(
        "authority__slug", "channel", "value", "source", "checked_on", "status"
    )
    links = Authority.objects.values_list("slug", "successors__slug")
    return facts, set(codes), set(contacts), set(links)


def empty_the_register() -> None:
    for model in (Contact, Code, Authority.successors.through, Authority):
        model.objects.all().delete()


def enrich() -> None:
    """What authorities.csv cannot hold."""
    kent = Authority.objects.get(slug="kent")
    kent.notes = 'Says "hello",\nand more; é'
    kent.disclosure_log = "https://www.kent.gov.uk/log"
    kent.save()
    kent.keep_by_hand(["notes"])
    contact = Contact.objects.create(
        authority=kent, channel="email", value="foi@kent.gov.uk", source="https://k.uk/"
    )
    contact.confirm(source="https://k.uk/foi", on=TODAY)
    Contact.objects.create(
        authority=kent, channel="post", value="County Hall\nMaidstone; Kent", source="their letter"
    )


def test_the_round_trip_loses_nothing(register):
    enrich()
    before, text = register_as_facts(), export_register(TODAY)
    empty_the_register()
    outcome = load(text)
    assert not outcome.problems and len(outcome.added) == 218
    assert register_as_facts() == before
    assert export_register(TODAY) == text


def test_reading_it_back_at_once_changes_nothing(register):
    enrich()
    assert not load(export_register(TODAY)).changes


def test_its_first_columns_are_authorities_csv(register):
    exported = list(csv.DictReader(io.StringIO(export_register(TODAY))))
    assert tuple(exported[0])[: len(COLUMNS)] == COLUMNS == tuple(shipped_rows()[0])
    by_code = {row["local_authority_code"]: row for row in exported}
    for row in shipped_rows():
        ours = by_code[row["local_authority_code"]]
        assert {name: parts(ours[name]) for name in COLUMNS} == {
            name: parts(row[name]) for name in COLUMNS
        }


def parts(cell: str) -> list[str]:
    """Lists of codes have no order."""
    return sorted(cell.split(";"))


def test_a_code_changed_in_one_column_only_is_refused(register):
    text = export_register(TODAY).replace("E10000016,886,KEN", "E10000016,887,KEN")
    assert "dfe-code 887 is missing from the column codes: change both." in reasons(load(text))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('""confirmed""', '""sure""', "which our own export would not write"),
        ('[[""email""', '{[""email""', "is not a list as our own export writes it"),
    ],
)
def test_a_spoilt_list_is_a_bad_row(register, old, new, words):
    enrich()
    text = export_register(TODAY)
    assert old in text
    assert words in reasons(load(text.replace(old, new)))


def test_what_we_looked_up_later_than_the_file_stays(register):
    enrich()
    text = export_register(TODAY)
    Contact.objects.get(channel="email").mark_bouncing()
    assert not load(text).changes
    assert Contact.objects.get(channel="email").status == "bouncing"


def test_of_two_confirmed_addresses_the_one_checked_last_is_kept(register):
    enrich()
    text = export_register(TODAY)
    newer = text.replace("foi@kent.gov.uk", "new@kent.gov.uk").replace(
        '""https://k.uk/foi"", ""2026-11-22""', '""https://k.uk/foi"", ""2026-11-23""'
    )
    assert not load(newer).problems
    states = dict(Contact.objects.filter(channel="email").values_list("value", "status"))
    assert states == {"foi@kent.gov.uk": "withdrawn", "new@kent.gov.uk": "confirmed"}


def test_the_command_writes_a_file_that_the_other_reads(register, tmp_path, capsys):
    call_command("export_authorities", tmp_path / "register.csv")
    call_command("import_authorities", tmp_path / "register.csv")
    assert "218 rows; nothing to change." in capsys.readouterr().out
