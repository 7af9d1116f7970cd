"""What the plain reader makes of files, good and bad, before any database is asked."""

import pytest

from authorities import register
from authorities.sheet import kebab
from authorities.shipped import SHIPPED
from tests.authorities.files import as_csv, edited, shipped_rows

WDTK = "Name,Short name,URL name,Tags,Home page\n"


def problems(data: bytes) -> str:
    return "\n".join(str(problem) for problem in register.read(data, "file.csv").problems)


@pytest.mark.parametrize(("path", "rows"), [(SHIPPED[0], 163), (SHIPPED[1], 55)])
def test_the_shipped_files_are_read_whole(path, rows):
    found = register.read(path.read_bytes(), path.name)
    assert (len(found.rows), found.problems, found.notes) == (rows, [], [])


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Internal ID,Name,Short name,URL name,Tags,Home page", "WhatDoTheyKnow"),
        ("Name,Short name,URL name,Tags,Home page", "WhatDoTheyKnow"),
        ("tags,url-name,name,home-page", "WhatDoTheyKnow"),
        ("#name,request_email,short_name,tag_string", "Alaveteli"),
        ("wdtk-id,local-authority-code,official-name,gss-code,end-date,replaced-by", "mySociety"),
    ],
)
def test_a_format_is_known_by_its_header_whatever_the_order(header, name):
    assert name in register.recognise([kebab(part) for part in header.split(",")]).NAME


def test_columns_are_found_by_name_not_by_place():
    turned = [dict(reversed(list(row.items()))) for row in shipped_rows()]
    assert (
        register.read(as_csv(turned), "x").rows == register.read(as_csv(shipped_rows()), "x").rows
    )


def test_a_missing_column_is_named():
    rows = [{k: v for k, v in row.items() if k != "region"} for row in shipped_rows()]
    assert "these columns are missing: region" in problems(as_csv(rows))


def test_an_unknown_header_says_which_files_are_known():
    said = problems(b"fruit,colour\napple,red\n")
    assert "none that we know" in said and "Alaveteli" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"  \n", "The file is empty"),
        (b"PK\x03\x04 spreadsheet", "save it as CSV"),
        (b"name\0,tags\n", "not a text file"),
        (WDTK.encode(), "no line under it"),
        (b"name;url name;tags\nKent;kent;la:886\n", "not separated by commas"),
        (b"name,name,url-name,tags\na,b,c,d\n", "names name more than once"),
        (b"name,url-name,tags\nKent,kcc,la:886\n\xe2\x82", "half-written"),
        (b"name,url-name,tags\n\x81\xff,kcc,la:886\n", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_a_file_that_is_no_register_gets_a_sentence(data, words):
    assert words in problems(data)


def test_a_file_cut_inside_quotes_names_the_line_where_the_field_began():
    whole = as_csv(shipped_rows())
    cut = whole[: whole.index(b"City of London Corporation: subject") + 12]
    assert problems(cut).startswith("Line 2: the file ends in the middle of a field")


def test_a_file_cut_between_cells_is_half_written_too():
    assert "Line 3: 2 cells where the header has 5: half-written?" in problems(
        f"{WDTK}Kent,Kent,kcc,la:886,\nDevon,Dev".encode()
    )


def test_quotation_marks_that_do_not_pair_up_are_said():
    assert "quotation marks" in problems(f'{WDTK}"Kent"x,Kent,kcc,la:886,\n'.encode())


def test_windows_letters_are_read_with_a_remark():
    found = register.read(f"{WDTK}Café Council,,cafe,la:886,\n".encode("cp1252"), "x")
    assert found.rows[0].label == "Café Council" and "Windows-1252" in found.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_no_harm(encoding):
    found = register.read(f"{WDTK}Café Council,,cafe,la:886,\n".encode(encoding), "x")
    assert found.rows[0].label == "Café Council" and not found.problems


def test_lines_are_counted_as_an_editor_does():
    data = f'{WDTK}"Two\nlines",,a,la:1,\n\n,,b,la:2,\n'
    assert problems(data.encode()) == "Line 5: name is blank."


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("official_name", "", "official-name is blank"),
        ("gss_code", "10000016", 'gss-code "10000016" should look like E10000016'),
        ("dfe_code", "940 / 941", "joint row of two authorities"),
        ("start_date", "01/04/2023", "is not a date: write it as 2026-11-22"),
        ("end_date", "1970-01-01", "lies before start_date"),
        ("type", "parish", 'type "parish" is not one of: county, unitary'),
        ("region", "Wessex", 'region "Wessex" is not one of'),
        ("latitude", "0.5", "does not lie in the UK"),
        ("longitude", "", "latitude and longitude go together"),
        ("population", "many", "is not a whole number"),
        ("website", "kent", "is not a web address"),
        ("foi_email", "foi at kent", "should look like foi@council.gov.uk"),
        ("status", "abolished", "the status is abolished, but end_date is blank"),
        ("former_gss_codes", "E1", 'former_gss_codes "E1" should look like'),
        ("successor_gss_codes", "Kent", "neither a GSS code nor a name in brackets"),
        ("official_name", "K" * 201, "longer than 200 letters"),
    ],
)
def test_a_bad_cell_is_reported_with_its_line_and_reason(column, value, words):
    def spoil(row):
        row["start_date"] = "1974-04-01"
        row[column] = value

    said = problems(edited(spoil, only="Kent"))
    assert said.startswith("Line 11: ") and words in said
    assert len(said.splitlines()) == 1


def test_columns_that_are_not_read_are_named():
    rows = [row | {"mayor": "x"} for row in shipped_rows()]
    assert register.read(as_csv(rows), "x").notes == ["Columns that are not read: mayor."]
