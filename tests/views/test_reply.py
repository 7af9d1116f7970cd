"""A council's own pages: through its link or a code, without an account, and nothing kept."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foi.models import Investigation, Reply, ReplyLink, Report, Request
from foi.rules.permissions import Visibility
from foi.views.reply import CODES_TRIED
from foi.views.reply_claim import CLAIMS
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_moderator,
    create_reply,
    create_reply_link,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 14)
CELL = "/compare/send-staff-targets/kent/"


def answered(**fields: Any) -> Request:
    request = create_request(**fields)
    create_reply(request=request)
    create_finding(request=request, quote="Nobody’s pay depends on it.")
    return request


def a_link(**fields: Any) -> ReplyLink:
    return create_reply_link(request=answered(), **fields)


def page_of(link: ReplyLink) -> str:
    return f"/reply/{link.token}/"


def send(link: ReplyLink, key: str = "pay_linked", **fields: Any) -> Any:
    typed = {"kind": "comment", "words": "We have since changed this."} | fields
    return Client().post(f"/reply/{link.token}/say/{key}/", typed)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_shows_the_letter_the_cells_and_how_to_answer(client: Client) -> None:
    link = a_link()
    html = text(client.get(page_of(link)))
    for words in ("Kent Council", "Nobody’s pay depends", "entered by one person, not checked"):
        assert words in html, words
    assert html.count("/say/") == 5, "each of four cells, and all together"
    assert [use.what for use in link.uses.all()] == ["opened"]


def test_nothing_of_it_is_kept_found_or_told_to_other_pages(client: Client) -> None:
    link = a_link()
    for path in (page_of(link), f"/reply/{link.token}/say/all/", "/reply/"):
        answer = client.get(path)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"] and "no-store" in answer["Cache-Control"]
        assert "/report/?page=" not in text(answer), "a report would carry the token"
    assert "sessionid" not in client.cookies


def test_the_page_never_says_who_asked(client: Client) -> None:
    owner = create_user(email="quiet@example.org", legal_name="Ada Quillfeather")
    request = create_request(owner=owner, alias="Requester 77", visibility=Visibility.COUNTED)
    create_reply(request=request)
    create_finding(request=request)
    link = create_reply_link(request=request)
    html = text(client.get(page_of(link)))
    for secret in ("Quillfeather", "quiet@", "Requester 77", request.ref):
        assert secret not in html


def test_an_unknown_token_and_one_that_came_back_open_nothing(client: Client) -> None:
    link = a_link()
    assert client.get("/reply/nothing/").status_code == 404
    link.mark_bounced(now=at(TODAY))
    assert client.get(page_of(link)).status_code == 404


def test_another_council_s_an_embargoed_and_a_private_cell_are_on_no_link(client: Client) -> None:
    link = a_link()
    essex = create_request(
        authority=create_authority(slug="essex"), owner=create_user(email="e@example.org")
    )
    create_finding(request=essex, quote="Essex pays.")
    mine = create_request(owner=create_user(email="p@example.org"), visibility=Visibility.PRIVATE)
    create_finding(request=mine, key="plans", quote="A private passage.")
    held = create_request(owner=create_user(email="h@example.org"))
    create_finding(request=held, key="targets_document", quote="An embargoed passage.")
    held.join(
        Investigation.objects.create(
            slug="other",
            title="A secret investigation",
            version=held.version,
            round=held.round,
            embargo_until=date(2027, 3, 1),
        )
    )
    html = text(client.get(page_of(link)))
    for secret in ("Essex", "private passage", "embargoed passage", "secret investigation"):
        assert secret not in html


def test_words_are_shown_first_as_they_will_stand_and_then_stand(client: Client) -> None:
    link = a_link()
    html = text(send(link))
    assert "This is how it will stand" in html and "We have since changed this." in html
    assert not Reply.objects.exists() and "We have since" not in text(client.get(CELL))
    done = send(link, save="yes")
    assert done.status_code == 302 and done["Location"] == f"{page_of(link)}#pay_linked"
    assert 'id="pay_linked"' in text(client.get(page_of(link)))
    public = text(client.get(CELL))
    assert "We have since changed this." in public and "Given in the right of reply on" in public
    assert "We have since changed this." in text(client.get(page_of(link)))


def test_going_back_to_change_the_words_keeps_them() -> None:
    html = text(send(a_link(), change="yes"))
    assert "We have since changed this." in html and "See how it will stand" in html


def test_the_form_starts_with_what_stands_there(client: Client) -> None:
    link = a_link()
    send(link, save="yes", words="It was 3 children.", key="plans")
    html = text(client.get(f"/reply/{link.token}/say/plans/"))
    assert "It was 3 children." in html, "its own words, unmasked, for itself"


@pytest.mark.parametrize("save", [{}, {"save": "yes"}])
def test_what_the_guard_stops_says_which_words_and_stays_in_the_form(save: dict[str, str]) -> None:
    words = "Jamie Smith, aged 9, was late. Everything else stands."
    html = text(send(a_link(), words=words, **save))
    assert "please take out" in html and "Everything else stands." in html
    assert "<title>Error: " in html and not Reply.objects.exists()


def test_a_number_of_few_people_is_masked_in_preview_and_public(client: Client) -> None:
    link = a_link()
    words = "It was 3 children."
    html = text(send(link, "plans", words=words))
    assert "It was [fewer than 5] children." in html and "we masked it" in html
    send(link, "plans", words=words, save="yes")
    public = text(client.get(CELL))
    assert "[fewer than 5] children" in public and "3 children" not in public


def test_a_dispute_without_a_document_says_so_and_loses_nothing() -> None:
    link = a_link()
    html = text(send(link, kind="wrong", save="yes"))
    assert "A document is needed" in html and "We have since changed this." in html
    assert "Let it stand as a comment" in html and not Report.objects.exists()
    assert send(link, kind="wrong", save="comment").status_code == 302
    assert Reply.objects.get().kind == "comment" and not Report.objects.exists()


def test_a_dispute_with_a_document_shows_at_once_and_only_staff_read_the_document(
    client: Client,
) -> None:
    link = a_link()
    paper = SimpleUploadedFile("minutes.txt", b"The committee decided otherwise.")
    assert send(link, kind="wrong", save="yes", document=paper).status_code == 302
    public = text(client.get(CELL))
    assert "disputed by the council" in public and "decides by 21 December 2026" in public
    assert "minutes.txt" not in public
    table = text(client.get("/compare/send-staff-targets/"))
    assert "disputed by the council" in table
    report = Report.objects.get()
    document = f"/ops/reports/{report.ref}/document/"
    assert client.get(document).status_code == 302
    client.force_login(create_moderator())
    html = text(client.get(f"/ops/reports/{report.ref}/"))
    assert "minutes.txt" in html and "We have since changed this." in html
    answer = client.get(document)
    assert b"".join(answer.streaming_content) == b"The committee decided otherwise."
    assert "attachment" in answer["Content-Disposition"]
    client.post(f"/ops/reports/{report.ref}/", {"decision": "The minutes are right."})
    client.logout()
    public = text(client.get(CELL))
    assert "The minutes are right." in public and "disputed by the council" not in public


def test_a_document_of_an_unknown_kind_is_refused_beside_its_box() -> None:
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\x00" * 99)
    html = text(send(a_link(), kind="wrong", save="yes", document=bad))
    assert "<title>Error: " in html and "We have since changed this." in html
    assert not Reply.objects.exists()


def test_what_was_said_can_be_taken_back(client: Client) -> None:
    link = a_link()
    send(link, save="yes")
    client.post(f"{page_of(link)}take-back/", {"key": "pay_linked", "kind": "comment"})
    assert "We have since changed this." not in text(client.get(CELL))


def test_a_statement_on_all_answers_stands_above_them(client: Client) -> None:
    link = a_link()
    done = send(link, "all", words="All figures are of March.", save="yes")
    assert done["Location"] == f"{page_of(link)}#whole"
    assert 'id="whole"' in text(client.get(page_of(link)))
    assert "All figures are of March." in text(client.get(CELL))


def test_the_preview_says_that_it_replaces_words_only_where_there_are_some() -> None:
    link = a_link()
    assert "It replaces" not in text(send(link))
    send(link, save="yes")
    assert "It replaces what you said of this answer before." in text(send(link, words="New."))
    assert "It replaces" not in text(send(link, kind="wrong")), "a dispute stands beside it"


def test_a_decided_dispute_stays_with_its_decision(client: Client) -> None:
    link = a_link()
    paper = SimpleUploadedFile("minutes.txt", b"The committee decided otherwise.")
    send(link, kind="wrong", save="yes", document=paper)
    assert "The council says that this is wrong" in text(client.get(CELL))
    ref = Report.objects.get().ref
    staff = Client()
    staff.force_login(create_moderator())
    staff.post(f"/ops/reports/{ref}/", {"decision": "The minutes are of another year."})
    assert "Take it back" not in text(client.get(page_of(link)))
    typed = {"key": "pay_linked", "kind": "dispute"}
    html = text(client.post(f"{page_of(link)}take-back/", typed, follow=True))
    assert "A person has decided on this, so it stays" in html
    assert "The minutes are of another year." in text(client.get(CELL))


def test_a_key_that_the_link_does_not_show_is_not_there(client: Client) -> None:
    link = a_link()
    assert client.get(f"/reply/{link.token}/say/appeals/").status_code == 404
    assert send(link, "appeals", save="yes").status_code == 404


def test_a_cell_without_a_delivered_link_says_so_until_the_council_is_told(
    client: Client,
) -> None:
    request = answered()
    words = "The council has not had a link to reply to this yet."
    assert text(client.get(CELL)).count(words) == 1
    create_reply_link(request=request)
    assert words not in text(client.get(CELL))


def test_a_program_that_only_asks_whether_it_is_there_opens_nothing(client: Client) -> None:
    link = a_link()
    assert client.head(page_of(link)).status_code == 200 and not link.uses.exists()
    client.get(page_of(link))
    assert [use.what for use in link.uses.all()] == ["opened"]


# ------------------------------------------------------------------- expired, renewed
def test_an_expired_link_offers_a_new_one_and_says_the_same_to_everybody(
    client: Client, settings: Any
) -> None:
    create_authority(email="foi@kent.gov.uk")
    link = create_reply_link(request=answered(authority=create_authority()))
    told = text(client.post("/reply/nothing/renew/"))
    with time_machine.travel(at(link.expires_on + timedelta(days=1)), tick=False):
        html = text(client.get(page_of(link)))
        assert "expired" in html and "Send a new link" in html and "Nobody’s pay" not in html
        assert "expired" in text(send(link, save="yes")) and not Reply.objects.exists()
        assert text(client.post(f"{page_of(link)}renew/")) == told
    assert [use.what for use in link.uses.all()] == ["refused", "refused", "renewed"]
    assert client.get(page_of(link)).status_code == 404, "the old address opens nothing"
    link.refresh_from_db()
    assert client.get(page_of(link)).status_code == 200


def test_renewals_are_limited(client: Client) -> None:
    answers = [client.post("/reply/nothing/renew/") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "/report/?page=" not in text(answers[-1]), "it would carry the token"


# ------------------------------------------------------------------- codes
def test_a_code_leads_to_the_page(client: Client) -> None:
    link = a_link(printed=True)
    answer = client.post("/reply/", {"code": link.code.lower().replace("-", " ")})
    assert answer.status_code == 302 and answer["Location"] == page_of(link)


def test_a_printed_code_works_again_and_again_after_the_site_s_key_changed(
    client: Client, settings: Any
) -> None:
    code = a_link(printed=True).code
    settings.SECRET_KEY = "another key, since the old one was lost"
    for _ in range(2):
        answer = client.post("/reply/", {"code": code})
        assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200


def test_a_wrong_code_says_so_and_guessing_is_limited(client: Client) -> None:
    a_link(printed=True)
    answers = [client.post("/reply/", {"code": "AAAA-BBBB-CCCC"}) for _ in range(CODES_TRIED + 1)]
    assert "No letter has this code" in text(answers[0])
    assert answers[-1].status_code == 429


# ------------------------------------------------------------------- claims
def claim(client: Client, email: str, council: str = "kent") -> Any:
    return client.post("/help/for-councils/", {"council": council, "email": email}, follow=True)


def test_a_claim_is_answered_alike_whoever_asks(client: Client) -> None:
    create_authority(website="https://www.kent.gov.uk/")
    create_authority(slug="essex", website="https://www.essex.gov.uk/")
    create_authority(slug="devon", website="https://www.devon.gov.uk/", email="foi@devon.gov.uk")
    answered()
    pages = [
        re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", text(claim(client, *each)))
        for each in (("foi@kent.gov.uk",), ("me@example.org",), ("foi@essex.gov.uk", "essex"))
        + (("info@devon.gov.uk", "devon"),)
    ]
    assert len(set(pages)) == 1 and "a link is on its way to it" in pages[0]
    assert ReplyLink.objects.get().to_address == "foi@kent.gov.uk" and mail.outbox == []


def test_claims_are_limited_and_say_what_is_missing(client: Client) -> None:
    create_authority(website="https://www.kent.gov.uk/")
    html = text(client.post("/help/for-councils/", {"email": "foi at kent"}))
    assert "Choose your council." in html and "name@example.gov.uk" in html
    for _ in range(CLAIMS):
        answer = claim(client, "me@example.org")
    assert answer.status_code == 429
