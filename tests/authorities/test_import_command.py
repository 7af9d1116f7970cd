"""What the person at the keyboard reads."""

import pytest
import time_machine
from django.core.management import CommandError, call_command

from authorities.models import Authority
from tests.authorities.files import edited

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False):
        yield


def test_without_a_file_the_shipped_register_is_loaded_once(capsys):
    call_command("import_authorities")
    said = capsys.readouterr().out
    assert "authorities.csv: read as our own register file, 163 rows; 163 were added" in said
    assert Authority.objects.count() == 218 and "Kent: new" not in said
    call_command("import_authorities")
    assert "this edition is loaded already" in capsys.readouterr().out


def test_a_dry_run_without_a_file_saves_nothing(capsys):
    call_command("import_authorities", dry_run=True)
    said = capsys.readouterr().out
    assert "  Kent: new" in said and "163 would be added" in said
    assert not Authority.objects.exists()


def test_changes_are_told_per_authority_and_field(register, tmp_path, capsys):
    file = tmp_path / "new.csv"
    file.write_bytes(edited(lambda row: row.update(region="London"), only="Kent"))
    call_command("import_authorities", file, dry_run=True)
    assert capsys.readouterr().out.splitlines() == [
        "  Kent: region: South East -> London",
        "new.csv: read as our own register file, 163 rows; 0 would be added, 1 would be changed.",
    ]
    assert Authority.objects.get(slug="kent").region == "South East"


def test_bad_rows_end_with_an_error_and_their_lines(register, tmp_path, capsys):
    file = tmp_path / "new.csv"
    file.write_bytes(edited(lambda row: row.update(region="Wessex"), only="Kent"))
    with pytest.raises(CommandError, match="nothing was saved. Bad rows: 1"):
        call_command("import_authorities", file)
    assert 'Line 11: region "Wessex"' in capsys.readouterr().err


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_authorities", tmp_path / "none.csv")


def test_a_folder_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_authorities", tmp_path / "none" / "out.csv")
