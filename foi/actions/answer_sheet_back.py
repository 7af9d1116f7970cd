"""A filled-in answer sheet read back: what it suggests for each question. Nothing is saved."""

from collections.abc import Iterable
from dataclasses import replace

from foi.actions.release import masked
from foi.actions.words import content_of, kind_of
from foi.mail.answer_sheet import FilledSheet, SheetRow, letter_of, read_back
from foi.mail.kinds import FileKind, RefusedFile
from foi.mail.pdf_errors import CannotRead
from foi.mail.suggestions import Suggestion, suggest
from foi.mail.words_apart import sheets_apart
from foi.models import Attachment, Question, Request

__all__ = ["CannotReadSheet", "Suggestion", "is_answer_sheet", "suggestions"]

SHEETS = (FileKind.XLSX, FileKind.ODS, FileKind.CSV)
NOT_A_SHEET = "This file is not the answer sheet of this letter, as far as a program can tell."
OTHER_LETTER = "This is the answer sheet of another letter, so nothing was filled in from it."
OTHER_REFERENCE = (
    "The sheet bears the reference {}, which is not this letter’s, so nothing was filled in."
)


class CannotReadSheet(ValueError):
    """Nothing can be suggested from this file; the text is a sentence."""


def is_answer_sheet(*, request: Request, attachment: Attachment) -> bool:
    """Whether a file bears the mark of this letter's answer sheet, once its words are read."""
    version = request.version
    return version is not None and letter_of(attachment.text) == version.letter.slug


def suggestions(
    *, request: Request, attachment: Attachment, is_masked: bool = False
) -> dict[str, Suggestion]:
    """Question key -> what the sheet suggests, for the questions that this letter asked.

    A row left empty passes over its question, where other rows are filled; a row that was
    deleted suggests nothing. `is_masked`: for a reader who may not see the requester's name.
    Raises CannotReadSheet with a sentence.
    """
    sheet = _read(request, attachment)
    _check(sheet, request)
    rows: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        rows.setdefault(row.key, []).append(row)
    if not any(row.is_filled for row in sheet.rows):
        return {}
    found = {}
    for asked in request.asked.select_related("question"):
        if mine := rows.get(asked.question.key):
            found[asked.question.key] = _suggestion(mine, asked.question)
    return _masked(request, found) if is_masked else found


def _read(request: Request, attachment: Attachment) -> FilledSheet:
    try:
        content = content_of(attachment)
        kind = kind_of(attachment, content)
        if kind not in SHEETS or request.version is None:
            raise CannotReadSheet(NOT_A_SHEET)
        grids = sheets_apart(content, kind)
    except (CannotRead, RefusedFile) as error:
        raise CannotReadSheet(str(error)) from error
    except FileNotFoundError as error:
        raise CannotReadSheet("This file is no longer in our store.") from error
    letter = request.version.letter_id
    keys = set(Question.objects.filter(version__letter=letter).values_list("key", flat=True))
    sheet = read_back(grids, keys)
    if sheet is None:
        raise CannotReadSheet(NOT_A_SHEET)
    return sheet


def _check(sheet: FilledSheet, request: Request) -> None:
    """Raise CannotReadSheet for the sheet of another letter, or of another's request."""
    if request.version is None or sheet.letter != request.version.letter.slug:
        raise CannotReadSheet(OTHER_LETTER)
    theirs = sheet.reference.replace("-", "")
    if theirs.startswith("TD") and len(theirs) == 8 and theirs != request.ref.replace("-", ""):
        raise CannotReadSheet(OTHER_REFERENCE.format(sheet.reference))


def _suggestion(rows: list[SheetRow], question: Question) -> Suggestion:
    """Of the row that is filled; where two are and differ, of the first, which says so."""
    filled = [row for row in rows if row.is_filled] or rows[:1]
    found = suggest(filled[0], type=question.type, choices=[(v, w) for v, w in question.choices])
    if len({_said(row) for row in filled}) > 1:
        numbers = " and ".join(str(row.number) for row in filled)
        return replace(found, problem=f"The sheet answers this more than once: rows {numbers}.")
    return found


def _said(row: SheetRow) -> tuple[str, ...]:
    return (row.answer, row.period, row.section, row.comment)


def _masked(request: Request, found: dict[str, Suggestion]) -> dict[str, Suggestion]:
    """Without the requester's names, e-mail addresses and telephone numbers."""

    def hide(one: Suggestion) -> Suggestion:
        return replace(
            one,
            written=masked(request, one.written),
            quote=masked(request, one.quote),
            link=masked(request, one.link),
            other_period=masked(request, one.other_period),
            problem=masked(request, one.problem),
            grounds=tuple(_hidden(request, one.grounds)),
        )

    return {key: hide(one) for key, one in found.items()}


def _hidden(request: Request, grounds: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((slug, masked(request, cited)) for slug, cited in grounds)
