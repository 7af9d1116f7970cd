"""Pictures of passages: drawn once for what is public, made anew, and thrown away with it."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from PIL import Image, ImageChops

from foi.actions.draw import draw_passages
from foi.actions.hiding import hide_page
from foi.actions.publish import unpublish
from foi.comparison.passages import of_quote
from foi.mail.passage_drawn import drawn_page
from foi.mail.passage_sheet import Picture
from foi.models import Attachment, Finding, Investigation, PassageImage
from foi.rules.answers import read, to_json
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
    load_holidays,
)
from tests.mail.pdf_builders import letter_pdf

pytestmark = pytest.mark.django_db(transaction=True)  # files go when a deletion is sure
TODAY = date(2026, 12, 15)
NOW = at(TODAY)
QUOTE = "The pay of 312 people depends on it."


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        load_holidays()
        yield


def draw(now: Any = NOW) -> int:
    return draw_passages(now=now)


def files() -> list[Path]:
    folder = Path(settings.MEDIA_ROOT)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def picture(finding: Finding) -> Image.Image:
    with PassageImage.objects.get(finding=finding).file.open("rb") as file:
        return Image.open(io.BytesIO(file.read())).convert("L")


def found(**fields: Any) -> Finding:
    request = fields.pop("request", None) or create_request()
    values: dict[str, Any] = {"value": to_json(read("yes_no", "yes")), "quote": QUOTE}
    return create_finding(request=request, **(values | fields))


def from_pdf(words: str = QUOTE, **fields: Any) -> Finding:
    """A passage of a PDF that says more than the passage."""
    request = create_request()
    reply = create_reply(request=request)
    body = f"<p>Dear Tom Brown, 3 children.</p><p>Well. {words} And 3 of them.</p>"
    pdf = Attachment.keep(
        message=reply, content=letter_pdf(body), name="a.pdf", content_type="application/pdf"
    )
    return found(request=request, message=reply, attachment=pdf, place="page 1", **fields)


def test_a_picture_of_a_sample_says_that_it_is_made_up() -> None:
    """Of the same passage, it differs from a real site's by the mark in its caption."""
    finding = found()
    draw()
    real = picture(finding).tobytes()
    PassageImage.objects.get(finding=finding).discard()
    cache.clear()
    with override_settings(DEMO=True):
        assert draw() == 1
    assert picture(finding).tobytes() != real


def test_a_public_passage_is_drawn_once() -> None:
    finding = found()
    assert (draw(), draw()) == (1, 0)
    image = PassageImage.objects.get()
    assert image.finding == finding and image.of_quote == of_quote(QUOTE) and image.file
    assert (image.width, image.height) == picture(finding).size
    assert len(files()) == 1
    cache.clear()  # a day later, or another worker
    assert draw(at(TODAY + timedelta(days=3))) == 0


def test_a_passage_of_a_pdf_shows_its_own_page() -> None:
    from_pdf()
    assert draw() == 1
    assert PassageImage.objects.get().words == "page 1 of an attached file"


def test_a_file_that_staff_have_hidden_is_not_shown_even_covered() -> None:
    finding = from_pdf()
    assert finding.reading.attachment is not None
    finding.reading.attachment.hide(now=NOW)
    assert draw() == 1
    assert "drawn by us" in PassageImage.objects.get().words


def test_a_masked_passage_has_no_pixel_of_the_page() -> None:
    """The picture is the same whatever the page says, for it is drawn from the public words."""
    says = "We hold 3 plans."
    finding = from_pdf(says, key="plans", quote=says, value=to_json(read("count", "3")))
    draw()
    image = PassageImage.objects.get()
    assert image.of_quote == of_quote("We hold [fewer than 5] plans.")
    assert "drawn by us" in image.words
    first = picture(finding)
    image.discard()
    attachment = finding.reading.attachment
    assert attachment is not None
    attachment.file.storage.delete(attachment.file.name)
    cache.clear()
    draw()
    assert ImageChops.difference(first, picture(finding)).getbbox() is None


def test_another_answer_that_names_a_small_number_makes_it_anew() -> None:
    request = create_request()
    finding = found(request=request, quote="The pay of 3 people depends on it.")
    draw()
    before = files()
    create_finding(request=request, key="plans", value=to_json(read("count", "3")), quote="")
    request.touch_table()
    assert draw() == 1
    image = PassageImage.objects.get(finding=finding)
    assert image.of_quote == of_quote("The pay of [fewer than 5] people depends on it.")
    assert len(files()) == 1 and files() != before


