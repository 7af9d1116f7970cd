"""A number of fewer than five people is said at no address, nor a sum that rests on so few,
whichever passage or answer in words repeats it."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from foi.actions.library import load_letters
from foi.actions.publish import release_text
from foi.actions.release import CHECK_LIST, CannotPublish, findings, release_file
from foi.comparison.passages import public_passages
from foi.models import Attachment, LetterVersion, Request
from foi.rules.answers import read, to_json
from foi.rules.library import letter_files
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_reply,
    create_request,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 23)
LETTER, PAYING = "law-training", "ombudsman-complaints"
BOTH = "We have 40 officers in post, of whom 4 borogoves were trained (10%)."
AGAIN = "Yes. The four borogoves sit on it."
REFUSED = "To tell which 4 borogoves are meant would identify them."
IN_WORDS = "IPSEA trained 4 borogoves, and Kent's own staff the rest"
PAID = "There were 3 remedies, and we paid £2,417 in all."
TABLE = (
    "/compare/{}/",
    "/compare/{}.csv",
    "/compare/{}.json",
    "/compare/{}.xlsx",
    "/compare/{}.csv?round=all",
    "/compare/{}.json?round=all",
    f"/compare/{{}}.csv?as_at={TODAY}",
    "/compare/{}/context.csv",
    "/compare/{}/?view=list",
    "/compare/{}/?with=kent,surrey",
    f"/compare/{{}}/?as_at={TODAY}",
    "/compare/{}/pictures/",
    "/compare/{}/kent/",
    "/compare/{}/surrey/",
    "/authorities/kent/",
    "/authorities/surrey/",
    "/refusals/",
    "/refusals/foia-s40-2-3a/",
    "/refusals/foia-s12-1/",
    "/corrections/",
    "/feeds/",
    "/requests/",
)
ADDRESSES = (
    *(address.format(LETTER) for address in TABLE),
    f"/compare/{LETTER}/?question=officers_in_post",
    f"/compare/{LETTER}/?question=panel_trained",
    f"/compare/{LETTER}/?question=provider",
    f"/compare/{LETTER}.csv?question=officers_in_post",
    f"/compare/{LETTER}.csv?question=provider",
    f"/compare/{LETTER}.json?question=panel_trained",
    f"/compare/{LETTER}/?sort=rate:officers_trained",
    f"/compare/{LETTER}/?sort=provider",
    f"/compare/{LETTER}/pictures/?question=provider",
)
PAYING_ADDRESSES = (
    *(address.format(PAYING) for address in TABLE),
    f"/compare/{PAYING}/?question=remedies",
    f"/compare/{PAYING}/?question=remedy_paid",
    f"/compare/{PAYING}.csv?question=remedies",
    f"/compare/{PAYING}/?sort=-remedy_paid",
    f"/compare/{PAYING}/pictures/?question=remedy_paid",
)


def value(type: str, written: str) -> dict[str, Any]:
    return to_json(read(type, written))


def loaded(slug: str) -> LetterVersion:
    load_holidays()
    load_letters(paths=[path for path in letter_files() if path.stem == slug], on=TODAY)
    return LetterVersion.objects.get(letter__slug=slug)


@pytest.fixture
def asked() -> list[Request]:
    """Kent answers three questions out of one paragraph, and one in words that repeat it; Surrey
    refuses, and says the number."""
    version = loaded(LETTER)
    kent = create_request(authority=create_authority(slug="kent"), version=version)
    facts: dict[str, Any] = {"request": kent, "quote": BOTH}
    create_finding(key="officers_in_post", value=value("count", "40"), **facts)
    create_finding(key="officers_trained", value=value("count", "4"), **facts)
    create_finding(
        request=kent, key="panel_trained", value=value("yes_no", "yes"), quote=AGAIN, written="yes"
    )
    create_finding(
        request=kent,
        key="provider",
        value=value("text", IN_WORDS),
        written=IN_WORDS,
        quote=IN_WORDS,
    )
    create_finding(
        request=kent,
        key="training_spend",
        outcome="refused",
        grounds=("foia-s12-1",),
        quote=f"{BOTH} The cost of finding out is too high.",
    )
    surrey = create_request(authority=create_authority(slug="surrey"), version=version)
    create_finding(
        request=surrey,
        key="officers_trained",
        outcome="refused",
        grounds=("foia-s40-2-3a",),
        quote=REFUSED,
    )
    create_finding(request=surrey, key="officers_in_post", outcome="unclear", quote=REFUSED)
    return [kent, surrey]


@pytest.fixture
def paid() -> Request:
    """Kent pays a sum for three, and says both in one paragraph, of which a refusal repeats it."""
    version = loaded(PAYING)
    kent = create_request(authority=create_authority(slug="kent"), version=version)
    create_authority(slug="surrey")
    facts: dict[str, Any] = {"request": kent, "quote": PAID}
    create_finding(key="remedies", value=value("count", "3"), **facts)
    create_finding(key="remedy_paid", value=value("money", "£2,417"), **facts)
    create_finding(
        key="remedies_late",
        outcome="refused",
        grounds=("foia-s12-1",),
        request=kent,
        quote=f"{PAID} Of 2417 pounds nothing was late.",
    )
    return kent


def body(client: Client, path: str) -> str:
    """What an address says; a workbook's sheets."""
    cache.clear()
    answer = client.get(path)
    assert answer.status_code == 200, path
    whole = b"".join(answer) if answer.streaming else answer.content
    if whole.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(whole)) as parts:
            whole = b"\n".join(parts.read(name) for name in parts.namelist())
    return whole.decode()


