"""The bench's largest tables: 20 questions, 153 councils, 5 rounds, every cell a finding."""

from datetime import date, timedelta

from foi.management.bench_rows import Rows, noon
from foi.models import Letter, LetterVersion, Question, Reply, ReplyLink, Request, Round

QUESTIONS, ROUNDS, FINDINGS = 20, 5, 100_000
LARGEST = "bench-1"  # the letter that is measured
REPLIED_OF = 10  # one council in so many replies to its cells
ROUND_LASTS = timedelta(days=300)
TYPES = ("choice", "yes_no", "count", "money", "percentage", "days", "date", "count", "yes_no")
CHOICES = [["no", "No"], ["team", "For the team"], ["staff", "For staff"], ["both", "For both"]]


def fill_tables(rows: Rows, *, today: date, findings: int = FINDINGS) -> int:
    """Letters whose tables hold at least so many findings together; how many letters."""
    letters = -(-findings // (QUESTIONS * ROUNDS * len(rows.councils)))
    for number in range(1, letters + 1):
        version = _letter(f"bench-{number}", today)
        for round_ in _rounds(version.letter, today):
            rows.fill(version, round_)
            _reply(round_, today)
    return letters


def _reply(round_: Round, today: date) -> None:
    """What some councils say through their links: of one cell, and of the whole."""
    now, last = noon(today), today + timedelta(days=90)
    for request in Request.objects.filter(round=round_).order_by("pk")[::REPLIED_OF]:
        link = ReplyLink.owed_for(
            expires_on=last,
            now=now,
            channel="email",
            authority=request.authority,
            investigation=None,
            request=request,
        )
        Reply.objects.bulk_create(
            Reply(
                authority=request.authority,
                round=round_,
                key=key,
                link=link,
                words="We have since changed this, and say so on our website.",
                made_at=now,
            )
            for key in ("question_1", "")
        )


def _letter(slug: str, today: date) -> LetterVersion:
    letter = Letter.objects.create(slug=slug, title=f"A letter of {QUESTIONS} questions, {slug}")
    version = LetterVersion.objects.create(
        letter=letter,
        number=1,
        fingerprint=slug,
        title=letter.title,
        source="",
        law_checked_on=today,
        review_by=today + timedelta(days=365),
        loaded_on=today,
    )
    Question.objects.bulk_create(_question(version, n) for n in range(1, QUESTIONS + 1))
    return version


def _question(version: LetterVersion, number: int) -> Question:
    kind = TYPES[number % len(TYPES)]
    return Question(
        version=version,
        number=number,
        key=f"question_{number}",
        heading=f"What is asked as number {number}",
        wording=f"Is there a rule, number {number}, and if so what does it say of this? " * 2,
        type=kind,
        choices=CHOICES if kind == "choice" else [],
        concern=["yes"] if kind == "yes_no" else [],
        small_numbers=kind == "count",
    )


def _rounds(letter: Letter, today: date) -> list[Round]:
    """The last is open; the others each end the day before the next begins."""
    begins = [today - ROUND_LASTS * (ROUNDS - n) for n in range(ROUNDS)]
    ends = [day - timedelta(days=1) for day in begins[1:]]
    return [
        Round.objects.create(letter=letter, number=n, opened_on=begin, closed_on=end)
        for n, (begin, end) in enumerate(zip(begins, [*ends, None], strict=True), 1)
    ]
