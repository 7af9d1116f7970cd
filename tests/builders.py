"""Rows for tests: keyword-only, typed functions; real holidays, a real letter by default."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from authorities.models import Authority, Code, Contact
from foi.models import (
    Asked,
    Attachment,
    BankHoliday,
    Declaration,
    Finding,
    Investigation,
    Letter,
    LetterVersion,
    Membership,
    Message,
    PublishedSource,
    Question,
    Reading,
    Refusal,
    Reply,
    ReplyLink,
    Report,
    Request,
    Round,
    Tie,
    User,
)
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Role, Visibility
from foi.rules.right_of_reply import expires_on
from foi.rules.working_days import Holidays, seed

LONDON = ZoneInfo("Europe/London")
SENT_ON = date(2026, 11, 20)  # a Friday; the twentieth working day after it is 21 December


def at(day: date, hour: int = 12) -> datetime:
    """Noon in London on this day, unless told."""
    return datetime.combine(day, time(hour), LONDON)


def create_user(
    *, email: str = "parent@example.org", role: Role = Role.MEMBER, legal_name: str = "Pat Marsh"
) -> User:
    """An account; the same e-mail gives the same row."""
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, role=role.value, legal_name=legal_name)


def create_campaigner(*, email: str = "campaigner@example.org") -> User:
    return create_user(email=email, role=Role.CAMPAIGNER, legal_name="Chris Lane")


def create_moderator(*, email: str = "staff@example.org") -> User:
    return create_user(email=email, role=Role.MODERATOR, legal_name="Sam Field")


def create_authority(
    *,
    slug: str = "kent",
    name: str = "",
    region: str = "South East",
    type: str = "county",
    gss: str = "",
    dfe: str = "",
    email: str = "",
    **fields: Any,
) -> Authority:
    """A council; with `email` also a confirmed contact."""
    short = name or slug.replace("-", " ").title()
    authority, _ = Authority.objects.get_or_create(
        slug=slug,
        defaults={"name": f"{short} Council", "short_name": short, "region": region}
        | {"type": type}
        | fields,
    )
    for scheme, value in (("gss", gss), ("dfe", dfe)):
        if value:
            Code.objects.get_or_create(authority=authority, scheme=scheme, value=value)
    if email:
        Contact.objects.get_or_create(
            authority=authority,
            channel="email",
            value=email,
            defaults={
                "source": "https://www.example.gov.uk/foi",
                "checked_on": date(2026, 11, 1),
                "status": "confirmed",
            },
        )
    return authority


def load_holidays() -> Holidays:
    """The seeded table in the database, and as the rules want it."""
    table = seed()
    rows = [
        BankHoliday(date=h.on, part=part, name=h.name, announced_on=h.announced_on)
        for h in table.rows
        for part in h.parts
    ]
    BankHoliday.objects.bulk_create(rows, ignore_conflicts=True)
    return BankHoliday.objects.table()


def create_letter(
    *, slug: str = "send-staff-targets", questions: tuple[tuple[str, str], ...] = ()
) -> LetterVersion:
    """A small letter: (key, type) pairs; a count is one of people."""
    kinds = questions or (
        ("target_limit_assessments", "choice"),
        ("pay_linked", "yes_no"),
        ("plans", "count"),
        ("targets_document", "document"),
    )
    letter, made = Letter.objects.get_or_create(slug=slug, defaults={"title": slug.title()})
    if not made:
        return letter.current_version
    Round.objects.create(letter=letter, number=1, opened_on=date(2018, 1, 1))
    version = LetterVersion.objects.create(
        letter=letter,
        number=1,
        fingerprint=slug,
        title=slug.replace("-", " ").title(),
        source="",
        law_checked_on=date(2026, 11, 1),
        review_by=date(2027, 11, 1),
        loaded_on=date(2026, 11, 1),
    )
    for number, (key, kind) in enumerate(kinds, 1):
        Question.objects.create(
            version=version,
            number=number,
            key=key,
            heading=key.replace("_", " ").capitalize(),
            wording=f"What about {key}?",
            type=kind,
            choices=[["no", "No"], ["team", "Team"]] if kind == "choice" else [],
            small_numbers=kind == "count",
        )
    return version


def add_version(
    letter: Letter, *, questions: tuple[tuple[str, str, str], ...], loaded_on: date
) -> LetterVersion:
    """The letter's next version: (key, type, wording)."""
    newest = letter.current_version
    version = LetterVersion.objects.create(
        letter=letter,
        number=newest.number + 1,
        fingerprint=f"{letter.slug}-{newest.number + 1}",
        title=newest.title,
        source="",
        law_checked_on=newest.law_checked_on,
        review_by=newest.review_by,
        loaded_on=loaded_on,
    )
    for number, (key, kind, wording) in enumerate(questions, 1):
        Question.objects.create(
            version=version,
            number=number,
            key=key,
            heading=key.replace("_", " ").capitalize(),
            wording=wording,
            type=kind,
            choices=[["no", "No"], ["team", "Team"]] if kind == "choice" else [],
            small_numbers=kind == "count",
        )
    return version


