"""What a letter of the library is made of. Values only: reading and writing stand beside it."""

from dataclasses import dataclass
from datetime import date

TYPES = (
    "yes_no choice count number money percentage days date text document".split()  # LETTERS
)
STATUSES = ("current", "withdrawn")

# Yearly published counts (DfE SEN2) that a count may be divided by. The series of percentages
# are no denominators.
MEASURES = (
    "SEN_CASES_JAN",
    "SEN_INIT_REQ",
    "SEN_ASSESSMENT",
    "SEN_AN_REVIEW_EXPECTED",
    "SEN_AN_REVIEW_MEET_REC",
    "SEN_CASES_DUR_YEAR",
    "SEN_TOT_CEASED_EHC_PLAN",
)

HEADING_MAX = 40
UNIT_MAX = 30
REVIEW_MONTHS = 12


class BadLetter(ValueError):
    """A letter file that cannot be used. ``sentences`` say what to mend, one fault each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Choice:
    """One allowed answer of a ``choice`` question: its stable key and its public words."""

    key: str
    words: str


@dataclass(frozen=True)
class Group:
    """Questions that share their first words in the letter.

    ``lead`` is printed once before them, ``note`` once after them. A note also says what to do
    when nothing is recorded and which answers there are, so the questions do not repeat it.
    """

    key: str
    lead: str
    note: str = ""


@dataclass(frozen=True)
class Question:
    """One fact asked for.

    ``wording`` is complete by itself; ``in_letter`` is the part of it that follows the lead of
    its ``group`` ("" without one). ``concern`` holds the answers a campaigner looks at twice: for
    ``yes_no`` and ``choice`` their keys, else one of ``rate``, ``high``, ``negative``; empty when
    there is none. A ``rate`` is the answer divided by ``denominator_question`` or by
    ``denominator_measure`` of ``periods.figure_year``; when both are empty there is no rate, no
    concern, and ``no_denominator`` says why. ``small_numbers``: 1 to 4 is published as "<5".
    ``effort`` is the author's estimate in minutes and never leaves this file.
    """

    key: str
    heading: str
    wording: str
    type: str
    period: str
    not_recorded: str
    effort: int
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    concern: tuple[str, ...] = ()
    denominator_question: str = ""
    denominator_measure: str = ""
    no_denominator: str = ""
    small_numbers: bool = False
    why_people_ask: str = ""
    what_may_be_fair: str = ""
    group: str = ""
    in_letter: str = ""

    @property
    def has_rate(self) -> bool:
        """Whether the answer can be shown as a share of something."""
        return bool(self.denominator_question or self.denominator_measure)


@dataclass(frozen=True)
class Letter:
    """A letter of the library, as its file has it; periods are still placeholders."""

    slug: str
    title: str
    topic: str
    summary: str
    what_you_will_learn: str
    what_it_will_not_do: str
    law_checked_on: date
    review_by: date
    acts: tuple[str, ...]
    status: str
    opening: str
    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()

    def question(self, key: str) -> Question:
        """The question with this key. KeyError when the letter has none such."""
        return {question.key: question for question in self.questions}[key]

    def needs_review(self, on: date) -> bool:
        """Whether the law behind this letter should have been looked at again before ``on``."""
        return on > self.review_by

    @property
    def can_be_sent(self) -> bool:
        """A withdrawn letter is sent no more; what it brought in stays."""
        return self.status == "current"
