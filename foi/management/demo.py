"""Plays the made-up stories through the real actions, on days that lie before today."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from authorities.models import Authority
from foi.actions import documents
from foi.actions.chase import say
from foi.actions.decide import Passage, Said, answer_hold, read_question, say_what_it_is
from foi.actions.file import Wish, file
from foi.actions.own_word import want_reading
from foi.actions.publish import CHECK_LIST, publish, release_file, release_text, suggested_text
from foi.actions.receive import Came, Upload, hand_in
from foi.actions.send import confirm_sent
from foi.actions.tend import withdraw
from foi.management.demo_checks import Checkers, checkers, declare_for_all, look_again
from foi.management.demo_council_words import tell_councils
from foi.management.demo_councils import COUNCILS
from foi.management.demo_replies import TARGETS, Answers, MadeUpAnswer
from foi.management.demo_stories import (
    BLIND,
    EMBARGOED,
    OPEN_INVESTIGATION,
    STORIES,
    Step,
    Story,
)
from foi.management.demo_words import MARK, OPENING, PLAN, PLAN_SAYS, quote
from foi.models import (
    Attachment,
    BankHoliday,
    Investigation,
    Letter,
    Membership,
    Message,
    Request,
    Round,
    User,
)
from foi.rules.permissions import Role, Visibility
from foi.rules.working_days import Calendar

REPLIES = {"acknowledgement", "clarification", "fee", "response", "refusal"}
NOTES = {
    "acknowledgement": "Thank you, we have your letter.",
    "clarification": "Which year do you mean?",
    "fee": "We ask for a fee of £12 for copies.",
    "response": "Please find our answer enclosed.",
}
SENDS_PDF = "sampleshire"
INVESTIGATIONS = {
    OPEN_INVESTIGATION: ("Do councils set SEND targets? (made-up sample)", None),
    BLIND: ("Two people read each reply alone (made-up sample)", None),
    EMBARGOED: ("An investigation under embargo (made-up sample)", timedelta(days=60)),
}


CHECKED_AGO = 5  # working days: after every answer that is checked, before a council disputes one


def load_sample(*, today: date) -> int:
    """Make the councils, accounts, investigations and requests of the sample; how many requests.

    All or nothing. Every date follows from `today`; the letters and bank holidays must be loaded.
    """
    with transaction.atomic():
        _councils()
        people = _people()
        investigations = _investigations(people, today)
        calendar = BankHoliday.objects.table().uk
        readers = checkers()
        teller = Teller(today, calendar, people, investigations)
        begun = teller.working_days_ago(max(story.ago for story in STORIES))
        Round.objects.filter(number=1).update(opened_on=begun)
        declare_for_all([*people, *readers], now=at(begun, 6))
        for story in STORIES:
            teller.tell(story)
        look_again(Checkers(*readers, now=at(teller.working_days_ago(CHECKED_AGO), 11)))
        tell_councils(now=at(teller.working_days_ago(1), 9))
    return len(STORIES)


def _councils() -> None:
    for council in COUNCILS:
        Authority.objects.create(
            slug=council.slug,
            name=council.name,
            short_name=council.short_name,
            type=council.type,
            region=council.region,
            notes=f"{MARK} There is no such council.",
        )


def _people() -> list[User]:
    """The campaigner first, then the requesters; none can be mistaken for a person."""
    campaigner = User.objects.create_user(
        "sample-campaigner@example.org", legal_name="Sample Campaigner", role=Role.CAMPAIGNER.value
    )
    askers = range(1, max(story.asker for story in STORIES) + 1)
    return [campaigner] + [
        User.objects.create_user(f"sample-{n}@example.org", legal_name=f"Sample Requester {n}")
        for n in askers
    ]


def _investigations(people: list[User], today: date) -> dict[str, Investigation]:
    version = Letter.objects.get(slug=TARGETS).current_version
    made = {}
    for slug, (title, embargo) in INVESTIGATIONS.items():
        made[slug] = investigation = Investigation.objects.create(
            slug=slug,
            title=title,
            version=version,
            round=version.letter.round_on(today),
            method_note=f"{MARK} The same letter to made-up councils.",
            embargo_until=today + embargo if embargo else None,
            double_blind=slug == BLIND,
        )
        for person, role in zip(people, ("owner", "editor", "reader"), strict=False):
            Membership.objects.create(investigation=investigation, user=person, role=role)
    return made


class Teller:
    """Tells one story after the other, each step on its own day."""

    def __init__(
        self,
        today: date,
        calendar: Calendar,
        people: list[User],
        investigations: Mapping[str, Investigation],
    ) -> None:
        self.today, self.calendar = today, calendar
        self.people, self.investigations = people, investigations
        self.letters: dict[str, Letter] = {row.slug: row for row in Letter.objects.all()}

    def tell(self, story: Story) -> None:
        """File, send, and whatever came after."""
        by, sent_on = self.people[story.asker], self.working_days_ago(story.ago)
        request = file(
            by=by,
            authority=Authority.objects.get(slug=story.council),
            version=self.letters[story.letter].current_version,
            wish=Wish(name=by.legal_name, visibility=story.visibility),
            now=at(sent_on, 9),
        )
        if story.investigation:
            investigation = self.investigations[story.investigation]
            investigation.authorities.add(request.authority)
            request.join(investigation)
        to = f"information@{story.council}.example"
        confirm_sent(request=request, by=by, on=sent_on, way=story.way, to=to, now=at(sent_on, 10))
        for step in story.steps:
            self.take(request, by, step, self.calendar.add(sent_on, step.after))

    def take(self, request: Request, by: User, step: Step, day: date) -> None:
        """One step, on its day."""
        now = at(day, 17) if step.what == "published" else at(day, 14)
        if step.what in REPLIES:
            _reply(request, by, step, now)
        elif step.what == "nothing_came":
            say(request=request, verb="nothing_came", by=by, now=now)
        elif step.what == "hold_answered":
            answer_hold(request=request, by=by, on=day, now=now)
        elif step.what == "withdrawn":
            withdraw(request=request, by=by, now=now)
        elif step.what == "reading_wanted":
            want_reading(request=request, by=by, now=now)
        elif request.investigation is None or not request.investigation.double_blind:
            publish(request=request, by=by, now=now)

    def working_days_ago(self, number: int) -> date:
        """A working day with so many others after it, up to and including today."""
        day, calendar = self.today, self.calendar
        while not calendar.is_working_day(day) or calendar.count(day, self.today) < number:
            day -= timedelta(days=1)
        return day


def at(day: date, hour: int) -> datetime:
    """An hour of this day in London."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _reply(request: Request, by: User, step: Step, now: datetime) -> None:
    """A reply handed in, said what it is, read and, where it has passages, released."""
    day = timezone.localdate(now)
    sent = step.says.get("targets_document")
    with_plan = sent is not None and sent.outcome == "answered"
    uploads = (_plan(request),) if with_plan else ()
    came = Came("email", day, day, f"{MARK} Your request", _text(step), uploads)
    message = hand_in(request=request, by=by, came=came, now=now)
    say_what_it_is(message=message, by=by, kind=step.what, now=now)
    if not step.read:
        return
    _read(request, by, message, step.says, now)
    if step.says and request.visibility == Visibility.PUBLIC:
        release_text(message=message, by=by, text=suggested_text(message), now=now)
        for plan in message.attachments.all():
            _release(plan, by, now)


