"""The words of each kind of file, as its reader sees them, with the place where they stand."""

import struct
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from pypdf.annotations import FreeText

from foi.mail import words as limits
from foi.mail.cells_typed import as_typed
from foi.mail.kinds import FileKind, sniff
from foi.mail.pdf_errors import CannotRead
from foi.mail.readers import READERS, WHY_NOT, read_words
from foi.mail.unpacking import MOST_UNPACKED, check_unpacked
from foi.mail.words import PLAIN, Words, gather
from foi.mail.words_apart import words_apart
from tests.mail.office_builders import (
    calc,
    excel,
    footnoted,
    packed,
    repacked,
    slides,
    word,
    writer,
)
from tests.mail.pdf_builders import letter_pdf, saved, writer_of
from tests.mailbox import saved_mail


def read(content: bytes, kind: FileKind) -> Words:
    assert sniff(content) == kind
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_words(content, kind, is_over=lambda: False)


def test_a_pdf_is_read_page_by_page() -> None:
    two = "<p>We hold 312 plans.</p><p style='page-break-before:always'>Kent, £1.2m</p>"
    words = read(letter_pdf(two), FileKind.PDF)
    assert words == Words((("page 1", "We hold 312 plans."), ("page 2", "Kent, £1.2m")))


def test_a_scan_says_that_it_is_one_and_keeps_its_pages() -> None:
    words = read(letter_pdf("<p></p>"), FileKind.PDF)
    assert words.parts == (("page 1", ""),) and words.problem.startswith("This is a scan")


def test_only_the_first_300_pages_are_read() -> None:
    writer = writer_of(letter_pdf())
    for _ in range(301):
        writer.add_page(writer.pages[0])
    words = read(saved(writer), FileKind.PDF)
    assert len(words.parts) == 300 and words.parts[-1] == ("page 300", "We hold 312 plans.")
    assert words.problem == "It has more than 300 pages; only the first 300 were read."


def test_a_locked_pdf_and_one_with_covered_words_are_not_read() -> None:
    locked = writer_of(letter_pdf())
    locked.encrypt("secret")
    with pytest.raises(CannotRead, match="locked with a password"):
        read(saved(locked), FileKind.PDF)
    covered = writer_of(letter_pdf())
    box = FreeText(text=" ", rect=(0, 0, 600, 800), background_color="000000")
    covered.add_annotation(0, box)
    with pytest.raises(CannotRead, match="may be covered"):
        read(saved(covered), FileKind.PDF)


def test_word_paragraphs_and_tables_come_in_order() -> None:
    content = word("Dear Ms Marsh,", [["Plans", "312"], ["Refused", "40"]], "Yours")
    assert read(content, FileKind.DOCX).parts == (
        ("", "Dear Ms Marsh,\nPlans | 312\nRefused | 40\nYours"),
    )