def telling(paths: tuple[str, ...], requests: list[Request], secret: str) -> list[str]:
    """Where a visitor, or the owner, reads what nobody may."""
    visitor, owner = Client(), Client()
    owner.force_login(requests[0].requester)
    pages = [f"/requests/{request.ref}/" for request in requests]
    own = [f"/requests/{request.ref}/publish/" for request in requests]
    looks = ((visitor, (*paths, *pages)), (owner, (*own, *paths, *pages)))
    return [
        f"{path}: {found}"
        for client, looked in looks
        for path in looked
        for found in re.findall(secret, body(client, path))
    ]


def test_no_address_says_a_small_number_in_any_passage_or_words(asked: list[Request]) -> None:
    assert telling(ADDRESSES, asked, r"(?:4|four) borogoves") == []


def test_no_address_says_a_sum_that_is_held_back(paid: Request) -> None:
    assert telling(PAYING_ADDRESSES, [paid], r"2,?417|3 remedies") == []


def test_a_picture_of_a_passage_says_no_sum_that_is_held_back(paid: Request) -> None:
    kent = paid.authority
    shown = public_passages(paid.round.letter, paid.round, TODAY, council=kent)
    assert shown and not any("417" in passage for passage in shown.values())


def test_an_answer_in_words_is_masked_like_a_passage_and_says_so(asked: list[Request]) -> None:
    for path in (f"/compare/{LETTER}/", f"/compare/{LETTER}/kent/", f"/requests/{asked[0].ref}/"):
        page = body(Client(), path)
        assert "IPSEA trained [fewer than 5] borogoves" in page, path
    cells = body(Client(), f"/compare/{LETTER}.csv?question=provider")
    assert "small numbers masked by us" in body(Client(), f"/compare/{LETTER}/kent/")
    assert "IPSEA trained [fewer than 5] borogoves" in cells


def test_what_is_no_small_number_stays_in_the_passage(asked: list[Request]) -> None:
    page = Client().get(f"/compare/{LETTER}/kent/").content.decode()
    assert "We have 40 officers in post, of whom [fewer than 5] borogoves" in page
    assert "Yes. The [fewer than 5] borogoves sit on it." in page
    assert "small numbers masked by us" in page


def test_a_released_text_says_no_small_number_of_its_answers(asked: list[Request]) -> None:
    kent = asked[0]
    reply = create_reply(request=kent, text=BOTH)
    release_text(message=reply, by=kent.requester, text=BOTH, now=at(TODAY))
    page = Client().get(f"/requests/{kent.ref}/").content.decode()
    assert "4 borogoves" not in page and "[fewer than 5] borogoves" in page


def test_masking_one_councils_passage_leaves_anothers_alone(asked: list[Request]) -> None:
    version = LetterVersion.objects.get(letter__slug=LETTER)
    bury = create_request(
        authority=create_authority(slug="bury"), version=version, visibility=Visibility.COUNTED
    )
    create_finding(
        request=bury, key="panel_trained", value=value("yes_no", "yes"), quote="Yes: 4 sessions."
    )
    page = Client().get(f"/compare/{LETTER}/bury/").content.decode()
    assert "Yes: 4 sessions." in page and "masked by us" not in page


def test_a_file_that_says_a_masked_number_is_released_only_after_a_look(
    asked: list[Request],
) -> None:
    kent = asked[0]
    reply = create_reply(request=kent, text="See the file.")
    kept = {"message": reply, "content_type": "text/plain"}
    says = Attachment.keep(content=BOTH.encode(), name="answer.txt", **kept)
    silent = Attachment.keep(content=b"We have 40 officers.", name="other.txt", **kept)
    assert [one.code for one in findings(says)] == ["few"] and findings(silent) == []
    facts = {"by": kent.requester, "checks": [key for key, _ in CHECK_LIST], "now": at(TODAY)}
    with pytest.raises(CannotPublish, match="fewer than 5"):
        release_file(attachment=says, name="answer.txt", **facts)
    assert not says.released_file
    release_file(attachment=says, name="answer.txt", found=["few"], **facts)
    assert says.released_file and "found: few" in says.release_checks
