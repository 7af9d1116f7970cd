"""The grounds on which a council may refuse, and which outcome each goes with.

55 grounds: the exemptions and procedural refusals of the Freedom of Information Act 2000 and the
exceptions of the Environmental Information Regulations 2004. Not each is a refusal: some say "not
held", some are events of the clock and no outcome at all. Grounds are code: a release adds one.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from foi.rules.outcomes import Outcome

FILE = Path(__file__).with_name("grounds.json")

_REFUSED_OR_PART = frozenset({Outcome.REFUSED, Outcome.ANSWERED_IN_PART})
_NO_OUTCOME: frozenset[Outcome] = frozenset()
# By slug, where a ground is not an ordinary reason to refuse, wholly or in part.
_SPECIAL: dict[str, frozenset[Outcome]] = {
    "foia-s1-1": frozenset({Outcome.NOT_HELD, Outcome.ANSWERED_IN_PART}),
    "eir-12-4-a": frozenset({Outcome.NOT_HELD}),
    "foia-s21": frozenset({Outcome.ALREADY_PUBLIC, Outcome.REFUSED, Outcome.ANSWERED_IN_PART}),
    "eir-6-1-b": frozenset({Outcome.ALREADY_PUBLIC, Outcome.REFUSED}),
    "foia-s11": frozenset({Outcome.ANSWERED, Outcome.ANSWERED_IN_PART, Outcome.REFUSED}),
    # Clarification and fee put the clock on hold, s.10(3) extends it, s.39 changes the regime.
    "foia-s1-3": _NO_OUTCOME,
    "foia-s9": _NO_OUTCOME,
    "foia-s10-3": _NO_OUTCOME,
    "foia-s39": _NO_OUTCOME,
}
_CERTIFICATE, _CERTIFIED = "foia-s25", frozenset({"foia-s23", "foia-s24"})
# By public_interest_test, the law's shorthand: the answer to "must the council weigh the public
# interest?" (sections 2 and 17(3) of the Act, regulation 12 of the EIR). "n/a": no such question.
_WEIGHING = {
    "n/a": "",
    "no": "No. Where it applies, the council does not have to weigh the public interest.",
    "yes": "Yes. It must say why holding back weighs more than telling.",
    "yes (formality)": "Formally, yes. In practice the request goes on under the Environmental"
    " Information Regulations, where most exceptions need the public interest to be weighed.",
    "formally": "Formally, yes. In practice there is usually nothing to weigh where nothing is"
    " held.",
    "yes; not for emissions": "Yes. It must say why holding back weighs more than telling. This"
    " ground cannot be used for information on emissions (regulation 12(9)).",
    "37(1)(a)-(ab) no; rest yes": "It depends. Not for communications with the King and the first"
    " two heirs to the throne; for the rest it must.",
    "no (balance inside UK GDPR 6(1)(f))": "Not as a separate step. The interest in release is"
    " weighed against the person’s rights as part of the data protection rules.",
    "5B(a) no; else yes": "It depends. Not where a yes or a no would itself break a data"
    " protection principle; otherwise usually yes. Ask which part of section 40 is relied on.",
    "no (public-interest defence inside the test)": "Not as a separate step. Whether the public"
    " interest would be a defence is part of deciding if release would be a breach of confidence.",
    "as s.40": "It depends, as under section 40. Usually the interest in release is weighed"
    " against the person’s rights as part of the data protection rules.",
}
_OUTCOME_NAMES = {
    Outcome.ANSWERED: "answered",
    Outcome.ANSWERED_IN_PART: "answered in part",
    Outcome.UNCLEAR: "answered in a form that does not fit",
    Outcome.REFUSED: "refused",
    Outcome.NOT_HELD: "not held",
    Outcome.ALREADY_PUBLIC: "already published",
    Outcome.WRONG_BODY: "held by another body",
    Outcome.UNANSWERED: "passed over",
}


class WrongGround(ValueError):
    """A ground that cannot stand with an outcome; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: what the law calls it, what it means, and what to say in a review.

    words: how a cell names it ("section 12 (cost)"); kind: absolute, qualified, mixed, procedural
    or supplementary; regime: foia or eir. Texts are empty where there is nothing to say.
    """

    code: str
    slug: str
    words: str
    name: str
    regime: str
    kind: str
    basis: str
    public_interest_test: str
    plain_english: str
    send_use: str
    review_argument: str

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """The outcomes that it can stand with; empty for an event of the clock."""
        return _SPECIAL.get(self.slug, _REFUSED_OR_PART)

    @property
    def weighing(self) -> str:
        """Whether the council must weigh the public interest, in sentences; empty if not asked."""
        return _WEIGHING[self.public_interest_test]


@cache
def all_grounds() -> tuple[Ground, ...]:
    """Every ground, in the order of the law."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Ground(**row) for row in rows)


def by_slug(slug: str) -> Ground:
    """The ground at an address ("foia-s40-2-3a"). Raises KeyError."""
    return _slugs()[slug]


def by_code(code: str) -> Ground:
    """The ground of a code ("FOIA s.40(2)+(3A)"). Raises KeyError."""
    return _codes()[code]


def goes_with(ground: Ground, outcome: str) -> bool:
    """Whether a ground can stand with an outcome."""
    return outcome in ground.outcomes


@cache
def allowed_pairs() -> frozenset[tuple[str, str]]:
    """Every (outcome, slug) that can be saved."""
    return frozenset(
        (outcome.value, ground.slug) for ground in all_grounds() for outcome in ground.outcomes
    )


def grounds_for(outcome: str) -> tuple[Ground, ...]:
    """The grounds to offer beside an outcome."""
    return tuple(ground for ground in all_grounds() if goes_with(ground, outcome))


def check_pair(outcome: str, grounds: Sequence[str]) -> None:
    """Check that these grounds (slugs) can stand with this outcome. Raises WrongGround.

    No ground at all is allowed: a council may refuse and cite none, and then the cell says so.
    """
    for slug in grounds:
        ground = _slugs().get(slug)
        if ground is None:
            raise WrongGround(f"There is no ground “{slug}”.")
        if not goes_with(ground, outcome):
            raise WrongGround(_why_not(ground, Outcome(outcome)))
    if _CERTIFICATE in grounds and not _CERTIFIED.intersection(grounds):
        raise WrongGround("Section 25 is a certificate: it stands only beside section 23 or 24.")


def named(slugs: Sequence[str]) -> list[str]:
    """How a cell names these grounds, in the order of the law."""
    slugs_wanted = set(slugs)
    return [ground.words for ground in all_grounds() if ground.slug in slugs_wanted]


def _why_not(ground: Ground, outcome: Outcome) -> str:
    label = ground.words[0].upper() + ground.words[1:]
    if not ground.outcomes:
        return f"{label} is an event in the life of the request, not an outcome: record it there."
    allowed = " or ".join(f"“{_OUTCOME_NAMES[one]}”" for one in Outcome if one in ground.outcomes)
    return f"{label} goes with {allowed}, not with “{_OUTCOME_NAMES[outcome]}”."


@cache
def _slugs() -> dict[str, Ground]:
    return {ground.slug: ground for ground in all_grounds()}


@cache
def _codes() -> dict[str, Ground]:
    return {ground.code: ground for ground in all_grounds()}
