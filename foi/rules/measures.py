"""What each numeric answer type takes: its unit, its bounds, and the words it understands."""

from decimal import Decimal

from foi.rules.numbers import Figure
from foi.rules.values import WHOLE, NotAnAnswer

NOUNS = frozenset(
    "adult adults allocation appeal appeals application applications assessment assessments "
    "award awards based carer carers case cases child children complaint complaints decision "
    "decisions ehc ehcp ehcps ehcna ehcnas employee employees families family female girl girls "
    "boy boys "
    "headcount hearing hearings household households individual individuals instance instances "
    "kid kids learner learners mediation mediations meeting meetings member members object "
    "objective objectives occasion occasions officer officers order orders outcome outcomes "
    "package packages panel panels parent parents payment payments people person persons place "
    "placement placements plan plans pupil pupils recommendation recommendations referral "
    "referrals refusal refusals remedies remedy report reports request requests response "
    "responses review reviews school schools send special staff student students such target "
    "targets times tribunal tribunals visit visits visitor visitors vacancies vacancy young "
    "answers answer documents document services service teams team units unit new".split()
)
_JOINING = frozenset("a an and at each for in of on per the their this total with were was".split())
_POSTS = frozenset(
    "fte ftes wte wtes full full-time time whole-time equivalent equivalents post posts caseload "
    "caseloads".split()
)
_SPANS = frozenset(
    "day days week weeks wk wks month months year years yr yrs hour hours hrs minutes annum "
    "calendar working school academic financial annually yearly".split()
)
_KNOWN = NOUNS | _JOINING | _POSTS | _SPANS
_LENGTHS = _SPANS - {"school", "academic", "financial", "annually", "yearly"}
_YEARLY = frozenset({"per year", "per annum", "a year", "each year", "p.a", "pa", "per yr"})
_YEARLY |= {"annually", "yearly", "in the year", "in total", "total"}
_DAYS = {"": "days", "day": "days", "days": "days"}
_DAYS |= {
    f"{kind} {day}": f"{kind} days"
    for kind in ("calendar", "working", "school")
    for day in ("day", "days")
}
_WEEKS = frozenset({"week", "weeks", "wk", "wks", "calendar weeks"})


def understood(figure: Figure, type: str) -> bool:
    """Whether every word after the figure is known, so that none can change its meaning."""
    unit = figure.unit.lower()
    if type == "money":
        return unit in _YEARLY | {""}
    return all(word in _KNOWN for word in unit.removesuffix("p.a").split())


def measure(figure: Figure, type: str) -> tuple[int | Decimal, str]:
    """The value and unit of a figure as an answer of a type. Raises NotAnAnswer."""
    value, unit = {
        "count": _count,
        "number": _number,
        "money": _money,
        "percentage": _percentage,
        "days": _days,
    }[type](figure)
    return (int(value) if type in WHOLE else value), unit


def _count(figure: Figure) -> tuple[Decimal, str]:
    words = figure.unit.lower().split()
    if figure.kind != "plain":
        raise NotAnAnswer("This question asks how many, so it needs a plain whole number.")
    if words and (words[0] in _LENGTHS or (words[0] in ("working", "calendar"))):
        raise NotAnAnswer("This is a length of time; the question asks how many.")
    if _POSTS & set(words) - {"post", "posts"}:
        raise NotAnAnswer(
            "This is full-time equivalents; the question asks how many.", _whole(figure)
        )
    if "per" in words and figure.unit.lower() not in _YEARLY:
        raise NotAnAnswer("This is a rate; the question asks how many.")
    if figure.scale > 1:
        raise NotAnAnswer(
            "A count should be given in full.", f"about {figure.value:,f}" if figure.value else ""
        )
    unit = "" if figure.unit.lower() in _YEARLY else figure.unit
    return _whole_number(figure, "how many"), unit


def _number(figure: Figure) -> tuple[Decimal, str]:
    if figure.kind != "plain":
        raise NotAnAnswer("This question asks for a plain number, without £ or per cent.")
    return figure.value, figure.unit


def _money(figure: Figure) -> tuple[Decimal, str]:
    if figure.kind == "percent":
        raise NotAnAnswer("This is a percentage; the question asks for a sum of money in pounds.")
    return figure.value, "GBP"


def _percentage(figure: Figure) -> tuple[Decimal, str]:
    if figure.kind == "money" or figure.scale > 1 or _LENGTHS & set(figure.unit.lower().split()):
        raise NotAnAnswer("This question asks for a percentage, like 57.4%.")
    if figure.negative or figure.value > 100:
        raise NotAnAnswer("A share lies between 0 and 100 per cent.")
    if figure.kind == "plain" and 0 < figure.value < 1:
        raise NotAnAnswer(
            "Please write the per cent sign: this could be a share of one.",
            f"{(figure.value * 100).normalize():f}%",
        )
    return figure.value, "%"


def _days(figure: Figure) -> tuple[Decimal, str]:
    unit = figure.unit.lower()
    if figure.kind != "plain" or figure.scale > 1:
        raise NotAnAnswer("This question asks for a number of days.")
    if unit in _WEEKS:
        return _whole_number(figure, "how many days") * 7, "days"
    if unit not in _DAYS:
        raise NotAnAnswer("This question asks for a number of days, so please write it in days.")
    return _whole_number(figure, "how many days"), _DAYS[unit]


def _whole_number(figure: Figure, asked: str) -> Decimal:
    """A number of things: not negative, and no decimals but a spreadsheet's ".0"."""
    if figure.negative:
        raise NotAnAnswer(f"The question asks {asked}, which cannot be negative.", _whole(figure))
    written = figure.digits.as_tuple().exponent
    if figure.value != figure.value.to_integral() or written not in (0, -1, -2):
        raise NotAnAnswer(f"The question asks {asked}, so it needs a whole number.")
    return figure.value


def _whole(figure: Figure) -> str:
    return f"{abs(figure.value):,f}" if figure.value == figure.value.to_integral() else ""
