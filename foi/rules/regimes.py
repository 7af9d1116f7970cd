"""Which law sets which time: one row a regime, with its source, and the settings' defaults."""

from dataclasses import dataclass
from enum import StrEnum

# Defaults of settings, not constants of the law: each may change without an Act being read again.
REGULATOR_NAME = "Information Commissioner's Office"  # the Data (Use and Access) Act renames it
COMPLAINT_DAYS = 42  # "within six weeks": the regulator's complaint form, not the Act
COST_LIMIT_PENCE = 45_000  # Fees Regulations 2004 reg 3(3): councils, schools, the NHS
COST_LIMIT_PENCE_PART_ONE = 60_000  # reg 3(2): bodies in Part I of Schedule 1 (government)
HOURLY_RATE_PENCE = 2_500  # reg 4(4): £25 a person-hour


class Moves(StrEnum):
    """A family of events that this law lets move the clock."""

    CLARIFICATION = "clarification"
    FEE = "fee"
    TRANSFER = "transfer"
    PUBLIC_INTEREST = "public interest extension"
    EXTENSION = "extension"
    CLOSURES = "school closures"


class UnknownRegime(ValueError):
    """The regime's name is not one of ours."""

    def __init__(self, code: str) -> None:
        super().__init__(f"“{code}” is no regime. Known: {', '.join(REGIMES)}.")


@dataclass(frozen=True)
class Regime:
    """A time limit: `days` working days of `calendar` ("uk", "scotland", "england_wales").

    `days` is 0 where the limit is in calendar days or months (windows.py counts those).
    `soft`: good practice or guidance, no statute. `code_reading`: a receipt on a day that is not
    a working day may be taken as received on the next (section 45 Code, para 4.2).
    `fee_days`: working days to pay a fee; None for three months.
    """

    code: str
    name: str
    source: str
    days: int = 0
    calendar: str = "uk"
    soft: bool = False
    code_reading: bool = False
    moves: frozenset[Moves] = frozenset()
    outer_days: int | None = None
    fee_days: int | None = None


_FOIA = frozenset({Moves.CLARIFICATION, Moves.FEE, Moves.TRANSFER, Moves.PUBLIC_INTEREST})
_FOISA = frozenset({Moves.CLARIFICATION, Moves.FEE, Moves.TRANSFER})
_EIR = _FOISA | {Moves.EXTENSION}

_ROWS = (
    Regime("foia", "Freedom of Information Act 2000", "FOIA s.10(1)", 20,
           code_reading=True, moves=_FOIA),
    Regime("foia_pit", "Freedom of Information Act 2000, with a public interest extension",
           "FOIA s.10(3), s.17(2); the regulator: no more than 20 further working days", 20,
           code_reading=True, moves=_FOIA),
    Regime("foia_archives", "Freedom of Information Act 2000, public record offices",
           "SI 2004/3364 reg 4", 30, code_reading=True, moves=_FOIA),
    Regime("school", "Freedom of Information Act 2000, schools",
           "SI 2004/3364 reg 3, SI 2010/2768: the 20th school day, at the latest the 60th "
           "working day", 20, code_reading=True, moves=_FOIA | {Moves.CLOSURES}, outer_days=60),
    Regime("eir", "Environmental Information Regulations 2004", "EIR reg 5(2), reg 7", 20,
           code_reading=True, moves=_EIR, fee_days=60),
    Regime("foisa", "Freedom of Information (Scotland) Act 2002", "FOISA s.10(1)", 20,
           calendar="scotland", moves=_FOISA),
    Regime("internal_review", "Internal review (FOIA)",
           "section 45 Code 5.4 and 5.5: good practice", 20, soft=True, outer_days=40),
    Regime("internal_review_window", "Asking for an internal review (FOIA)",
           "section 45 Code 5.3: good practice", 40, soft=True),
    Regime("eir_internal_review", "Internal review (EIR)", "EIR reg 11(4)", 40),
    Regime("eir_review_window", "Asking for an internal review (EIR)", "EIR reg 11(2)", 40),
    Regime("foisa_review", "Review (FOISA)", "FOISA s.21(1)", 20, calendar="scotland"),
    Regime("foisa_review_window", "Asking for a review (FOISA)", "FOISA s.20(5)", 40,
           calendar="scotland"),
    Regime("foisa_appeal_window", "Applying to the Scottish Information Commissioner",
           "FOISA s.47(4): six months", calendar="scotland"),
    Regime("foia_aggregation_clear", "Asking the same council again",
           "Fees Regulations 2004 reg 5(2)(b): sixty consecutive working days", 60, soft=True,
           code_reading=True),
    Regime("ico_complaint_window", "Complaining to the regulator",
           "the regulator's complaint form: six weeks", soft=True),
    Regime("ftt_appeal", "Appealing to the First-tier Tribunal",
           "GRC Rules r.22(1)(b), r.12: received within 28 days of sending, before 5pm",
           calendar="england_wales"),
    Regime("sar", "Subject access request", "UK GDPR Art 12 and 12A: one month",
           calendar="england_wales"),
)  # fmt: skip
REGIMES: dict[str, Regime] = {row.code: row for row in _ROWS}


def regime_named(code: str) -> Regime:
    """The regime of that code; UnknownRegime, with the known ones, where there is none."""
    try:
        return REGIMES[code]
    except KeyError:
        raise UnknownRegime(code) from None