@pytest.mark.parametrize("how", ["hidden", "unpublished", "superseded", "private", "embargoed"])
def test_what_is_no_longer_public_loses_its_picture_and_the_file(how: str) -> None:
    finding = found()
    draw()
    request = finding.request
    assert request is not None and request.requester is not None
    if how == "hidden":
        page = "/compare/send-staff-targets/kent/"
        hide_page(page=page, reason="A name.", by=create_moderator(), now=NOW)
    elif how == "unpublished":
        unpublish(request=request, by=request.requester, now=NOW)
    elif how == "superseded":
        finding.supersede(now=NOW)
    elif how == "private":
        request.set_visibility(Visibility.PRIVATE)
    else:
        version = request.version
        request.join(
            Investigation.objects.create(
                slug="i",
                title="I",
                version=version,
                round=request.round,
                embargo_until=TODAY + timedelta(days=9),
            )
        )
    request.touch_table()
    assert draw() == 0
    assert not PassageImage.objects.exists() and files() == []


@pytest.mark.parametrize("fields", [{"published": False}, {"quote": ""}])
def test_nothing_is_drawn_for_what_has_no_public_passage(fields: dict[str, Any]) -> None:
    found(**fields)
    assert draw() == 0 and not PassageImage.objects.exists()


def test_the_end_of_an_embargo_draws_it_without_any_other_change() -> None:
    finding = found()
    request = finding.request
    assert request is not None
    request.join(
        Investigation.objects.create(
            slug="i",
            title="I",
            version=request.version,
            round=request.round,
            embargo_until=TODAY + timedelta(days=2),
        )
    )
    assert draw() == 0
    later = at(TODAY + timedelta(days=2))
    with time_machine.travel(later, tick=False):
        assert draw(later) == 1


def test_two_workers_draw_it_once_and_a_dead_ones_claim_runs_out() -> None:
    finding = found()
    image = PassageImage.objects.create(finding=finding, of_quote=of_quote(QUOTE))
    assert PassageImage.objects.filter(pk=image.pk).claim(now=NOW)
    assert not PassageImage.objects.filter(pk=image.pk).claim(now=NOW)
    assert draw() == 0
    assert draw(NOW + timedelta(minutes=16)) == 1


def test_a_picture_of_a_passage_that_changed_meanwhile_is_not_kept() -> None:
    image = PassageImage.objects.create(finding=found(), of_quote=of_quote("Something else."))
    PassageImage.objects.filter(pk=image.pk).renew(of_quote(QUOTE))
    assert not image.keep(b"png", words="", size=(1, 1), now=NOW)
    image.refresh_from_db()
    assert image.made_at is None and not image.file and files() == []


SAME = "We have no such target."
ANSWERS = f"1. {SAME}\n\n2. {SAME}\n\n3. It is linked.\n\n4. {SAME}\n"


@pytest.mark.parametrize(
    ("text", "place", "claimed"),
    [
        (f"Thank you. {SAME}", "", True),
        (ANSWERS, "answer 4", True),
        (ANSWERS, "", True),  # pay_linked was sent as question 2
        (ANSWERS, "answer 3", False),
        (f"{SAME} {SAME}", "", False),
    ],
)
def test_a_drawn_page_claims_a_place_only_where_it_is_known(
    text: str, place: str, claimed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[float | None] = []

    def drawn(passage: str, caption: str, *, before: float | None) -> Picture:
        shares.append(before)
        return drawn_page(passage, caption, before=before)

    monkeypatch.setattr("foi.actions.draw.drawn_page", drawn)
    request = create_request()
    reply = create_reply(request=request, text=text)
    found(request=request, message=reply, quote=SAME, place=place)
    assert draw() == 1
    assert [share is not None for share in shares] == [claimed]


def test_a_page_of_a_pdf_that_says_it_twice_is_not_shown_with_one_of_them_marked() -> None:
    finding = from_pdf(f"{QUOTE} {QUOTE}")
    attachment = finding.reading.attachment
    assert attachment is not None
    words = f"Well. {QUOTE} {QUOTE}"
    Attachment.objects.filter(pk=attachment.pk).update(text=words, places=["page 1"])
    assert draw() == 1
    assert "drawn by us" in PassageImage.objects.get().words
