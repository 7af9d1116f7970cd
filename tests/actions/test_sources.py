"""Published sources: entered with their passage, public only when somebody presses the button."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foi.actions.saying import CannotDecide, Passage, Said
from foi.actions.sources import (
    About,
    add_source,
    publish_source,
    read_source,
    unpublish_source,
)
from foi.actions.ties import NeedsDeclaration
from foi.models import (
    Correction,
    Declaration,
    Finding,
    Letter,
    LetterVersion,
    PublishedSource,
    Tie,
    User,
)
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_letter,
    create_moderator,
    create_source,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 11)
NOW = at(TODAY)
ABOUT = About(
    url="https://www.kent.gov.uk/foi/disclosure-log",
    title="Disclosure log, entry 12",
    retrieved_on=TODAY,
    published_on=date(2026, 10, 1),
)


def said(quote: str = "We hold 312 plans.", **facts: Any) -> Said:
    plain = {"outcome": "answered", "written": "312"} | facts
    return Said(passage=Passage(quote=quote, place="page 3"), **plain)


def told(by: User | None = None) -> LetterVersion:
    """The letter, of whose round she was asked for her ties."""
    version = create_letter()
    round_ = version.letter.rounds.get()
    who = by or create_campaigner()
    Declaration.objects.get_or_create(user=who, round=round_, defaults={"made_at": NOW})
    return version


def add(by: User | None = None, *, about: About = ABOUT, key: str = "plans", **facts: Any) -> Any:
    who = by or create_campaigner()
    letter = told(who).letter
    question = letter.current_version.questions.get(key=key)
    return add_source(
        authority=create_authority(),
        letter=letter,
        by=who,
        about=about,
        readings=[(question, facts.pop("said", None) or said(**facts))],
        now=NOW,
    )


def public() -> list[str]:
    rows = Finding.objects.visible_to(None, TODAY).current()
    return [str(row.reading.value) for row in rows]


def stamp() -> int:
    return Letter.objects.get().stamp


def test_a_source_is_entered_and_public_only_after_the_button() -> None:
    source = add()
    finding = source.findings.get()
    assert finding.request is None and finding.round.letter == Letter.objects.get()
    assert (finding.reading.quote, finding.reading.place) == ("We hold 312 plans.", "page 3")
    assert public() == [] and stamp() == 0
    who = {"source": source, "by": create_campaigner(), "now": NOW}
    assert publish_source(**who) == 1 and publish_source(**who) == 0
    assert len(public()) == 1 and stamp() == 1
    assert unpublish_source(**who) == 1 and unpublish_source(**who) == 0
    assert public() == [] and stamp() == 2


def test_entered_twice_it_is_one() -> None:
    assert add() == add()
    assert Finding.objects.count() == 1 and PublishedSource.objects.count() == 1


def test_only_approved_campaigners_and_staff_enter_and_only_whose_it_is_or_staff_change() -> None:
    with pytest.raises(CannotDecide, match="Only an approved campaigner"):
        add(create_user())
    source = add()
    other = create_campaigner(email="other@example.org")
    for act in (publish_source, unpublish_source):
        with pytest.raises(CannotDecide, match="Only who entered it"):
            act(source=source, by=other, now=NOW)
    assert publish_source(source=source, by=create_moderator(), now=NOW) == 1


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"url": "http://www.kent.gov.uk/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://www.kent.gov.uk/child/Tom-Smith-born-1.2.2015"}, "url"),
        ({"url": f"https://www.kent.gov.uk/{'a' * 600}"}, "url"),
        ({"title": " "}, "title"),
        ({"title": "The plan of Tom Smith, born 1.2.2015"}, "title"),
        ({"retrieved_on": date(2026, 12, 12)}, "retrieved_on"),
        ({"published_on": date(2026, 12, 12)}, "published_on"),
    ],
)
def test_what_cannot_be_of_a_source_is_refused_with_its_field(
    about: dict[str, Any], field: str
) -> None:
    with pytest.raises(CannotDecide) as refused:
        add(about=About(**{**ABOUT.__dict__, **about}))
    assert refused.value.field == field and not PublishedSource.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"outcome": "refused"}, "outcome"),
        ({"outcome": "not_held"}, "written"),
        ({"written": ""}, "written"),
        ({"written": "many"}, "written"),
        ({"quote": "  "}, "quote"),
        ({"quote": "x" * 5000}, "quote"),
        ({"quote": "Tom Smith, born 1.2.2015, has a plan."}, "quote"),
        ({"other_period": "while Tom was small"}, "other_period"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_field_and_nothing_stays(
    facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(CannotDecide) as refused:
        add(**facts)
    assert refused.value.field == field
    assert not PublishedSource.objects.exists() and not Finding.objects.exists()


def test_a_source_that_says_nothing_is_none() -> None:
    with pytest.raises(CannotDecide, match="at least one question"):
        add_source(
            authority=create_authority(),
            letter=told().letter,
            by=create_campaigner(),
            about=ABOUT,
            readings=[],
            now=NOW,
        )
    assert not PublishedSource.objects.exists()


def test_nobody_enters_for_a_council_that_she_has_a_tie_with() -> None:
    campaigner, letter = create_campaigner(), create_letter().letter
    word = Declaration.objects.create(user=campaigner, round=letter.rounds.get(), made_at=NOW)
    Tie.objects.create(declaration=word, authority=create_authority(), kind="employed")
    with pytest.raises(CannotDecide, match="Somebody else reads this"):
        add(campaigner)


def test_a_correction_takes_the_place_of_what_was_public_at_once() -> None:
    load_holidays()
    source, campaigner = add(), create_campaigner()
    question = source.findings.get().question
    publish_source(source=source, by=campaigner, now=NOW)
    again = {"source": source, "letter": Letter.objects.get(), "by": campaigner, "now": NOW}
    read_source(readings=[(question, said(written="313"))], **again)
    read_source(readings=[(question, said(written="313"))], **again)
    assert source.findings.count() == 2 and len(public()) == 1 and "313" in public()[0]
    assert stamp() == 2
    line = Correction.objects.get()
    assert (line.said, line.says) == ("Plans: Answered: 312", "Plans: Answered: 313")


def test_nobody_enters_before_she_was_asked_for_her_ties() -> None:
    campaigner, letter = create_campaigner(), create_letter().letter
    question = letter.current_version.questions.get(key="plans")
    with pytest.raises(NeedsDeclaration):
        add_source(
            authority=create_authority(),
            letter=letter,
            by=campaigner,
            about=ABOUT,
            readings=[(question, said())],
            now=NOW,
        )
    assert not PublishedSource.objects.exists()


def test_what_staff_have_hidden_is_neither_published_nor_put_right_over_them() -> None:
    source, campaigner = add(), create_campaigner()
    finding = source.findings.get()
    publish_source(source=source, by=campaigner, now=NOW)
    finding.hide(reason="A report.", now=NOW)
    again = {"source": source, "letter": Letter.objects.get(), "now": NOW}
    with pytest.raises(CannotDecide, match="Staff have hidden"):
        read_source(readings=[(finding.question, said(written="4"))], by=campaigner, **again)
    assert publish_source(source=source, by=campaigner, now=NOW) == 0 and public() == []


def test_two_sources_have_two_addresses() -> None:
    create_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        create_source(authority=create_authority(slug="devon"))
