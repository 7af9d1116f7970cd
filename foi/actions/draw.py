"""Pictures of the pages that published passages stand on, made by us in the worker.

The real letters of a page are shown only where everybody reads the passage as it was typed;
otherwise, and for mails and other files, we draw the page ourselves.
"""

from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from foi.actions.sweeps import in_good_time
from foi.comparison.evidence import place_words
from foi.comparison.passages import of_quote, public_passages
from foi.mail.kinds import FileKind, RefusedFile, sniff
from foi.mail.passage_apart import pictured_apart
from foi.mail.passage_drawn import drawn_page
from foi.mail.passage_find import page_named
from foi.mail.passage_sheet import Picture
from foi.mail.standing import Standing, standing
from foi.models import Finding, Letter, PassageImage, Reading
from foi.rules.periods import day_in_words

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
    _throw_away_of_letters_without_any(shown)
    done, artist = 0, _Artist(now)
    waiting = PassageImage.objects.to_draw(now=now).values_list("pk", flat=True)
    for pk in in_good_time(list(waiting)):
        if PassageImage.objects.filter(pk=pk).claim(now=now):
            image = PassageImage.objects.with_finding().filter(pk=pk).first()
            done += artist.draw(image) if image else 0  # another worker may have thrown it away
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


class _Artist:
    """Draws one picture after the other; a council's passages are read once for all of its cells.

    A passage that changes meanwhile does no harm: a page shows a picture of its own words only.
    """

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, timezone.localdate(now)
        self._passages: dict[tuple[int, int], dict[int, str]] = {}

    def draw(self, image: PassageImage) -> bool:
        """One picture; False where its passage is gone, or is another one by now."""
        finding = image.finding
        quote = self._passages_beside(finding).get(finding.pk, "")
        if not quote:
            image.discard()
            return False
        if of_quote(quote) != image.of_quote:
            PassageImage.objects.filter(pk=image.pk).renew(of_quote(quote))
            return False
        made, words = _picture(finding, quote, self.today)
        return image.keep(made.png, words=words, size=made.size, now=self.now)

    def _passages_beside(self, finding: Finding) -> dict[int, str]:
        place = (finding.authority_id, finding.round_id)
        if place not in self._passages:
            self._passages[place] = public_passages(
                finding.round.letter, finding.round, self.today, council=finding.authority
            )
        return self._passages[place]


def _picture(finding: Finding, quote: str, today: date) -> tuple[Picture, str]:
    """The picture, and what it shows in a few words."""
    said = {"council": finding.authority.short_name, "heading": finding.question.heading}
    said |= {"day": day_in_words(today), "place": place_words(finding)}
    mark = SAMPLE if settings.DEMO else ""
    found, as_typed = _standing(finding), quote == finding.reading.quote
    real = _real(finding.reading, found, mark + REAL.format(**said)) if as_typed else None
    if real is not None:
        return real, f"page {real.page} of an attached file"
    before = found.above if found is not None and found.times == 1 else None
    made = drawn_page(quote, mark + DRAWN.format(**said), before=before)
    return made, f"the passage in words on a page drawn by us ({said['place']})"


def _real(reading: Reading, found: Standing | None, caption: str) -> Picture | None:
    """The page itself, where the passage was read from a PDF that staff have not hidden.

    None where the same words stand on it again: the picture would show one of them.
    """
    attachment = reading.attachment
    if attachment is None or attachment.hidden_at is not None:
        return None
    if found is not None and (found.times > 1 or not found.is_alone):
        return None
    try:
        with attachment.file.open("rb") as file:
            content: bytes = file.read()
        if sniff(content, attachment.name) != FileKind.PDF:
            return None
    except (FileNotFoundError, RefusedFile):
        return None
    limit = settings.UPLOAD_LIMIT_BYTES
    named = page_named(found.place if found is not None else reading.place)
    made = pictured_apart(content, reading.quote, page=named, caption=caption, limit=limit)
    is_there = made is None or found is None or made.page == named
    return made if is_there else None


def _standing(finding: Finding) -> Standing | None:
    """Where the passage stands in its file or message; None where that is not known."""
    reading = finding.reading
    if reading.attachment is not None:
        parts = reading.attachment.parts
    elif reading.message is not None:
        parts = [("", reading.message.text)]
    else:
        return None
    asked = finding.request and finding.request.asked.filter(question=finding.question).first()
    number = asked.number if asked else 0
    return standing(reading.quote, parts, place=reading.place, number=number)
