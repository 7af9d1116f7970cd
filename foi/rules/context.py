"""The published figures that stand beside answers: what each is called, counts and dates.

The Department for Education publishes them each year from the SEN2 return of every council (one,
the appeal rate, from the Ministry of Justice) in its Local Authority Interactive Tool (LAIT).
They are context: nobody asked for them here, and they never count as an answer.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from foi.rules.showing import plain_decimal

SOURCE = "Department for Education, Local Authority Interactive Tool (SEN2 return), OGL v3.0"
ENGLAND = "E92000001"
FIRST_YEAR = 2016  # no series reaches further back


@dataclass(frozen=True, slots=True)
class Measure:
    """One yearly series. name: its public words; unit: what one is, "%" for a share.

    counted: on the census day in January of the year, or over the whole calendar year.
    first, last: the years that the shipped file has.
    """

    key: str
    name: str
    unit: str
    counted: Literal["january", "year"]
    first: int
    last: int

    @property
    def is_share(self) -> bool:
        """A percentage, which nothing may be divided by."""
        return self.unit == "%"

    def when(self, year: int) -> str:
        """ "in January 2025" or "in 2024"."""
        return f"in January {year}" if self.counted == "january" else f"in {year}"

    def heading(self, year: int) -> str:
        """ "EHC plans maintained in January 2025"."""
        return f"{self.name} {self.when(year)}"


_ALL = (
    Measure("SEN_CASES_JAN", "EHC plans maintained", "plans", "january", 2019, 2025),
    Measure("SEN_INIT_REQ", "Requests for an EHC needs assessment", "requests", "year", 2019, 2024),
    Measure(
        "EHCP_Initial_req_refused",
        "Share of requests for an assessment that were refused",
        "%",
        "year",
        2016,
        2024,
    ),
    # Inferred: SEN2 counts assessments whose outcome was decided in the year, not those begun.
    Measure("SEN_ASSESSMENT", "EHC needs assessments made", "assessments", "year", 2022, 2024),
    # The two shares below and the new plans below them are told apart by their sum, near 100.
    Measure("SEN_PLAN_ISSUED", "Share of assessments that led to a plan", "%", "year", 2022, 2024),
    Measure(
        "SEN_PLAN_NOT_ISSUED", "Share of assessments that led to no plan", "%", "year", 2022, 2024
    ),
    Measure("SEN_CASES_DUR_YEAR", "New EHC plans", "plans", "year", 2019, 2024),
    Measure(
        "SEN_EHC_All_20wks",
        "Share of new plans made within 20 weeks, all of them",
        "%",
        "year",
        2016,
        2024,
    ),
    # The regulations allow exceptions to the 20 weeks; this share leaves those plans out.
    Measure(
        "SEN_EHC_Excpt_20wks",
        "Share of new plans made within 20 weeks, without exceptions",
        "%",
        "year",
        2016,
        2024,
    ),
    # Inferred: reviews that fell due in the year, from the first SEN2 return that counts them.
    Measure("SEN_AN_REVIEW_EXPECTED", "Annual reviews due", "reviews", "year", 2024, 2024),
    # Inferred: those of them with a review meeting on record.
    Measure(
        "SEN_AN_REVIEW_MEET_REC",
        "Annual review meetings recorded",
        "reviews",
        "year",
        2024,
        2024,
    ),
    # Inferred: the decision after the review, told to the family within 4 weeks of the meeting.
    Measure(
        "SEN_PEC_OUTCOME_COM_4WKS",
        "Share of annual reviews decided within 4 weeks of the meeting",
        "%",
        "year",
        2024,
        2024,
    ),
    Measure("SEN_TOT_CEASED_EHC_PLAN", "EHC plans that ended", "plans", "year", 2022, 2024),
    # Ministry of Justice: appeals registered, for 100 decisions against which one may appeal.
    Measure(
        "SEN_AppealableDec",
        "Appeals to the SEND Tribunal, as a share of the decisions that can be appealed",
        "%",
        "year",
        2016,
        2024,
    ),
)
MEASURES: dict[str, Measure] = {measure.key: measure for measure in _ALL}


def is_known(measure: str, year: int) -> bool:
    """Whether a series was published for a year."""
    found = MEASURES.get(measure)
    return found is not None and found.first <= year <= found.last


def say_figure(measure: Measure, value: Decimal, *, threshold: int) -> str:
    """A figure for a reader: "6,343", "57.9%"; 1 to 4 people as "<5", as everywhere here."""
    if measure.is_share:
        return f"{plain_decimal(value.quantize(Decimal('0.1')))}%"
    if 0 < value < threshold:
        return f"<{threshold}"
    return f"{int(value):,}"


def bare_figure(measure: Measure, value: Decimal, *, threshold: int) -> str:
    """The same for the files, without separators or sign."""
    return say_figure(measure, value, threshold=threshold).replace(",", "").removesuffix("%")
