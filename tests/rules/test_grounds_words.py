"""The words of the grounds: plain, whole sentences, fair to both sides."""

import re

import pytest

from foi.rules.grounds import Ground, all_grounds, by_slug
from foi.rules.regimes import COST_LIMIT_PENCE, COST_LIMIT_PENCE_PART_ONE

# Shorthand that a tired parent should not have to look up.
SHORTHAND = re.compile(
    r"""\bs\.\s?\d | \breg\.?\s?\d | \bSch\. | \be\.g\. | \*
      | \b(?:PIT|EIR|FOIA?|SAR|ICO|DfE|LGSCO|EHCPs?|NAO|NCND|DBV|WDs?|GDPR|MoJ|NI)\b
      | => | (?<!\d)>(?!\d) | ["'] | \s/\s | \bAs\s(?:s|section)\b""",
    re.VERBOSE,
)
FORBIDDEN = re.compile(
    r"\b(silent|hides?|fail(?:s|ed|ure)?|stonewall(?:s|ing)?|unlawful|illegal|worst|shame|ranking|"
    r"refuses to|excuse|never expected)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.?](?=\s|$)")


def texts(ground: Ground) -> dict[str, str]:
    """What a page shows of a ground, by name, without what is empty."""
    shown = {
        "plain_english": ground.plain_english,
        "send_use": ground.send_use,
        "review_argument": ground.review_argument,
        "weighing": ground.weighing,
    }
    return {name: text for name, text in shown.items() if text}


EVERY_TEXT = [
    pytest.param(text, id=f"{ground.slug} {name}")
    for ground in all_grounds()
    for name, text in texts(ground).items()
]


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_every_text_is_whole_sentences(text):
    assert text == text.strip()
    assert re.match(r"[A-Z]", text), text
    assert text.endswith((".", "?")), text
    assert 1 <= len(SENTENCE_END.findall(text)) <= 3, text
    assert "  " not in text and "\n" not in text


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_no_text_is_shorthand(text):
    assert not SHORTHAND.search(text), SHORTHAND.search(text)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_no_text_accuses_anybody(text):
    assert not FORBIDDEN.search(text), FORBIDDEN.search(text)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_the_word_tribunal_always_says_which(text):
    for found in re.finditer(r"tribunal", text, re.IGNORECASE):
        before = text[: found.start()]
        assert before.endswith(("SEND ", "First-tier ", "Upper ", "a court or ")), text


@pytest.mark.parametrize("ground", all_grounds(), ids=lambda ground: ground.slug)
def test_names_are_plain(ground):
    assert not SHORTHAND.search(ground.name)
    assert not FORBIDDEN.search(ground.name)
    assert "/" not in ground.name and not ground.name.endswith(".")


def test_a_legal_note_of_the_table_is_never_shown_as_it_stands():
    for ground in all_grounds():
        assert ground.public_interest_test not in {ground.weighing, ground.weighing.rstrip(".")}
        assert bool(ground.weighing) == (ground.public_interest_test != "n/a"), ground.slug
    assert {ground.slug for ground in all_grounds() if not ground.weighing} == {
        "foia-s25",
        "foia-s10-3",
    }


def test_the_cost_limits_in_the_text_are_those_of_the_rules():
    text = by_slug("foia-s12-1").plain_english
    for pence in (COST_LIMIT_PENCE, COST_LIMIT_PENCE_PART_ONE):
        assert f"£{pence // 100}" in text


@pytest.mark.parametrize(
    "bad",
    ["Ask for s.16 help.", "See reg 4(3).", "*Other* bodies.", "The PIT applies.", "In Sch. 1.",
     "An EHCP.", 'A "class".'],
)  # fmt: skip
def test_shorthand_would_be_noticed(bad):
    assert SHORTHAND.search(bad)
