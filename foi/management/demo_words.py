"""What the made-up councils write. Every sentence says of itself that it is made up."""

MARK = "(Made up)"
OPENING = f"{MARK} This reply was written for a sample. No council wrote it."

_TARGET = {
    "no": "We have no such target or objective.",
    "team": "Yes, there is one in the service plan.",
    "staff": "Yes, it is among the objectives of individual staff.",
    "both": "Yes, both in the service plan and among the objectives of individual staff.",
}
_PAY = {
    "no": "The pay of nobody in the service depends on one.",
    "yes": "Progression in the service depends on one of them.",
}
_APPEALS = {
    "appeals_conceded": "{} were agreed before a hearing.",
    "appeals_heard": "{} were decided at a hearing.",
    "appeals_changed": "In {} the decision was changed at the hearing.",
    "tribunal_external_spend": "We paid {} to outside lawyers and experts.",
}
_BARRISTER = {"yes": "A barrister was used.", "no": "No barrister was used."}
_OUTCOMES = {
    "refused": "We refuse this question.",
    "not_held": "We do not hold this information.",
    "already_public": "This is published on our website.",
    "wrong_body": "Another body holds this; please ask there.",
    "unclear": "Our approach to this is described in our strategy.",
}
# Taken for "another body holds this" by the first reader, until a third settled it.
_HINT = {"target_tribunal_outcome": "We hold nothing on this. Perhaps the tribunal service does."}
# Stands in the plan alone: the passage of an answer whose proof is an enclosed file.
PLAN_SAYS = f"{MARK} Finish assessments within the statutory timescales."
PLAN = (
    f"{MARK} Service plan of a council that does not exist.\n\n"
    "1. Answer every letter within the time that the law gives.\n"
    f"2. {PLAN_SAYS}\n"
    "3. Spend within the budget, and say so where that cannot be done.\n"
)


def quote(key: str, outcome: str, written: str) -> str:
    """The passage that says this of one question, as the made-up reply has it."""
    return f"{MARK} {_sentence(key, outcome, written)}"


def _sentence(key: str, outcome: str, written: str) -> str:
    if outcome == "answered_in_part":
        return f"{_answer(key, written)} The rest is withheld."
    if outcome == "answered" or (outcome == "already_public" and written):
        return _answer(key, written)
    if outcome == "wrong_body" and key in _HINT:
        return _HINT[key]
    return _OUTCOMES[outcome]


def _answer(key: str, written: str) -> str:
    if key.startswith("target_"):
        return _TARGET[written]
    if key == "pay_linked":
        return _PAY[written]
    if key == "outside_counsel":
        return _BARRISTER[written]
    if key == "targets_set":
        return f"{written} of them were measured in that year."
    if key == "targets_met":
        return f"{written} of those were met."
    if key in _APPEALS:
        return _APPEALS[key].format(written)
    return "The current plan is attached, without names."