def _plan(request: Request) -> Upload:
    """The plan that a made-up council encloses: one as a PDF, so that its page can be shown."""
    if request.authority.slug == SENDS_PDF and documents.can_make_pdf():
        made = documents.pdf(subject="Made-up service plan", text=PLAN)
        return Upload("made-up service plan.pdf", made)
    return Upload("made-up service plan.txt", PLAN.encode())


def _text(step: Step) -> str:
    if not step.says:
        return f"{OPENING}\n\n{MARK} {NOTES[step.what]}"
    passages = [
        f"{number}. {quote(key, answer.outcome, answer.written)}"
        for number, (key, answer) in enumerate(step.says.items(), 1)
        if answer.outcome != "unanswered"
    ]
    return "\n\n".join([OPENING, *passages])


def _read(request: Request, by: User, message: Message, says: Answers, now: datetime) -> None:
    for row in request.asked.select_related("question"):
        if answer := says.get(row.question.key):
            said = _said(row.question.key, answer, message, row.number)
            read_question(request=request, by=by, question=row.question, said=said, now=now)


def _said(key: str, answer: MadeUpAnswer, message: Message, number: int) -> Said:
    words = "" if answer.outcome == "unanswered" else quote(key, answer.outcome, answer.written)
    passage = Passage(quote=words, message=message, place=f"answer {number}")
    plan = message.attachments.filter(name__endswith=".pdf").first()
    if plan is not None and key == "targets_document":
        passage = Passage(quote=PLAN_SAYS, message=message, attachment=plan, place="page 1")
    return Said(
        outcome=answer.outcome,
        written=answer.written,
        grounds=answer.grounds,
        link=answer.link,
        passage=passage,
    )


def _release(plan: Attachment, by: User, now: datetime) -> None:
    checks = [key for key, _ in CHECK_LIST]
    release_file(attachment=plan, by=by, checks=checks, name=plan.name, now=now)
