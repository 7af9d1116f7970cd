"""What the made-up replies say of each question, and how that is read."""

from collections.abc import Mapping
from dataclasses import dataclass

TARGETS = "send-staff-targets"
APPEALS = "tribunal-appeals"
KEYS = {
    TARGETS: (
        "target_limit_assessments",
        "target_limit_plans",
        "target_special_school_spend",
        "target_out_of_area_spend",
        "target_budget",
        "target_tribunal_number",
        "target_tribunal_outcome",
        "target_timescales",
        "pay_linked",
        "targets_set",
        "targets_met",
        "targets_document",
    ),
    APPEALS: (
        "appeals_conceded",
        "appeals_heard",
        "appeals_changed",
        "tribunal_external_spend",
        "outside_counsel",
    ),
}
LOG = "https://www.example.org/made-up-disclosure-log/"


@dataclass(frozen=True)
class MadeUpAnswer:
    """One question of a reply: outcome, value as written, grounds as (slug, as cited), link."""

    outcome: str
    written: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    link: str = ""


Answers = Mapping[str, MadeUpAnswer]
COST = MadeUpAnswer("refused", grounds=(("foia-s12-1", "Section 12(1)"),))
PERSONAL = (("foia-s40-2-3a", "Section 40(2)"),)
CONDUCT = MadeUpAnswer("refused", grounds=(("foia-s36", "Section 36(2)(c)"),))
NOT_HELD = MadeUpAnswer("not_held")
PUBLISHED = MadeUpAnswer("already_public", link=LOG)


def answers(letter: str, written: str, **others: MadeUpAnswer) -> Answers:
    """Answers in the order of the letter's questions, parted by "|"; `others` by their key."""
    values = [value.strip() for value in written.split("|")]
    said = {
        key: MadeUpAnswer("answered", value)
        for key, value in zip(KEYS[letter], values, strict=True)
    }
    return said | others


def all_say(letter: str, answer: MadeUpAnswer) -> Answers:
    """The same of every question: a refusal of the whole letter, say."""
    return dict.fromkeys(KEYS[letter], answer)


FEW_TARGETS = answers(TARGETS, "no|team|no|no|team|no|no|team|no|12|9|sent")
MANY_TARGETS = answers(TARGETS, "both|both|team|team|both|team|staff|team|yes|18|7|sent")
NO_TARGETS = answers(TARGETS, "no|no|no|no|no|no|no|team|no|3|3|sent")
RANGES = answers(TARGETS, "no|team|no|team|team|no|no|both|no|10 to 15|about 8|sent")
IN_PART = answers(
    TARGETS,
    "team|team|no|team|both|no|no|team|no|6|4|sent",
    pay_linked=MadeUpAnswer("refused", grounds=PERSONAL),
    targets_document=MadeUpAnswer("answered_in_part", "sent", PERSONAL),
)
SOME_REFUSED = answers(
    TARGETS,
    "no|no|team|team|team|no|no|team|no|9|9|sent",
    target_budget=CONDUCT,
    target_tribunal_outcome=CONDUCT,
    targets_document=MadeUpAnswer("refused", grounds=(("foia-s22", "Section 22"),)),
)
PARTLY_PUBLISHED = answers(
    TARGETS,
    "no|no|no|no|team|no|no|team|no|14|11|sent",
    targets_set=MadeUpAnswer("already_public", "14", link=LOG),
    targets_met=PUBLISHED,
    targets_document=PUBLISHED,
)
MIXED = answers(
    TARGETS,
    "no|no|no|no|no|no|no|team|no|5|5|sent",
    target_budget=MadeUpAnswer("unclear"),
    target_tribunal_number=MadeUpAnswer("wrong_body"),
    target_tribunal_outcome=MadeUpAnswer("wrong_body"),
    targets_met=MadeUpAnswer("unanswered"),
    targets_document=NOT_HELD,
)
FEW_APPEALS = answers(APPEALS, "3|11|2|£4,250|yes")
NO_APPEALS = answers(APPEALS, "0|6|fewer than 5|£0|no")
MANY_APPEALS = answers(APPEALS, "41|58|51|£1.2m|yes")
