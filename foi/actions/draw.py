"""Pictures of the pages that published passages stand on, made by us in the worker.

The real letters of a page are shown only where everybody reads the passage as it was typed;
otherwise, and for mails and other files, we draw the page ourselves.
"""

import logging
from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from foi.actions.sweeps import in_good_time
from foi.comparison.evidence import place_words
from foi.comparison.pictures import of_quote, public_cell, public_passages
from foi.mail.kinds import FileKind, RefusedFile, sniff
from foi.mail.passage_apart import pictured_apart
from foi.mail.passage_drawn import drawn_page
from foi.mail.passage_find import page_named, share_before
from foi.mail.passage_sheet import Picture
from foi.models import Finding, Letter, PassageImage, Reading
from foi.rules.periods import day_in_words

log = logging.getLogger(__name__)

LOOK_AGAIN = 3600  # seconds; a changed cell moves its letter's stamp, which is looked at each time
REAL = (
    "{council}: {heading}, {{page}}. Picture made by Twentieth Day on {day} from the page as the "
    "council sent it. Everything but the passage is covered."
)
DRAWN = (
    "{council}: {heading} ({place}). Drawn by Twentieth Day on {day}: the passage in words, every "
    "other line covered. Not a photograph of the page."
)
SAMPLE = "MADE-UP SAMPLE. "


def draw_passages(*, now: datetime) -> int:
    """Draw what everybody may see and nobody has drawn yet; how many were drawn.

    Pictures of what is no longer public, or reads otherwise now, are thrown away first.
    """
    today = timezone.localdate(now)
    shown = Finding.objects.published().values("round__letter")
    for letter in Letter.objects.filter(pk__in=shown):
        plan_pictures(letter=letter, on=today)
    done = 0
    waiting = PassageImage.objects.to_draw(now=now).values_list("pk", flat=True)
    for pk in in_good_time(list(waiting)):
        if PassageImage.objects.filter(pk=pk).claim(now=now):
            done += _draw(PassageImage.objects.get(pk=pk), now)
    _throw_away_of_letters_without_any(shown)
    return done


def plan_pictures(*, letter: Letter, on: date) -> None:
    """Bring a letter's rows up to what its cells say to everybody. Again on the same day, with no
    cell changed, is nothing to do."""
    mark, key = f"{letter.stamp}:{on}", f"pictures:{letter.pk}"
    if cache.get(key) == mark:
        return
    wanted: dict[int, str] = {}
    for round_ in letter.rounds.all():
        for finding, quote in public_passages(letter, round_, on).items():
            wanted[finding] = of_quote(quote)
    for image in PassageImage.objects.of_letter(letter.pk):
        if (now_quoted := wanted.pop(image.finding_id, None)) is None:
            image.discard()
        elif now_quoted != image.of_quote:
            PassageImage.objects.filter(pk=image.pk).renew(now_quoted)
    rows = [PassageImage(finding_id=pk, of_quote=quote) for pk, quote in wanted.items()]
    PassageImage.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    cache.set(key, mark, LOOK_AGAIN)


def _throw_away_of_letters_without_any(shown: object) -> None:
    """Where a letter's last public answer is gone, no plan is made for it any more."""
    for image in PassageImage.objects.exclude(finding__round__letter__in=shown):
        image.discard()


def _draw(image: PassageImage, now: datetime) -> int:
    finding = Finding.objects.select_related(
        "authority", "question", "round__letter", "source", "reading__message"
    ).get(pk=image.finding_id)
    today = timezone.localdate(now)
    place = (finding.round.letter, finding.round, finding.authority, finding.question.key)
    shown = public_cell(*place, today)
    if shown is None or shown.cell.handle != finding.pk:
        image.discard()
        return 0
    quote = shown.cell.quote
    if of_quote(quote) != image.of_quote:
        PassageImage.objects.filter(pk=image.pk).renew(of_quote(quote))
        return 0
    made, words = _picture(finding, quote, today)
    return int(image.keep(made.png, words=words, size=made.size, now=now))


def _picture(finding: Finding, quote: str, today: date) -> tuple[Picture, str]:
    """The picture, and what it shows in a few words."""
    said = {"council": finding.authority.short_name, "heading": finding.question.heading}
    said |= {"day": day_in_words(today), "place": place_words(finding)}
    mark = SAMPLE if settings.DEMO else ""
    as_typed = quote == finding.reading.quote
    if as_typed and (real := _real(finding.reading, mark + REAL.format(**said))) is not None:
        return real, f"page {real.page} of an attached file"
    before = _share_before(finding.reading)
    made = drawn_page(quote, mark + DRAWN.format(**said), before=before)
    return made, f"the passage in words on a page drawn by us ({said['place']})"


def _real(reading: Reading, caption: str) -> Picture | None:
    """The page itself, where the passage was read from a PDF that staff have not hidden."""
    attachment = reading.attachment
    if attachment is None or attachment.hidden_at is not None:
        return None
    try:
        with attachment.file.open("rb") as file:
            content: bytes = file.read()
        if sniff(content, attachment.name) != FileKind.PDF:
            return None
    except (FileNotFoundError, RefusedFile):
        return None
    limit = settings.UPLOAD_LIMIT_BYTES
    named = page_named(reading.place)
    return pictured_apart(content, reading.quote, page=named, caption=caption, limit=limit)


def _share_before(reading: Reading) -> float | None:
    """How much of its page, or of its message, stands above the passage."""
    stands_in = reading.attachment or reading.message
    if stands_in is None:
        return None
    shares = (share_before(reading.quote, page) for page in stands_in.text.split("\f"))
    return next((share for share in shares if share is not None), None)
