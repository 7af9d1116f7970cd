"""Our own answer sheet, filled in by councils in sloppy ways, read back as suggestions."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from foi.actions.answer_sheet import answer_sheet
from foi.actions.answer_sheet_back import CannotReadSheet, is_answer_sheet, suggestions
from foi.actions.words import read_words
from foi.comparison.evidence import place_words
from foi.mail.suggestions import FORMULA, Suggestion
from foi.mail.unpacking import MOST_UNPACKED
from foi.models import Attachment, Finding, LetterVersion, Reading, Request
from tests.builders import (
    at,
    create_attachment,
    create_finding,
    create_letter,
    create_reply,
    create_request,
)
from tests.mail.office_builders import calc, excel, repacked

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 11))
ANSWER, PERIOD, SECTION, COMMENT = 4, 5, 6, 7
QUESTIONS = (
    ("target_limit_assessments", "choice"),
    ("pay_linked", "yes_no"),
    ("plans", "count"),
    ("within_time", "percentage"),
    ("spent", "money"),
    ("ends", "date"),
    ("targets_document", "document"),
)
ROWS = {key: 6 + place for place, (key, _) in enumerate(QUESTIONS)}


def letter() -> LetterVersion:
    return create_letter(questions=QUESTIONS)


def filled(fill: Callable[[Any], object]) -> bytes:
    """The sheet as our site makes it, opened and filled in."""
    book = load_workbook(io.BytesIO(answer_sheet(version=letter())))
    fill(book["Answers"])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: Any, key: str, value: Any, column: int = ANSWER, shown: str = "General") -> None:
    cell = sheet.cell(ROWS[key], column)
    cell.value, cell.number_format = value, shown


def usual(sheet: Any) -> None:
    put(sheet, "target_limit_assessments", "Team")
    put(sheet, "pay_linked", True)
    put(sheet, "plans", 312)
    put(sheet, "plans", "calendar year 2025", PERIOD)
    put(sheet, "plans", "provisional", COMMENT)
    put(sheet, "within_time", 31 / 54, shown="0.0%")
    put(sheet, "spent", 1200000, shown='"£"#,##0')
    put(sheet, "ends", datetime(2026, 3, 31), shown="dd/mm/yy")


def came(content: bytes, name: str = "answers.xlsx", request: Request | None = None) -> Attachment:
    reply = create_reply(request=request or create_request(version=letter()))
    return create_attachment(message=reply, content=content, name=name)


def read(content: bytes, name: str = "answers.xlsx") -> dict[str, Suggestion]:
    file = came(content, name)
    return suggestions(request=file.message.request, attachment=file)


def test_a_sheet_filled_in_as_asked_suggests_every_answer() -> None:
    found = read(filled(usual))
    assert {key: (one.outcome, one.written) for key, one in found.items()} == {
        "target_limit_assessments": ("answered", "team"),
        "pay_linked": ("answered", "yes"),
        "plans": ("answered", "312"),
        "within_time": ("answered", "57.4%"),
        "spent": ("answered", "£1,200,000"),
        "ends": ("answered", "31 March 2026"),
        "targets_document": ("unanswered", ""),
    }
    plans = found["plans"]
    assert (plans.quote, plans.place) == ("312 | provisional", "sheet Answers, row 8")
    assert plans.other_period == "calendar year 2025"
    assert all(one.problem == "" for one in found.values())


def test_nothing_is_saved_by_it() -> None:
    read(filled(usual))
    assert not Reading.objects.exists() and not Finding.objects.exists()


def test_columns_moved_rows_deleted_and_rows_added_do_not_matter() -> None:
    def sloppy(sheet: Any) -> None:
        usual(sheet)
        sheet.delete_rows(ROWS["target_limit_assessments"])
        sheet.insert_rows(7)  # a note between two questions
        sheet["D7"] = "Answered by the SEND team"
        sheet.insert_cols(1)
        sheet["A5"], sheet["A6"] = "Officer", "CL"
        sheet.delete_cols(3)  # the questions themselves
        sheet.append(["", "", "", 999])

    found = read(filled(sloppy))
    assert "target_limit_assessments" not in found
    assert (found["plans"].written, found["plans"].place) == ("312", "sheet Answers, row 8")
    assert found["pay_linked"].place == "sheet Answers, row 6"


def test_a_sheet_that_was_renamed_is_named_by_its_number_in_public() -> None:
    def renamed(sheet: Any) -> None:
        usual(sheet)
        sheet.title = "Tom Smith"
        sheet.parent.create_sheet("Cover", 0)

    file = came(filled(renamed))
    place = suggestions(request=file.message.request, attachment=file)["plans"].place
    assert place == "sheet 2, row 8"
    facts = {"request": file.message.request, "attachment": file}
    finding = create_finding(key="plans", place=place, **facts)
    assert place_words(finding) == "sheet 2, row 8, an attached file"
    finding.reading.place = "sheet Answers, row 8"
    assert place_words(finding) == "sheet Answers, row 8, an attached file"


def test_refused_not_held_and_withheld_rows_suggest_what_they_say() -> None:
    def refusing(sheet: Any) -> None:
        put(sheet, "plans", "Section 12(1)", SECTION)
        put(sheet, "pay_linked", "Not held")
        put(sheet, "spent", "Exempt")
        put(sheet, "spent", "43(2)", SECTION)

    found = read(filled(refusing))
    assert found["plans"].outcome == found["spent"].outcome == "refused"
    assert found["plans"].grounds == (("foia-s12-1", "Section 12(1)"),)
    assert found["spent"].grounds == (("foia-s43-2", "43(2)"),)
    assert found["pay_linked"].outcome == "not_held"


def test_a_formula_without_its_result_is_left_to_the_person() -> None:
    assert read(filled(lambda sheet: put(sheet, "plans", "=1+2")))["plans"].problem == FORMULA


def test_two_rows_that_differ_say_so() -> None:
    def twice(sheet: Any) -> None:
        usual(sheet)
        sheet.cell(20, 4).value, sheet.cell(20, 8).value = 40, "plans"

    found = read(filled(twice))["plans"]
    assert (found.written, found.problem) == (
        "312",
        "The sheet answers this more than once: rows 8 and 20.",
    )


def test_a_blank_sheet_suggests_nothing_and_an_unasked_question_neither() -> None:
    assert read(filled(lambda sheet: None)) == {}
    request = create_request(version=letter(), leave_out=("plans",))
    file = came(filled(usual), request=request)
    found = suggestions(request=request, attachment=file)
    assert "plans" not in found and found["pay_linked"].written == "yes"


def test_the_sheet_of_another_version_fills_in_the_keys_that_both_have() -> None:
    def older(sheet: Any) -> None:
        usual(sheet)
        sheet["I3"] = "version:7"
        sheet.cell(ROWS["spent"], 8).value = "spent_in_an_older_version"

    found = read(filled(older))
    assert "spent" not in found and found["plans"].written == "312"


def test_the_sheet_of_another_letter_or_request_and_any_other_file_is_refused() -> None:
    def of_another(sheet: Any) -> None:
        usual(sheet)
        sheet["H3"] = "letter:law-training"

    def of_somebody_else(sheet: Any) -> None:
        usual(sheet)
        sheet["D3"] = "TD-AAAAA2"

    for content, words in (
        (filled(of_another), "of another letter"),
        (filled(of_somebody_else), "bears the reference TD-AAAAA2"),
        (excel({"Answers": [["Plans", 312]]}), "not the answer sheet"),
        (b"We hold 312 plans.", "not the answer sheet"),
    ):
        with pytest.raises(CannotReadSheet, match=words):
            read(content)


def test_our_own_reference_typed_in_is_no_hindrance() -> None:
    request = create_request(version=letter())

    def with_reference(sheet: Any) -> None:
        usual(sheet)
        sheet["D3"] = request.ref.lower()

    file = came(filled(with_reference), request=request)
    assert suggestions(request=request, attachment=file)["plans"].written == "312"


def test_a_bomb_is_not_unpacked() -> None:
    bomb = repacked(filled(usual), {"xl/media/a.bin": b"\0" * (MOST_UNPACKED + 1)})
    with pytest.raises(CannotReadSheet, match="more than 50 MB"):
        read(bomb)


def test_a_sheet_saved_by_libreoffice_or_as_csv_is_read_too() -> None:
    rows = [
        ["Our reference, from the letter:", "", "letter:send-staff-targets", "version:1"],
        ["Question", "Your answer", "Section cited", "Key"],
        ["How many?", 312, "", "plans"],
        ["When?", date(2026, 3, 31), "", "ends"],
    ]
    found = read(calc({"Answers": rows}), "answers.ods")
    assert (found["plans"].written, found["ends"].written) == ("312", "31 March 2026")
    lines = "\n".join(",".join(map(str, row)) for row in rows)
    found = read(lines.encode(), "answers.csv")
    assert (found["plans"].written, found["plans"].place) == ("312", "row 3")


def test_it_is_known_by_its_words_once_they_are_read() -> None:
    file = came(filled(usual))
    request = file.message.request
    assert not is_answer_sheet(request=request, attachment=file)
    read_words(now=NOW)
    file.refresh_from_db()
    assert is_answer_sheet(request=request, attachment=file)
    other = create_request(version=create_letter(slug="law-training"))
    assert not is_answer_sheet(request=other, attachment=file)


def test_a_reader_who_may_not_see_the_name_gets_it_masked() -> None:
    def naming(sheet: Any) -> None:
        put(sheet, "plans", 312)
        put(sheet, "plans", "As we told Pat Marsh", COMMENT)

    file = came(filled(naming))
    facts = {"request": file.message.request, "attachment": file}
    assert "Pat Marsh" in suggestions(**facts)["plans"].quote
    assert "Marsh" not in suggestions(**facts, is_masked=True)["plans"].quote
