"""Hints: each suggestion with its passage, none from the words that stand in every letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.mail.hints import Kind, read_hints

REFUSAL = """Dear Ms Parent,

Our reference: FOI/2026/0123

We hold the information in questions 1 to 3. However, we are refusing question 4 under
section 12(1) of the Freedom of Information Act 2000, because reading 2,300 files would exceed
the appropriate limit of 18 hours.

The names of officers are withheld under s.40(2) and s40 (3A)(a). Prices are exempt under sections
43(2) and 41.

If you are unhappy with this response you may ask for an internal review. You may then complain
to the Information Commissioner under section 50 of the Act. The section 45 Code explains this.
"""


def kinds(text: str) -> set[Kind]:
    return {hint.kind for hint in read_hints(text).kinds}


def numbers(text: str) -> list[tuple[str, str]]:
    return [(hint.act, hint.number) for hint in read_hints(text).grounds]


def test_a_refusal_names_its_grounds_and_reference() -> None:
    hints = read_hints(REFUSAL)
    assert Kind.REFUSAL in kinds(REFUSAL)
    assert [hint.reference for hint in hints.references] == ["FOI/2026/0123"]
    assert numbers(REFUSAL) == [
        ("foia", "12(1)"), ("foia", "40(2)"), ("foia", "40(3A)(a)"), ("foia", "43(2)"),
        ("foia", "41"),
    ]  # fmt: skip
    assert hints.grounds[1].code == "s.40(2)"


def test_every_passage_stands_where_it_says() -> None:
    hints = read_hints(REFUSAL)
    passages = [hint.passage for hint in (*hints.kinds, *hints.references, *hints.grounds)]
    assert len(passages) > 6
    for passage in passages:
        assert REFUSAL[passage.start : passage.end] == passage.quote
    for ground in hints.grounds:
        assert ground.passage.start <= ground.start < ground.end <= ground.passage.end
        assert " ".join(REFUSAL[ground.start : ground.end].split()) == ground.code
    assert "exceed" in hints.grounds[0].passage.quote
    assert "Prices" not in hints.grounds[0].passage.quote


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thank you for your request for information, received on 3 November.", "acknowledgement"),
        ("I acknowledge receipt of your e-mail.", "acknowledgement"),
        ("Your request has been logged and you can expect a reply by 1 December.",
         "acknowledgement"),
        ("Please clarify what you mean by “SEND staff” before we\ncan continue.", "clarification"),
        ("Could you specify which financial years you would like?", "clarification"),
        ("We need more time: a further 20 working days to consider the public interest.",
         "extension"),
        ("This is a fees notice. Please pay the fee of £14.20 within three months.", "fee"),
        ("Please find attached our response to your request.", "response"),
        ("I can confirm that the council holds this information.", "response"),
        ("The information is being withheld.", "refusal"),
        ("To comply would exceed the appropriate\nlimit.", "refusal"),
    ],
)  # fmt: skip
def test_usual_phrases_suggest_their_kind(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If the cost is high we may refuse your request.", "refusal"),
        ("A fee of £10 may be payable; if so we will tell you.", "fee"),
        ("You may ask for an internal review of a refusal.", "refusal"),
        ("We will answer within 20 working days.", "extension"),
        ("The SEND team has 31 staff.", "acknowledgement"),
    ],
)
def test_what_only_might_happen_is_no_hint(text: str, kind: str) -> None:
    assert kind not in kinds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("section 12", [("foia", "12")]),
        ("Section 40 (2)", [("foia", "40(2)")]),
        ("S21 applies", [("foia", "21")]),
        ("ss. 36(2)(b) and 42", [("foia", "36(2)(b)"), ("foia", "42")]),
        ("section 22a", [("foia", "22A")]),
        ("regulation 12(4)(b)", [("eir", "12(4)(b)")]),
        ("Regs 12(5)(e) and 13", [("eir", "12(5)(e)"), ("eir", "13")]),
        ("the exemption 12(4)(b)", [("eir", "12(4)(b)")]),
        ("section 1(3) of the Act", [("foia", "1(3)")]),
        ("section 10(3)", [("foia", "10(3)")]),
        ("Section 12 and section 12 again", [("foia", "12")]),
        # Not grounds: the right itself, time, help, refusal notices, the code, complaints.
        ("sections 1, 10, 16 and 17", []),
        ("section 45 and section 50", []),
        ("section 42 of the Children and Families Act 2014", []),
        ("section 19 of the Education Act 1996", []),
        ("section 36 of the Children and Families Act and section 36 of FOIA", [("foia", "36")]),
        ("regulation 12 of the SEND Regulations 2014", []),
        ("in section 12 of your letter", []),
        ("31 of 54 staff in 12 sections", []),
    ],
)
def test_grounds_are_read_as_the_acts_number_them(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FOI 12345", ["FOI 12345"]),
        ("Subject: RE: FOI-2026-0123 your request", ["FOI-2026-0123"]),
        ("EIR123456 and IR-998877", ["EIR123456", "IR-998877"]),
        ("Our ref: KCC/CYP/4471", ["KCC/CYP/4471"]),
        ("Case number is 10234567.", ["10234567"]),
        ("Request ID: 26-01234", ["26-01234"]),
        ("FOI/2026/0123 ... (FOI-2026-0123)", ["FOI/2026/0123"]),
        ("the FOI Act 2000, FOI 2000 and FOIA 2000", []),
        ("Your reference: TD-7K4QF2", []),
        ("with reference to your letter of 3 November", []),
    ],
)
def test_the_councils_own_reference_is_found(text: str, expected: list[str]) -> None:
    assert [hint.reference for hint in read_hints(text).references] == expected


def test_an_empty_text_suggests_nothing() -> None:
    hints = read_hints("")
    assert not (hints.kinds or hints.references or hints.grounds)


@given(st.text(max_size=400))
def test_any_text_gives_passages_that_stand_where_they_say(text: str) -> None:
    hints = read_hints(text)
    for hint in (*hints.kinds, *hints.references, *hints.grounds):
        assert text[hint.passage.start : hint.passage.end] == hint.passage.quote


@given(st.lists(st.sampled_from(
    "section s.40(2) 12 and , ( ) FOI FOI/2026/1 ref: . \n If refuse clarify regs 12(4)(b) £5 "
    "fee of please your request".split(" ")), max_size=60))  # fmt: skip
def test_any_order_of_telling_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    hints = read_hints(text)
    for hint in hints.grounds:
        assert hint.passage.start <= hint.start < hint.end <= hint.passage.end
