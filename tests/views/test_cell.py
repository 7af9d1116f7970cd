"""The page of a council's cells: each with its words as sent, its proof, its days, its address."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.actions.draw import draw_passages
from foi.models import Finding, LetterVersion, PassageImage, PublishedSource, Reading
from foi.rules.answers import read, to_json
from foi.rules.lifecycle import Kind
from foi.rules.outcomes import Stage
from foi.rules.permissions import Visibility
from tests.builders import (
    add_version,
    at,
    create_authority,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 31)
PAGE = "/compare/send-staff-targets/kent/?round=1"
IMAGE = "/compare/send-staff-targets/kent/pay_linked.png?round=1"
YES, NO = to_json(read("yes_no", "yes")), to_json(read("yes_no", "no"))


def page(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def section(html: str, key: str = "pay_linked") -> str:
    return html.split(f'id="{key}"', 1)[1].split("</section>", 1)[0]


def answered(**fields: Any) -> Finding:
    request = fields.pop("request", None) or create_request()
    return create_finding(request=request, **({"value": YES} | fields))


def new_version(wording: str) -> LetterVersion:
    questions = (("pay_linked", "yes_no", wording),)
    return add_version(create_letter().letter, questions=questions, loaded_on=TODAY)


# ------------------------------------------------------------------------------- the question
def test_the_wording_is_that_of_the_letter_as_it_was_sent(client: Client) -> None:
    version = new_version("Was pay linked in {last_financial_year}?")
    answered(request=create_request(version=version))
    told = section(page(client))
    assert "Was pay linked in the financial year 1 April 2025 to 31 March 2026?" in told
    assert "Question 1 of the letter of 20 November 2026 (version 2)." in told


def test_a_newer_wording_does_not_replace_the_one_that_was_sent(client: Client) -> None:
    answered()
    new_version("Is pay linked to {last_financial_year}?")
    told = section(page(client))
    assert "What about pay_linked?" in told and "Is pay linked" not in told


def test_nobody_asked_shows_the_newest_wording_in_general(client: Client) -> None:
    create_request(leave_out=("pay_linked",))
    new_version("Is pay linked in {last_financial_year}?")
    told = section(page(client))
    assert "in general words" in told and "Is pay linked in the last full financial year?" in told
    assert "What the table says" not in told


# ----------------------------------------------------------------------------------- the cell
def test_a_cell_says_outcome_value_passage_address_and_where_to_report(client: Client) -> None:
    answered(quote="Pay depends on it.")
    html = page(client)
    told = section(html)
    assert "As at 31 December 2026" in told and "Pay depends on it." in told
    assert 'href="/compare/send-staff-targets/kent/?round=1#pay_linked"' in told
    report = "/report/?page=%2Fcompare%2Fsend-staff-targets%2Fkent%2F%3Fround%3D1%23pay_linked"
    assert f'href="{report}"' in told
    before_passage = told[: told.index("Pay depends on it.")]
    assert "<details" not in before_passage  # the passage needs no further click
    form = client.get(report).content.decode()
    assert 'value="/compare/send-staff-targets/kent/?round=1#pay_linked"' in form


@pytest.mark.parametrize(
    ("settled", "words"),
    [
        ("unchecked", "No second person has settled it yet."),
        ("checked", "a second held the answer against it"),
        ("agreed", "Two people read it apart"),
        ("third_reader", "A third settled it."),
    ],
)
def test_it_says_who_stands_behind_the_answer(client: Client, settled: str, words: str) -> None:
    Finding.objects.filter(pk=answered().pk).update(settled=settled)
    assert words in section(page(client))


def test_earlier_stages_other_requests_and_contradictions_stand_beside(client: Client) -> None:
    first = answered(quote="It is linked.")
    later = create_finding(request=first.request, key="plans", value=None, outcome="not_held")
    assert later
    review = Reading.objects.create(
        request=first.request,
        question=first.question,
        stage=Stage.REVIEW.value,
        by=first.reading.by,
        at=at(TODAY),
        outcome="answered",
        value=NO,
        quote="It is not linked.",
    )
    Finding.objects.create(
        authority=first.authority,
        question=first.question,
        round=first.round,
        request=first.request,
        stage=Stage.REVIEW.value,
        reading=review,
        published_at=at(TODAY),
        published_by=first.reading.by,
    )
    other = create_user(email="o@example.org")
    older = create_request(owner=other, sent_on=date(2026, 10, 1))
    answered(request=older, quote="It was linked then.")
    create_request(owner=create_user(email="p@example.org"), sent_on=date(2026, 12, 30))
    told = section(page(client))
    assert told.index("It is not linked.") < told.index("Beside it")
    beside = told.split("Beside it", 1)[1]
    for words in ("It is linked.", "It was linked then.", "says something else", "Asked 1 October"):
        assert words in beside
    assert "asked again, due" in told and "Due 29 January 2027" in beside
    assert "what it said after an internal review" in told


def test_a_request_that_only_waits_stands_beside_a_newer_one_that_waits(client: Client) -> None:
    create_request(sent_on=date(2026, 12, 1))
    create_request(owner=create_user(email="o@example.org"), sent_on=date(2026, 12, 10))
    assert "Asked 1 December 2026." in section(page(client)).split("Beside it", 1)[1]


def test_a_private_request_stands_beside_nothing_for_anybody_else(client: Client) -> None:
    create_request(sent_on=date(2026, 12, 1), visibility=Visibility.PRIVATE)
    create_request(owner=create_user(email="o@example.org"), sent_on=date(2026, 12, 10))
    html = page(client)
    assert "Beside it" not in html and "Asked 1 December" not in html


def test_a_published_source_is_named_with_its_dates(client: Client) -> None:
    version, kent = create_letter(), create_authority()
    question = version.questions.get(key="pay_linked")
    source = PublishedSource.objects.create(
        authority=kent,
        title="Pay policy 2026",
        url="https://kent.example/pay",
        published_on=date(2026, 3, 1),
        retrieved_on=date(2026, 12, 2),
    )
    staff = create_moderator()
    reading = Reading.objects.create(
        source=source,
        question=question,
        by=staff,
        at=at(TODAY),
        outcome="answered",
        value=YES,
        quote="Pay follows it.",
        place="page 2",
    )
    Finding.objects.create(
        authority=kent,
        question=question,
        round=version.letter.rounds.get(),
        source=source,
        reading=reading,
        published_at=at(TODAY),
        published_by=staff,
    )
    told = section(page(client))
    assert 'href="https://kent.example/pay"' in told and "Pay policy 2026" in told
    assert "published 1 March 2026, read there on 2 December 2026" in told
    assert "page 2, the published source" in told and "not from a reply" in told


# ----------------------------------------------------------------------------------- the days
def test_the_days_of_the_request_stand_in_order_with_how_late(client: Client) -> None:
    request = create_request(visibility=Visibility.COUNTED)
    holidays = load_holidays()
    request.record(
        Kind.ACKNOWLEDGED, on=date(2026, 11, 23), by=request.requester, holidays=holidays
    )
    create_reply(request=request, on=date(2026, 12, 24))
    request.record(
        Kind.PHONE_NOTE,
        on=date(2026, 12, 1),
        by=request.requester,
        holidays=holidays,
        note="Spoke to the secretary.",
    )
    answered(request=request)
    html = page(client)
    days = html.split('id="happened-1"', 1)[1].split("</section>", 1)[0]
    said = (
        "Sent to the council",
        "has the letter",
        "The last day for the reply",
        "The council replied",
    )
    assert [days.index(words) for words in said] == sorted(days.index(words) for words in said)
    assert "after 23 working days; late by 3 working days" in days
    assert 'href="#happened-1"' in section(html)
    for private in (request.ref, request.alias, "secretary", "telephone", "/requests/TD-"):
        assert private not in html


def test_a_day_put_right_is_told_with_what_had_been_recorded(client: Client) -> None:
    request = create_request()
    reply = create_reply(request=request, on=date(2026, 12, 10))
    event = request.events.get(message=reply)
    request.correct(
        event,
        by=request.requester,
        note="Typing slip of Pat Marsh.",
        on=date(2026, 12, 9),
        holidays=load_holidays(),
    )
    days = page(client).split('id="happened-1"', 1)[1]
    assert "put right; 10 December 2026 had been recorded" in days
    assert "Pat Marsh" not in days


# -------------------------------------------------------------------------------- the picture
def test_the_picture_stands_beside_the_passage_and_is_fetched(client: Client) -> None:
    answered(request=create_request(visibility=Visibility.COUNTED))
    assert client.get(IMAGE).status_code == 404 and ".png" not in page(client)
    draw_passages(now=at(TODAY))
    told = section(page(client))
    assert f'<img src="{IMAGE}"' in told and 'loading="lazy"' in told and 'width="1000"' in told
    assert "Kent, Pay linked: " in told and "Everything but the passage is covered." in told
    answer = client.get(IMAGE)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert answer["X-Robots-Tag"] == "noindex" and len(answer.content) < 100_000
    assert client.get(IMAGE, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_caption_says_whether_the_page_is_the_councils_or_drawn_by_us(client: Client) -> None:
    answered()
    draw_passages(now=at(TODAY))
    real, ours = "The page it stands on; we have covered all else", "Drawn by us: the passage in"
    told = section(page(client))
    assert ours in told and real not in told
    PassageImage.objects.update(words="page 1 of an attached file")
    told = section(page(client))
    assert real in told and ours not in told


def test_a_picture_goes_at_once_with_what_it_shows(client: Client) -> None:
    """Before any worker has come by: it is shown only while the public passage is this one."""
    finding = answered(quote="It rests on 3 people.")
    draw_passages(now=at(TODAY))
    assert client.get(IMAGE).status_code == 200
    create_finding(request=finding.request, key="plans", value=to_json(read("count", "3")))
    assert client.get(IMAGE).status_code == 404 and ".png" not in section(page(client))


@pytest.mark.parametrize("how", ["hidden", "unpublished", "private", "request hidden"])
def test_nobody_is_handed_a_picture_of_what_the_public_does_not_see(
    client: Client, how: str
) -> None:
    finding = answered()
    draw_passages(now=at(TODAY))
    request = finding.request
    assert request is not None
    if how == "hidden":
        finding.hide(reason="A name.", now=at(TODAY))
    elif how == "unpublished":
        finding.unpublish()
    elif how == "private":
        request.set_visibility(Visibility.PRIVATE)
    else:
        request.hide(reason="A name.", now=at(TODAY))
    client.force_login(create_moderator())
    assert client.get(IMAGE).status_code == 404 and ".png" not in page(client)
    client.force_login(request.requester)
    assert client.get(IMAGE).status_code == 404 and ".png" not in page(client)


@pytest.mark.parametrize(
    "address",
    [
        "/compare/none/kent/pay_linked.png",
        "/compare/send-staff-targets/none/pay_linked.png",
        "/compare/send-staff-targets/kent/none.png",
        "/compare/send-staff-targets/kent/pay_linked.png?round=2",
        "/compare/send-staff-targets/kent/pay_linked.png?round=x",
    ],
)
def test_there_is_no_picture_at_a_wrong_address(client: Client, address: str) -> None:
    answered()
    draw_passages(now=at(TODAY))
    assert client.get(address).status_code == 404


def test_a_file_that_is_gone_is_no_error(client: Client) -> None:
    answered()
    draw_passages(now=at(TODAY))
    image = PassageImage.objects.get()
    image.file.storage.delete(image.file.name)
    assert client.get(IMAGE).status_code == 404


@pytest.mark.parametrize("then", ["not read", "not published", "unpublished", "hidden"])
def test_a_reply_that_does_not_stand_here_says_so_the_same_whatever_the_reason(
    client: Client, then: str
) -> None:
    request = create_request()
    create_reply(request=request)
    if then != "not read":
        finding = answered(request=request, published=then != "not published")
        if then == "unpublished":
            finding.unpublish()
        elif then == "hidden":
            finding.hide(reason="A name.", now=at(TODAY))
    told = section(page(client))
    assert "it has not been read yet, or what was read is not public." in told
    told = page(client, "/method/")
    assert "it has not been read yet, or what was read is not public." in told
