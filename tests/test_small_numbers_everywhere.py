"""A number of fewer than five people is said at no address, whichever passage repeats it."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from foi.actions.library import load_letters
from foi.actions.publish import release_text
from foi.actions.release import CHECK_LIST, CannotPublish, findings, release_file
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
LETTER = "law-training"
BOTH = "We have 40 officers in post, of whom 4 borogoves were trained (10%)."
AGAIN = "Yes. The four borogoves sit on it."
REFUSED = "To tell which 4 borogoves are meant would identify them."
ADDRESSES = (
    f"/compare/{LETTER}/",
    f"/compare/{LETTER}/?question=officers_in_post",
    f"/compare/{LETTER}/?question=panel_trained",
    f"/compare/{LETTER}.csv",
    f"/compare/{LETTER}.csv?question=officers_in_post",
    f"/compare/{LETTER}.json?question=panel_trained",
    f"/compare/{LETTER}.json",
    f"/compare/{LETTER}.csv?round=all",
    f"/compare/{LETTER}.json?round=all",
    f"/compare/{LETTER}.csv?as_at={TODAY}",
    f"/compare/{LETTER}/context.csv",
    f"/compare/{LETTER}/?view=list",
    f"/compare/{LETTER}/?with=kent,surrey",
    f"/compare/{LETTER}/?as_at={TODAY}",
    f"/compare/{LETTER}/?sort=rate:officers_trained",
    f"/compare/{LETTER}/kent/",
    f"/compare/{LETTER}/surrey/",
    "/authorities/kent/",
    "/authorities/surrey/",
    "/refusals/",
    "/refusals/foia-s40-2-3a/",
    "/refusals/foia-s12-1/",
    "/feeds/",
    "/requests/",
)


def value(type: str, written: str) -> dict[str, Any]:
    return to_json(read(type, written))


@pytest.fixture
def asked() -> list[Request]:
    """Kent answers three questions out of one paragraph; Surrey refuses, and says the number."""
    load_holidays()
    load_letters(paths=[path for path in letter_files() if path.stem == LETTER], on=TODAY)
    version = LetterVersion.objects.get(letter__slug=LETTER)
    kent = create_request(authority=create_authority(slug="kent"), version=version)
    facts: dict[str, Any] = {"request": kent, "quote": BOTH}
    create_finding(key="officers_in_post", value=value("count", "40"), **facts)
    create_finding(key="officers_trained", value=value("count", "4"), **facts)
    create_finding(
        request=kent, key="panel_trained", value=value("yes_no", "yes"), quote=AGAIN, written="yes"
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


def test_no_address_says_a_small_number_in_any_passage(asked: list[Request]) -> None:
    visitor, owner = Client(), Client()
    owner.force_login(asked[0].requester)
    pages = [f"/requests/{request.ref}/" for request in asked]
    own = [f"/requests/{request.ref}/publish/" for request in asked]
    said = []
    for client, paths in ((visitor, (*ADDRESSES, *pages)), (owner, (*own, *ADDRESSES))):
        for path in paths:
            cache.clear()
            answer = client.get(path)
            assert answer.status_code == 200, path
            whole = b"".join(answer) if answer.streaming else answer.content
            text = whole.decode()
            said += [f"{path}: {w}" for w in ("4 borogoves", "four borogoves") if w in text]
    assert not said, "\n".join(said)


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