def create_request(
    *,
    owner: User | None = None,
    authority: Authority | None = None,
    version: LetterVersion | None = None,
    visibility: Visibility = Visibility.PUBLIC,
    sent_on: date | None = SENT_ON,
    leave_out: tuple[str, ...] = (),
    holidays: Holidays | None = None,
    **fields: Any,
) -> Request:
    """A request, sent by its owner unless `sent_on` is None (then a draft).

    Its owner has said that she has no tie with any council.
    """
    version = version or create_letter()
    request = Request.objects.create(
        requester=owner or create_user(),
        authority=authority or create_authority(),
        version=version,
        round=version.letter.round_on(sent_on or SENT_ON),
        visibility=visibility.value,
        **fields,
    )
    declare(user=request.requester, request=request)
    kept = [q for q in version.questions.all() if q.key not in leave_out]
    Asked.objects.bulk_create(
        [Asked(request=request, question=q, number=n) for n, q in enumerate(kept, 1)]
    )
    Message.objects.create(
        request=request, direction="out", kind="letter", subject="A letter", text="Dear council"
    )
    if sent_on:
        table = holidays or load_holidays()
        request.record(Kind.SENT, on=sent_on, by=request.requester, holidays=table, now=at(sent_on))
    return request


def declare(*, user: User, request: Request, tied: str = "") -> None:
    """She was asked for her ties in the round of this request; `tied`: "employed" or "dispute"
    with its council."""
    if request.round_id is None:
        return
    made, _ = Declaration.objects.get_or_create(
        user=user, round=request.round, defaults={"made_at": at(SENT_ON)}
    )
    if tied:
        Tie.objects.get_or_create(declaration=made, authority=request.authority, kind=tied)


def create_investigation(
    *, version: LetterVersion | None = None, slug: str = "targets", **fields: Any
) -> Investigation:
    """An investigation with that letter, in its first round; add members with `add_member`."""
    version = version or create_letter()
    return Investigation.objects.create(
        slug=slug,
        title=slug.title(),
        version=version,
        round=version.letter.rounds.get(number=1),
        **fields,
    )


def add_member(*, investigation: Investigation, user: User, role: str = "editor") -> User:
    Membership.objects.create(investigation=investigation, user=user, role=role)
    return user


def create_reply(
    *, request: Request, on: date = date(2026, 12, 10), text: str = "Our answer.", **fields: Any
) -> Message:
    """A response that came in and was recorded as one."""
    message = Message.objects.create(
        request=request, direction="in", kind="response", came_on=on, text=text, **fields
    )
    request.record(
        Kind.RESPONSE,
        on=on,
        by=request.requester,
        message=message,
        holidays=load_holidays(),
        now=at(on),
    )
    return message


def create_attachment(
    *,
    message: Message,
    content: bytes = b"We hold 312 plans.",
    name: str = "answers.txt",
    words: list[tuple[str, str]] | None = None,
) -> Attachment:
    """A file that came with a message; `words` (place, text) as the worker would have read them."""
    kind = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
    row = Attachment.keep(message=message, content=content, name=name, content_type=kind)
    if words is not None:
        row.set_words(words, now=at(date(2026, 12, 10)))
        row.refresh_from_db()
    return row


