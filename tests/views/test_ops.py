"""The staff's page: what waits, hide now, show again, decide, release, approve."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from foi.actions.decide import Passage, Said, read_question
from foi.checks import law_of_the_letters_is_checked
from foi.models import (
    Attachment,
    Correction,
    Finding,
    LetterVersion,
    Message,
    Reply,
    ReplyLink,
    Report,
    Request,
    User,
)
from foi.rules.answers import read, to_json
from foi.rules.permissions import Role, Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    declare,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 14)


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(create_moderator())
    return client


def public_request(slug: str = "kent") -> Request:
    request = create_request(authority=create_authority(slug=slug))
    create_reply(request=request)
    create_finding(request=request)
    return request


def report_of(page: str = "/about/", **fields: object) -> Report:
    values = {"page": page, "kind": "wrong", "words": "Look.", "made_at": at(TODAY)}
    return Report.objects.create(**(values | {"answer_by": at(TODAY, 18)} | fields))


def own_text() -> Request:
    return Request.objects.create(
        requester=create_user(),
        authority=create_authority(),
        own_text="How many buses?",
        visibility=Visibility.PUBLIC.value,
        state="sent",
        sent_on=TODAY,
    )


def test_an_empty_staff_page_says_so(staff: Client) -> None:
    html = staff.get("/ops/").content.decode()
    assert "No open report." in html and "Nothing is hidden." in html and "Nobody." in html


def test_the_staff_page_lists_all_that_waits(staff: Client) -> None:
    report = report_of(answer_by=at(TODAY, 9))
    unsure = public_request("essex")
    unsure.messages.filter(kind="letter").update(
        delivery="unsure", message_id="<a@b>", claimed_at=at(TODAY)
    )
    own, wants = own_text(), create_user(email="wants@example.org")
    wants.want_campaigner(now=at(TODAY))
    html = staff.get("/ops/").content.decode()
    for word in (report.ref, "<strong>past</strong>", unsure.ref, own.ref, "How many buses?"):
        assert word in html
    assert "wants@example.org" in html and "Look." not in html


def test_the_staff_page_asks_no_more_with_more_rows(
    staff: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        request = public_request(f"council-{number}")
        report_of(f"/requests/{request.ref}/")
        request.messages.filter(kind="letter").update(delivery="failed")
        request.hide(reason="x", now=at(TODAY))
        create_user(email=f"m{number}@example.org").want_campaigner(now=at(TODAY))
    with django_assert_max_num_queries(24):
        staff.get("/ops/")


def test_one_click_with_a_reason_hides_what_the_page_shows(staff: Client, client: Client) -> None:
    request = public_request()
    page = f"/requests/{request.ref}/"
    assert "Hide this now" in staff.get(page).content.decode()
    assert "Hide this now" not in client.get(page).content.decode()
    answer = staff.post("/ops/hide/", {"page": page, "reason": "A signature."}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert "took this page out of public view" in answer.content.decode()
    assert client.get(page).status_code == 404
    assert "A signature." in staff.get("/ops/").content.decode()
    staff.post("/ops/show/", {"page": page})
    assert client.get(page).status_code == 200


def test_the_cells_and_the_council_have_the_same_button(staff: Client, client: Client) -> None:
    request = public_request()
    for page in ("/compare/send-staff-targets/kent/", "/authorities/kent/"):
        assert "Hide this now" in staff.get(page).content.decode()
        assert "Hide this now" not in client.get(page).content.decode()
        before = request.version.letter.stamp
        staff.post("/ops/hide/", {"page": page, "reason": "A name."})
        assert Finding.objects.get().hidden_at is not None
        assert "The passage." not in client.get(page).content.decode()
        assert "The passage." not in client.get("/compare/send-staff-targets.csv").content.decode()
        staff.post("/ops/show/", {"page": page})
        assert Finding.objects.get().hidden_at is None
        request.version.letter.refresh_from_db()
        assert request.version.letter.stamp == before + 2


def test_a_file_is_hidden_alone_and_leads_back_to_its_request(staff: Client) -> None:
    request = public_request()
    message = request.messages.get(kind="response")
    file = Attachment.keep(message=message, content=b"x", name="a.txt", content_type="text/plain")
    file.release(b"x", name="a.txt", by=create_moderator(), checks=[], now=at(TODAY))
    page = f"/requests/{request.ref}/files/{file.token}/"
    assert Client().get(page).status_code == 200
    answer = staff.post("/ops/hide/", {"page": page, "reason": "A name."})
    assert answer["Location"] == f"/requests/{request.ref}/"
    assert Client().get(page).status_code == 404
    assert Client().get(f"/requests/{request.ref}/").status_code == 200
    staff.post("/ops/show/", {"page": page})
    assert Client().get(page).status_code == 200


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_hiding_leads_nowhere_else(staff: Client, page: str) -> None:
    answer = staff.post("/ops/hide/", {"page": page, "reason": "x"})
    assert answer["Location"] in {"/ops/", "/%5Cevil.example"}


def test_hiding_wants_a_reason(staff: Client) -> None:
    request = public_request()
    page = f"/requests/{request.ref}/"
    answer = staff.post("/ops/hide/", {"page": page, "reason": " "}, follow=True)
    assert "Say why it is hidden." in answer.content.decode()
    request.refresh_from_db()
    assert request.hidden_at is None


def test_a_report_is_decided_on_its_page(staff: Client) -> None:
    report = report_of()
    page = f"/ops/reports/{report.ref}/"
    assert "Look." in staff.get(page).content.decode()
    html = staff.post(page, {"decision": ""}).content.decode()
    assert "Give the reasons" in html and "<title>Error: " in html
    half = staff.post(page, {"decision": "It was 45.", "said": "54"}).content.decode()
    assert "all three" in half and "It was 45." in half
    done = {"decision": "It was 45.", "said": "54", "says": "45", "why": "A slip."}
    assert staff.post(page, done)["Location"] == "/ops/"
    report.refresh_from_db()
    assert report.decision == "It was 45." and Correction.objects.get().report == report
    assert "Decide and tell both sides" not in staff.get(page).content.decode()


@pytest.mark.parametrize(
    ("chosen", "status", "words"), [("yes", 200, "Is shown again"), ("no", 404, "Stays hidden")]
)
def test_what_was_hidden_is_shown_again_or_kept_hidden_as_somebody_chose(
    staff: Client, client: Client, chosen: str, status: int, words: str
) -> None:
    page = f"/requests/{public_request().ref}/"
    client.post("/report/", {"page": page, "kind": "child"})
    report = Report.objects.get()
    address = f"/ops/reports/{report.ref}/"
    html = staff.get(address).content.decode()
    assert "Show it again" in html and "Keep it hidden" in html and " checked" not in html
    html = staff.post(address, {"decision": "Nobody is named."}).content.decode()
    assert "<title>Error: " in html and "Choose whether what was hidden" in html
    assert "Nobody is named." in html and client.get(page).status_code == 404
    assert words not in client.get(f"/report/{report.ref}/").content.decode()
    done = {"decision": "Nobody is named.", "show_again": chosen}
    assert staff.post(address, done)["Location"] == "/ops/"
    assert client.get(page).status_code == status
    assert words in client.get(f"/report/{report.ref}/").content.decode()


def test_where_nothing_was_hidden_there_is_nothing_to_choose(staff: Client) -> None:
    report = report_of()
    address = f"/ops/reports/{report.ref}/"
    assert "Show it again" not in staff.get(address).content.decode()
    assert staff.post(address, {"decision": "It was 45."})["Location"] == "/ops/"
    said = Client().get(f"/report/{report.ref}/").content.decode()
    assert "Stays hidden" not in said and "Is shown again" not in said


def test_own_words_are_released_once_read(staff: Client) -> None:
    request = own_text()
    assert Client().get(f"/requests/{request.ref}/").status_code == 404
    staff.post(f"/ops/release/{request.ref}/")
    request.refresh_from_db()
    assert request.released_by is not None
    assert f"release {request.ref}" not in staff.get("/ops/").content.decode()
    other = public_request("essex")
    answer = staff.post(f"/ops/release/{other.ref}/", follow=True)
    assert "not a sent letter in the requester" in answer.content.decode()


def test_a_campaigner_is_approved_and_told(staff: Client) -> None:
    wants = create_user(email="wants@example.org")
    wants.want_campaigner(now=at(TODAY))
    form = {"email": "wants@example.org", "answer": "yes"}
    staff.post("/ops/campaigner/", form)
    wants.refresh_from_db()
    assert wants.role == Role.CAMPAIGNER and wants.campaigner_wanted_at is None
    assert mail.outbox[0].to == ["wants@example.org"] and "approved" in mail.outbox[0].subject
    again = staff.post("/ops/campaigner/", form, follow=True).content.decode()
    assert "answered already" in again and len(mail.outbox) == 1


def test_declining_wants_a_reason_that_the_person_reads(staff: Client) -> None:
    wants = create_user(email="wants@example.org")
    wants.want_campaigner(now=at(TODAY))
    form = {"email": "wants@example.org", "answer": "no"}
    assert "Say why" in staff.post("/ops/campaigner/", form, follow=True).content.decode()
    staff.post("/ops/campaigner/", form | {"reason": "Please write to us first."})
    wants.refresh_from_db()
    assert wants.role == Role.MEMBER and "Please write to us first." in mail.outbox[0].body


def test_nobody_is_made_less_by_an_approval(staff: Client) -> None:
    boss = create_user(email="boss@example.org", role=Role.MODERATOR)
    User.objects.filter(pk=boss.pk).update(campaigner_wanted_at=at(TODAY))
    staff.post("/ops/campaigner/", {"email": "boss@example.org", "answer": "yes"})
    boss.refresh_from_db()
    assert boss.role == Role.MODERATOR


def test_an_unsure_letter_is_settled_from_here(staff: Client) -> None:
    draft = create_request(sent_on=None)
    Message.objects.filter(request=draft).update(
        delivery="unsure", message_id="<a@b>", claimed_at=at(TODAY)
    )
    html = staff.get("/ops/").content.decode()
    assert f'action="/requests/{draft.ref}/send/settle/"' in html
    staff.post(f"/requests/{draft.ref}/send/settle/", {"went": "yes"})
    draft.refresh_from_db()
    assert draft.state == "sent"


CELL = "/compare/send-staff-targets/kent/?round=1#pay_linked"


def test_the_page_begins_with_how_much_waits_in_each_list(staff: Client) -> None:
    report_of()
    report_of()
    html = staff.get("/ops/").content.decode()
    overview = html.split("<dl", 1)[1].split("</dl>", 1)[0]
    assert 'href="#ops_reports"' in overview and "<strong>2</strong>" in overview
    for anchor in re.findall(r'href="#(ops_\w+)"', overview):
        assert f'id="{anchor}"' in html


def test_letters_whose_law_is_due_are_listed_with_their_file(staff: Client) -> None:
    version = create_letter()
    assert "None within 60 days." in staff.get("/ops/").content.decode()
    newest = {"letter": version.letter, "number": 2, "fingerprint": "2", "title": "Targets"}
    days = {"law_checked_on": date(2026, 1, 2), "loaded_on": TODAY}
    LetterVersion.objects.create(**newest, **days, source="", review_by=date(2027, 2, 12))
    html = staff.get("/ops/").content.decode()
    assert "by 12 February 2027" in html and "foi/library/send-staff-targets.toml" in html
    version.letter.describe(title="Targets", topic="", withdrawn_on=TODAY)
    assert "None within 60 days." in staff.get("/ops/").content.decode()


def test_a_dispute_of_a_council_stands_in_a_list_of_its_own(staff: Client) -> None:
    request, report = public_request(), report_of(CELL)
    link = ReplyLink.objects.create(
        authority=request.authority,
        request=request,
        channel="email",
        token_hash="x",
        made_at=at(TODAY),
        expires_on=date(2027, 1, 31),
    )
    Reply.objects.create(
        authority=request.authority,
        round=request.round,
        key="pay_linked",
        link=link,
        kind="dispute",
        report=report,
        document="x",
        made_at=at(TODAY),
    )
    html = staff.get("/ops/").content.decode()
    section = html.split('id="ops_disputes"', 1)[1].split("</section>", 1)[0]
    assert report.ref in section and "<strong>Kent</strong>" in section and CELL in section
    report.decide("Right.", by=create_moderator(), now=at(TODAY))
    assert "No open dispute." in staff.get("/ops/").content.decode()


def test_a_report_of_a_cell_leads_to_the_reading_and_back_to_a_ready_line(staff: Client) -> None:
    request = create_request()
    reply = create_reply(request=request)
    finding = create_finding(
        request=request, message=reply, value=to_json(read("yes_no", "yes")), written="yes"
    )
    report = report_of(CELL)
    address = f"/ops/reports/{report.ref}/"
    html = staff.get(address).content.decode()
    way = f"/requests/{request.ref}/messages/{reply.token}/read/"
    assert f'href="{way}"' in html and "writes the line by itself" in html
    declare(user=create_moderator(), request=request)
    assert staff.get(way).status_code == 200
    said = Said("answered", written="no", passage=Passage(quote="No.", message=reply))
    read_question(
        request=request,
        by=create_moderator(),
        question=finding.question,
        said=said,
        now=at(TODAY, 13),
    )
    html = staff.get(address).content.decode()
    assert "“Pay linked: Answered: yes” is now “Pay linked: Answered: no”" in html
    assert 'value="Answered' not in html  # who put it right wrote the line by doing so
    staff.post(address, {"decision": "You are right."})
    assert Correction.objects.get().page == CELL
    public = Client().get("/corrections/").content.decode()
    assert "Answered: no" in public and f'href="{CELL}"' in public


def test_the_law_of_the_letters_is_warned_of_when_its_day_is_past() -> None:
    version = create_letter()
    assert law_of_the_letters_is_checked(None) == []
    LetterVersion.objects.filter(pk=version.pk).update(review_by=date(2026, 12, 13))
    (found,) = law_of_the_letters_is_checked(None)
    assert found.id == "foi.W004" and "send-staff-targets.toml" in found.msg
