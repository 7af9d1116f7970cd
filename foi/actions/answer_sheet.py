"""The answer sheet of a letter: a spreadsheet with a row a question, key and type."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from foi.mail.answer_sheet import LETTER, REFERENCE, VERSION
from foi.mail.sheet_rows import ANSWERS
from foi.models import LetterVersion, Question
from foi.rules.periods import in_general

HEADINGS = (
    "Number in the library's letter",
    "Question",
    "How to answer",
    "Your answer",
    "Period, if another than asked",
    "Section cited, if refused",
    "Comment",
    "Key",
    "Type",
)
WIDTHS = (12, 70, 36, 30, 22, 22, 36, 28, 12)
HOW = {
    "yes_no": "yes or no",
    "count": "a whole number; under 5 as <5; none is 0",
    "number": "a number",
    "money": "pounds, such as 1200000; a deficit is negative",
    "percentage": "a percentage, such as 57.4%",
    "days": "a number of days",
    "date": "a date, such as 31 March 2026",
    "text": "words",
    "document": "a link, or the name of the file you attach",
}
FIRST_ROW = 6


def answer_sheet(*, version: LetterVersion) -> bytes:
    """The sheet as .xlsx bytes. Its last two columns let a program read it back."""
    book = Workbook()
    sheet = book.active
    sheet.title = ANSWERS
    _head(sheet, version)
    for place, question in enumerate(version.questions.all()):
        _row(sheet, FIRST_ROW + place, question)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Worksheet, version: LetterVersion) -> None:
    sheet["A1"] = version.title
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = (
        "Optional: you may answer in any form. Only the questions in the letter you received are "
        "asked; leave the others empty. Not held, or refused? Say so in the answer column."
    )
    sheet["A3"] = REFERENCE
    sheet["D3"].fill = PatternFill("solid", fgColor="FFF6D6")
    sheet["H3"], sheet["I3"] = f"{LETTER}{version.letter.slug}", f"{VERSION}{version.number}"
    for column, (words, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        cell = sheet.cell(FIRST_ROW - 1, column, words)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width


def _row(sheet: Worksheet, place: int, question: Question) -> None:
    values = (
        question.number,
        in_general(question.wording),
        how_to_answer(question),
        None,
        None,
        None,
        None,
        question.key,
        question.type,
    )
    for column, value in enumerate(values, 1):
        cell = sheet.cell(place, column, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    answer = sheet.cell(place, 4)
    answer.fill = PatternFill("solid", fgColor="FFF6D6")
    if question.type == "yes_no":
        _offer(sheet, answer.coordinate, ["yes", "no"])


def how_to_answer(question: Question) -> str:
    """What kind of answer fits, in words a council's officer needs."""
    if question.type == "choice":
        return "one of: " + "; ".join(words for _, words in question.choices)
    said = HOW[question.type]
    return f"{said} ({question.unit})" if question.unit and question.type == "number" else said


def _offer(sheet: Worksheet, where: str, choices: list[str]) -> None:
    """A drop-down that suggests and does not forbid: "not held" must be possible."""
    rule = DataValidation("list", formula1=f'"{",".join(choices)}"', showErrorMessage=False)
    sheet.add_data_validation(rule)
    rule.add(where)