def create_finding(
    *,
    request: Request,
    key: str = "pay_linked",
    outcome: str = "answered",
    value: Any = None,
    written: str = "",
    quote: str = "The passage.",
    grounds: tuple[str, ...] = (),
    by: User | None = None,
    published: bool = True,
    now: datetime | None = None,
    **fields: Any,
) -> Finding:
    """A reading and the finding it settles into, published unless told otherwise."""
    moment = now or at(date(2026, 12, 11))
    who = by or request.requester or create_moderator()
    asked = request.asked.get(question__key=key)
    reading = Reading.objects.create(
        request=request,
        question=asked.question,
        by=who,
        at=moment,
        outcome=outcome,
        value=value,
        written=written,
        quote=quote,
        grounds=[{"slug": slug, "cited": slug} for slug in grounds],
        **fields,
    )
    finding = Finding.objects.create(
        authority=request.authority,
        question=asked.question,
        round=request.round,
        request=request,
        reading=reading,
        published_at=moment if published else None,
        published_by=who if published else None,
    )
    finding.readings.add(reading)
    for slug in grounds:
        Refusal.objects.create(finding=finding, ground=slug, cited=slug, quote=quote)
    return finding


def create_source(
    *,
    by: User | None = None,
    authority: Authority | None = None,
    version: LetterVersion | None = None,
    key: str = "pay_linked",
    value: Any = None,
    quote: str = "The passage.",
    url: str = "https://www.kent.gov.uk/targets",
    published: bool = False,
    token: str = "sourcetoken",
) -> Finding:
    """What a published source says of one question, not public unless told otherwise."""
    who, moment = by or create_campaigner(), at(date(2026, 12, 11))
    version = version or create_letter()
    source = PublishedSource.objects.create(
        authority=authority or create_authority(),
        title="Service plan",
        url=url,
        retrieved_on=date(2026, 12, 11),
        by=who,
        token=token,
    )
    question = version.questions.get(key=key)
    reading = Reading.objects.create(
        source=source,
        question=question,
        by=who,
        at=moment,
        outcome="answered",
        value=value,
        quote=quote,
    )
    finding = Finding.objects.create(
        authority=source.authority,
        question=question,
        round=version.letter.round_on(SENT_ON),
        source=source,
        reading=reading,
        published_at=moment if published else None,
        published_by=who if published else None,
    )
    finding.readings.add(reading)
    return finding


def create_reply_link(
    *,
    request: Request,
    on: date = date(2026, 12, 11),
    to: str = "foi@kent.gov.uk",
    printed: bool = False,
    told: bool = True,
) -> ReplyLink:
    """The council's link to its cells of a request, or of the request's investigation."""
    investigation = request.investigation
    link = ReplyLink.owed_for(
        expires_on=expires_on(on),
        now=at(on),
        channel="post" if printed else "email",
        authority=request.authority,
        investigation=investigation,
        request=None if investigation else request,
    )
    if printed:
        link.mark_printed(now=at(on))
        link.keep_secrets()
    else:
        link.address_to(to)
    if told:
        link.mark_sent(now=at(on), told_on=on)
        holidays = load_holidays()
        request.record(Kind.COUNCIL_TOLD, on=on, holidays=holidays, note=link.ref, now=at(on))
    return link


def create_council_reply(
    *,
    link: ReplyLink,
    key: str = "",
    kind: str = "comment",
    words: str = "The council\u2019s own words.",
    report: Report | None = None,
    on: date = date(2026, 12, 12),
    **fields: Any,
) -> Reply:
    """What a council said through its link; a dispute has a document and a report."""
    request = link.request or Request.objects.filter(investigation=link.investigation).latest("pk")
    if kind == "dispute":
        fields["document"] = ContentFile(b"It shows otherwise.", name="document")
        fields["document_name"] = "evidence.txt"
        report = report or Report.objects.create(
            page=f"/compare/{request.version.letter.slug}/{link.authority.slug}/",
            kind="wrong",
            made_at=at(on),
            answer_by=at(date(2026, 12, 18)),
        )
    return Reply.objects.create(
        authority=link.authority,
        round=request.round,
        key=key,
        link=link,
        kind=kind,
        words=words,
        report=report,
        made_at=at(on),
        **fields,
    )
