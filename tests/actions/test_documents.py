"""The letter as a file: every word in it, nothing fetched, nothing else told."""

import io

import docx
import pypdf
import pytest

from foi.actions import documents

TEXT = "To: Kent Council\nOur reference: TD-ABCDEF\n\nDear team,\n\n1. How many <5 & more?\n"


def test_the_word_file_keeps_paragraphs_and_line_ends_and_names_no_author() -> None:
    document = docx.Document(io.BytesIO(documents.word(subject="A subject", text=TEXT)))
    assert [p.text for p in document.paragraphs] == [
        "A subject",
        "To: Kent Council\nOur reference: TD-ABCDEF",
        "Dear team,",
        "1. How many <5 & more?",
    ]
    assert document.core_properties.author == ""


def test_the_pdf_holds_the_words_as_text() -> None:
    made = documents.pdf(subject="A subject", text=TEXT)
    words = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "A subject" in words and "How many <5 & more?" in words


def test_a_pdf_loads_nothing_whatever_the_letter_says() -> None:
    made = documents.pdf(subject="<img src=x>", text='<img src="file:///etc/passwd">')
    assert "file:///etc/passwd" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    with pytest.raises(ValueError, match="loads nothing"):
        documents._fetch_nothing("file:///etc/passwd")


def test_without_its_libraries_a_pdf_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "_weasyprint", lambda: None)
    assert not documents.can_make_pdf()
    with pytest.raises(documents.NoPdf, match="Print the letter"):
        documents.pdf(subject="A", text="B")


def test_plain_text_has_the_line_ends_that_every_program_reads() -> None:
    assert documents.plain(subject="A", text="b\nc\n") == b"A\r\n\r\nb\r\nc\r\n"


def test_no_file_says_more_of_its_writer_than_the_letter_does() -> None:
    told = docx.Document(io.BytesIO(documents.word(subject="A subject", text=TEXT))).core_properties
    assert (told.author, told.last_modified_by, told.keywords, told.subject) == ("", "", "", "")
    pdf = pypdf.PdfReader(io.BytesIO(documents.pdf(subject="A subject", text=TEXT)))
    facts = dict(pdf.metadata or {})
    assert {"/Author", "/Subject", "/Keywords"} & set(facts) == set()
    assert "Dear team" not in str(facts) and pdf.attachments == {}
