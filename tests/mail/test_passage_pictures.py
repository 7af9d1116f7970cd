"""The picture of a passage's page shows the passage, and of everything else nothing at all."""

import io

import pytest
from PIL import Image, ImageChops

from foi.mail.passage_apart import pictured_apart
from foi.mail.passage_drawn import drawn_page
from foi.mail.passage_find import find_passage, page_named
from foi.mail.passage_pdf import pictured_page
from foi.mail.passage_sheet import BAR, EDGE, MARGIN, MOST_BYTES, PAPER, PASSAGE, Picture, wrapped
from foi.mail.passage_sheet import font as font_of
from tests.mail.pdf_builders import drawn_pdf, letter_pdf

QUOTE = "We hold 312 plans, and 54 of them name a school."
BODY = "<p>Dear {0}, {1} children live there.</p><p>Now: {2} As {0} knows, {1} left.</p><p>{0}</p>"
CAPTION = "Kent: plans, {page}. All else is covered."


def page(pdf: bytes, quote: str = QUOTE, number: int = 0) -> Picture | None:
    return pictured_page(pdf, quote, page=number, caption=CAPTION)


def image(made: Picture | None) -> Image.Image:
    assert made is not None
    opened = Image.open(io.BytesIO(made.png)).convert("L")
    assert opened.size == made.size and len(made.png) <= MOST_BYTES
    return opened


def letter(name: str, number: str, quote: str = QUOTE) -> bytes:
    return letter_pdf(BODY.format(name, number, quote))


# ------------------------------------------------------------------------ a page of a PDF
def test_two_pages_that_differ_outside_the_passage_give_one_picture() -> None:
    one, other = image(page(letter("Tom Brown", "3"))), image(page(letter("Zoe Quill", "8")))
    assert ImageChops.difference(one, other).getbbox() is None
    without = image(
        page(
            letter("Tom Brown", "3", "We hold 312 plans, and 99 of them name a school."),
            "We hold 312 plans, and 99 of them name a school.",
        )
    )
    assert ImageChops.difference(one, without).getbbox() is not None


def test_outside_the_passage_there_is_paper_and_bars_of_one_length() -> None:
    made = image(page(letter("Tom Brown", "3")))
    dark = made.point(lambda grey: 255 if grey < EDGE - 10 else 0).crop((4, 4, 996, 1400))
    box = dark.getbbox()
    assert box is not None and box[3] - box[1] < 40  # one line of letters and nothing else
    for row in range(10, 1380):
        if not box[1] - 20 < row < box[3] + 20:
            greys = set(made.crop((4, row, 996, row + 1)).tobytes())
            assert greys <= {PAPER} or greys == {PAPER, BAR}
            assert made.getpixel((MARGIN + 1, row)) == made.getpixel((996 - MARGIN, row))


def test_the_passage_itself_is_the_page_in_real_letters() -> None:
    made = image(page(letter("Tom Brown", "3")))
    white = made.point(lambda grey: 255 if grey == PASSAGE else 0).crop((4, 4, 996, 1380))
    box = white.getbbox()
    assert box is not None
    inside = made.crop((box[0] + 4, box[1] + 4, box[2], box[3])).histogram()
    assert sum(inside[:100]) > 400  # ink


def test_the_page_that_a_person_named_is_looked_at_first() -> None:
    twice = letter_pdf(f"<p>{QUOTE}</p><p style='break-before:page'>Again. {QUOTE}</p>")
    for asked, found in ((0, 1), (2, 2), (9, 1)):
        made = page(twice, number=asked)
        assert made is not None and made.page == found


def test_no_picture_where_the_passage_is_not_there_or_not_whole() -> None:
    assert page(letter("Tom", "3"), "We hold 313 plans.") is None
    assert page(letter("Tom", "3"), "e hold 312 plan") is None


@pytest.mark.parametrize(
    "over",
    [
        b"0 g 40 690 400 30 re f",  # a black box over the words
        b"BT /F1 20 Tf 55 700 Td (Tom Brown of 3 Elm Row) Tj ET",  # other words over them
    ],
)
def test_a_passage_that_something_covers_or_crosses_gives_no_picture(over: bytes) -> None:
    words = b"BT /F1 12 Tf 50 700 Td (We hold 312 plans in all) Tj ET "
    assert page(drawn_pdf(words), "We hold 312 plans in all") is not None
    assert page(drawn_pdf(words + over), "We hold 312 plans in all") is None


def test_words_that_the_page_does_not_show_give_no_picture() -> None:
    hidden = b"BT 3 Tr /F1 12 Tf 50 700 Td (We hold 312 plans in all) Tj ET"
    assert page(drawn_pdf(hidden), "We hold 312 plans in all") is None


def test_a_drawing_around_the_words_is_not_in_the_picture() -> None:
    words = b"BT /F1 12 Tf 50 700 Td (We hold 312 plans in all) Tj ET "
    plain = image(page(drawn_pdf(words), "We hold 312 plans in all"))
    signed = b"2 w 40 720 m 300 760 l S 40 640 m 300 690 l S"
    other = image(page(drawn_pdf(words + signed), "We hold 312 plans in all"))
    assert ImageChops.difference(plain, other).getbbox() is None


def test_a_process_of_its_own_makes_it_and_broken_files_make_nothing() -> None:
    asked = {"page": 0, "caption": CAPTION}
    made = pictured_apart(letter("Tom Brown", "3"), QUOTE, **asked)
    assert made is not None and made.page == 1
    assert pictured_apart(b"%PDF-1.7 broken", QUOTE, **asked) is None
    assert pictured_apart(letter("Tom", "3"), QUOTE, limit=10, **asked) is None
    assert pictured_apart(letter("Tom", "3"), QUOTE, seconds=0, **asked) is None


# ----------------------------------------------------------------------- drawn by ourselves
def test_a_drawn_page_is_made_of_the_public_passage_alone() -> None:
    passage = "We hold [fewer than 5] plans."
    first, second = (image(drawn_page(passage, "Kent", before=0.5)) for _ in range(2))
    assert ImageChops.difference(first, second).getbbox() is None
    higher, alone = (image(drawn_page(passage, "Kent", before=b)) for b in (0.1, None))
    assert ImageChops.difference(first, higher).getbbox() is not None
    assert set(alone.crop((4, 300, 996, 1400)).tobytes()) == {PAPER}


@pytest.mark.parametrize("words", ["A.", "word " * 900, "x" * 3000, "\x07line\n\nline", "日本 £5"])
def test_any_passage_can_be_drawn(words: str) -> None:
    made = image(drawn_page(words, "Kent", before=0.9))
    assert made.width == 1000 and made.height < 1600


def test_a_long_word_is_broken_and_no_line_is_too_long() -> None:
    lines = wrapped("short " + "y" * 300, font_of(20), 400)
    assert len(lines) > 2 and all(font_of(20).getlength(line) <= 400 for line in lines)


# --------------------------------------------------------------------------------- finding
def test_a_passage_is_found_whatever_became_of_spaces_hyphens_and_case() -> None:
    text = "Reply\nWE hold infor-\nmation on 3\u00ad12 plans."
    found = find_passage("we hold information  on 312 plans", text)
    assert text[found[0]] == "W" and text[found[-1]] == "s"
    assert find_passage("we hold … 312 plans", text)
    assert find_passage("plans we hold", text) == []


def test_a_place_names_a_page_or_none() -> None:
    named = {"page 3": 3, "p. 12": 12, "7": 7, "pages 4 to 5": 4, "answer 2": 0, "": 0}
    assert {place: page_named(place) for place in named} == named