def test_word_shows_what_a_reader_sees_not_what_was_deleted_or_hidden() -> None:
    content = word(
        "<w:r><w:t>We hold </w:t></w:r>"
        "<w:del><w:r><w:delText>999</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>312</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> plans</w:t></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>, in a field</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert read(content, FileKind.DOCX).parts == (("", "We hold 312 plans, in a field"),)


@pytest.mark.parametrize(
    ("mark", "called"),
    [('<w:br w:type="page"/>', "part"), ("<w:lastRenderedPageBreak/>", "page")],
)
def test_word_pages_are_those_of_the_last_saving_else_the_parts_between_breaks(
    mark: str, called: str
) -> None:
    content = word("One", f"<w:r>{mark}<w:t>Two</w:t></w:r>")
    assert read(content, FileKind.DOCX).parts == ((f"{called} 1", "One"), (f"{called} 2", "Two"))


def test_footnotes_of_word_come_last() -> None:
    content = footnoted(word("We hold 312 plans."), "Provisional.")
    assert read(content, FileKind.DOCX).parts == (
        ("", "We hold 312 plans."),
        ("footnotes", "Provisional."),
    )


def test_excel_names_its_sheets_and_says_which_are_hidden() -> None:
    content = excel(
        {
            "Answers": [["Plans", 312], [], ["Share", (0.574, "0.0%")]],
            "Workings": [[date(2026, 3, 31), True]],
        },
        hidden=("Workings",),
    )
    assert read(content, FileKind.XLSX).parts == (
        ("sheet Answers", "Plans | 312\nShare | 57.4%"),
        ("hidden sheet Workings", "31 March 2026 | TRUE"),
    )


@pytest.mark.parametrize(
    ("value", "shown", "typed"),
    [
        (None, "General", ""),
        (12.0, "General", "12"),
        (12.5, "General", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (31 / 54, "0.0%", "57.4%"),
        (1, "0%", "100%"),
        (-1200000, '"£"#,##0;[Red]-"£"#,##0', "-£1,200,000"),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (4500000, "#,##0", "4,500,000"),
        (1e21, "General", "1000000000000000000000"),
        (False, "General", "FALSE"),
        (datetime(2026, 3, 31), "dd/mm/yyyy", "31 March 2026"),
        (datetime(2025, 4, 1), "mmm\\-yy", "April 2025"),
        (datetime(2025, 1, 1), "yyyy", "2025"),
        ("2024/25", "@", "2024/25"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_a_cell_says_what_a_person_would_have_typed(value: Any, shown: str, typed: str) -> None:
    assert as_typed(value, shown) == typed


def test_openoffice_sheets_and_letters_are_read_too() -> None:
    content = calc({"Answers": [["Plans", 312], [], ["On", date(2026, 3, 31)]]})
    assert read(content, FileKind.ODS).parts == (
        ("sheet Answers", "Plans | 312\nOn | 31 March 2026"),
    )
    letter = writer(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>999</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>We hold<text:s text:c='1'/>312 plans.<office:annotation><text:p>Say less"
        "</text:p></office:annotation></text:p><text:p><text:soft-page-break/>Yours</text:p>"
    )
    assert read(letter, FileKind.ODT).parts == (
        ("page 1", "We hold 312 plans."),
        ("page 2", "Yours"),
    )


def test_slides_come_in_order_and_hidden_ones_say_so() -> None:
    assert read(slides("One", "Two", hidden=2), FileKind.PPTX).parts == (
        ("slide 1", "One"),
        ("hidden slide 2", "Two"),
    )


def test_plain_text_tables_web_pages_and_mails_are_one_part() -> None:
    table = b"year,plans\n2024,300\n2025,312\n"
    assert read(table, FileKind.CSV).parts == (("", table.decode().strip()),)
    assert read("Caf\xe9".encode("cp1252"), FileKind.TXT).parts == (("", "Café"),)
    page = b"<html><body><script>alert(1)</script><p>We hold 312.</p></body></html>"
    assert read(page, FileKind.HTML).parts == (("", "We hold 312."),)
    mail = read(saved_mail(), FileKind.EML).parts[0][1]
    assert mail.startswith("From: ") and "Subject: " in mail


@pytest.mark.parametrize("kind", [kind for kind in FileKind if kind not in {*READERS, *PLAIN}])
def test_every_other_kind_gets_a_sentence_that_fits_its_column(kind: FileKind) -> None:
    with pytest.raises(CannotRead) as said:
        read_words(b"x", kind, is_over=lambda: False)
    assert str(said.value).endswith(".") and len(str(said.value)) <= 200
    assert all(len(words) <= 200 for words in WHY_NOT.values())


def test_a_bomb_is_not_opened_whether_it_says_its_size_or_lies() -> None:
    bomb = repacked(word("Hello"), {"word/media/a.bin": b"\0" * (MOST_UNPACKED + 1)})
    with pytest.raises(CannotRead, match="more than 50 MB"):
        check_unpacked(bomb)
    # The folder at the end of the file says 10 bytes, both there and before the member.
    lying = packed({"[Content_Types].xml": b"\0" * 200_000})
    real = struct.pack("<I", 200_000)
    assert lying.count(real) == 2
    with pytest.raises(CannotRead):
        check_unpacked(lying.replace(real, struct.pack("<I", 10)), most=100_000)


def test_entities_that_unfold_are_not_read() -> None:
    body = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    with pytest.raises(CannotRead, match="damaged"):
        read(repacked(word("Hello"), {"word/document.xml": body}), FileKind.DOCX)


@pytest.mark.parametrize(
    "content", [word("Hello"), excel({"A": [[1]]}), calc({"A": [[1]]}), slides("a"), letter_pdf()]
)
def test_a_file_cut_in_the_middle_is_a_sentence(content: bytes) -> None:
    kind = sniff(content)
    for cut in (content[: len(content) // 2], content[:-200], content[:30]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                said = read_words(cut, kind, is_over=lambda: False).problem
            except CannotRead as error:
                said = str(error)
        assert said.endswith(".") and len(said) <= 200


def test_what_was_read_before_a_limit_is_kept_and_the_limit_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def three() -> Iterator[tuple[str, str]]:
        yield from ((f"page {number}", "abcdef") for number in (1, 2, 3))

    over = iter([False, False, True])
    facts: dict[str, Any] = {"called": "pages", "empty": "None.", "is_over": lambda: False}
    timed = gather(three(), **facts | {"is_over": lambda: next(over)})
    assert len(timed.parts) == 2 and "took too long; only the first 2 pages" in timed.problem
    monkeypatch.setattr(limits, "MOST_LETTERS", 8)
    cut = gather(three(), **facts)
    assert [words for _, words in cut.parts] == ["abcdef", "ab"]
    assert "more than 8 characters; only the first 2 pages were read." in cut.problem

    def breaks() -> Iterator[tuple[str, str]]:
        yield "page 1", "abc"
        raise ZeroDivisionError

    assert "The rest is damaged" in gather(breaks(), **facts).problem


def test_the_process_apart_gives_the_same_words_and_ends_in_time() -> None:
    content = word("We hold 312 plans.")
    assert words_apart(content, FileKind.DOCX) == read(content, FileKind.DOCX)
    with pytest.raises(CannotRead, match="longer than 60 seconds"):
        words_apart(content, FileKind.DOCX, seconds=0)
    with pytest.raises(CannotRead, match="old kind of file"):
        words_apart(b"x", FileKind.DOC)
