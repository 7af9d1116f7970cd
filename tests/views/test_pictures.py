"""The pictures of a letter: what is drawn is what is counted, and only what is public."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from pytest_django.asserts import assertRedirects

from authorities.models import Authority
from foi.models import Investigation, Letter, Request
from foi.rules.answers import read, to_json
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2027, 2, 15)
PAGE = "/compare/send-staff-targets/pictures/"
NAMES = ("map", "answers", "time", "grounds")
SVG = "{http://www.w3.org/2000/svg}"
ADDRESSES = [
    PAGE,
    f"{PAGE}?question=plans",
    f"{PAGE}?question=plans&by=value",
    *(f"{PAGE}{name}.svg?question=plans" for name in NAMES),
    f"{PAGE}map.svg?question=plans&by=value",
    f"{PAGE}map.svg",
    f"{PAGE}time.svg",
]
SECRET = "A passage nobody should see."


def answer(council: str, raw: str = "", key: str = "plans", **fields: object) -> Request:
    """A council that answered, or with `raw` empty refused for cost."""
    request = create_request(
        authority=create_authority(slug=council), owner=create_user(email=f"{council}@example.org")
    )
    create_reply(request=request)
    if raw:
        kind = "count" if key == "plans" else "yes_no"
        create_finding(request=request, key=key, value=to_json(read(kind, raw)), **fields)
    else:
        create_finding(request=request, key=key, outcome="refused", grounds=("foia-s12-1",))
    return request


def twelve() -> None:
    """Twelve councils: ten with a figure, one of them small; two refused."""
    for number, raw in enumerate(["3", "8", "12", "12", "20", "31", "44", "58", "70", "95"]):
        answer(f"council-{number}", raw)
    answer("council-10")
    answer("council-11")


def page(client: Client, address: str = PAGE) -> str:
    cache.clear()
    return client.get(address).content.decode()


def drawing(client: Client, address: str) -> Element:
    """The file as XML: it must be well formed."""
    cache.clear()
    return ET.fromstring(client.get(address).content)


def table_of(html: str, name: str) -> dict[str, str]:
    """The picture's table: the first column and the last."""
    body = re.search(rf'id="{name}-table">.*?</table>', html, re.DOTALL)
    assert body, name
    found = re.findall(r"<tr.*?</tr>", body[0].partition("<tbody")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found]
    return {row[0]: row[-1] for row in cells}


def texts(svg: Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


# ------------------------------------------------------------------------------------ drawn
@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_well_formed_and_says_first_what_it_is(client: Client, name: str) -> None:
    twelve()
    svg = drawing(client, f"{PAGE}{name}.svg?question=plans&region=South+East")
    assert [child.tag for child in svg][:2] == [f"{SVG}title", f"{SVG}desc"]
    desc = svg[1].text or ""
    assert "12 of 12 councils asked" in desc and "As of 15 February 2027." in desc
    assert f"http://127.0.0.1:8000{PAGE}?question=plans&region=South+East" in desc
    assert "Licence: CC BY 4.0" in desc and "South East" in desc
    shown = " ".join(texts(svg))
    for said in ("Source: Twentieth Day", "As of 15 February 2027.", "CC BY 4.0"):
        assert said in shown
    text = ET.tostring(svg, encoding="unicode")
    assert not re.search(r"<script|\son[a-z]+=|style=|<style|foreignObject|<image|@import", text)
    assert set(re.findall(r"url\(([^)]*)", text)) <= {
        f"#{p.get('id')}" for p in svg.iter(f"{SVG}pattern")
    }


def test_a_file_is_saved_under_a_name_that_says_what_it_is(client: Client) -> None:
    twelve()
    answer = client.get(f"{PAGE}time.svg")
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"] == (
        'attachment; filename="send-staff-targets-round-1-2027-02-15-time.svg"'
    )
    assert (
        client.get(f"{PAGE}time.svg", headers={"if-none-match": answer["ETag"]}).status_code == 304
    )


def test_the_bars_are_as_long_as_the_numbers_in_the_table(client: Client) -> None:
    twelve()
    table = table_of(page(client, f"{PAGE}?question=plans"), "answers")
    assert table["Fewer than 5"] == "1" and table["Refused"] == "2"
    assert sum(map(int, table.values())) == 12
    svg = drawing(client, f"{PAGE}answers.svg?question=plans")
    bars = svg.find(f"{SVG}g")
    assert bars is not None
    lengths = [float(bar.get("width", "")) for bar in bars.findall(f"{SVG}rect")]
    counts = [int(t) for t in texts(bars) if t.isdigit()]
    assert counts == list(map(int, table.values()))
    unit = max(lengths) / max(counts)
    assert lengths == pytest.approx([unit * count for count in counts], abs=0.1)


def test_the_map_has_a_square_for_each_council_that_the_table_counts(client: Client) -> None:
    twelve()
    create_authority(slug="kent", gss="E10000016")
    html = page(client, f"{PAGE}?question=plans&by=value")
    table = table_of(html, "map")
    squares = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title>', html)
    assert len(squares) == 13 == sum(map(int, table.values()))
    assert ("/compare/send-staff-targets/kent/?round=1#plans", "Kent: Not asked") in squares
    for words, number in table.items():
        assert f">{words}: {number}</text>" in html
    svg = drawing(client, f"{PAGE}map.svg?question=plans&by=value")
    assert list(svg.iter(f"{SVG}a")) == []


def test_the_curve_stands_where_the_table_says(client: Client) -> None:
    twelve()
    table = table_of(page(client), "time")
    assert table == {"13": "–"}
    html = page(client)
    assert "Half were answered by working day 13." in html
    (points,) = re.findall(r'<polyline points="([^"]+)"', html)
    assert points.split()[-1].endswith(",250")  # nobody waits: at the foot
    assert "twentieth working day" in html


def test_pictures_are_linked_from_the_table_with_its_filters(client: Client) -> None:
    twelve()
    html = page(client, "/compare/send-staff-targets/?region=South+East&outcome=refused&sort=-late")
    assert 'href="/compare/send-staff-targets/pictures/?region=South+East">Pictures</a>' in html
    html = page(client, f"{PAGE}?region=South+East&question=plans")
    assert f'href="{PAGE}map.svg?region=South+East&amp;question=plans"' in html


def test_only_the_councils_chosen_are_in_every_picture_and_named(client: Client) -> None:
    twelve()
    waiting = create_request(authority=create_authority(slug="leeds"), sent_on=date(2027, 2, 1))
    assert waiting.first_reply_on is None
    html = page(client, f"{PAGE}?with=leeds")
    assert "Half were answered by working day 13." not in html
    assert table_of(html, "time") != table_of(page(client), "time")
    svg = drawing(client, f"{PAGE}time.svg?with=leeds,council-0")
    assert "2 of 2 councils asked" in (svg[1].text or "")
    both = sorted(
        Authority.objects.filter(slug__in=["leeds", "council-0"]).values_list(
            "short_name", flat=True
        )
    )
    assert f"({', '.join(both)})" in (svg[0].text or "")
    assert 'name="with" value="leeds"' in html
    assert re.search(rf'href="{PAGE}\??">Show all councils</a>', html)


def test_a_picture_is_of_today_and_says_nothing_of_an_earlier_day(client: Client) -> None:
    twelve()
    told = "as_at=2026-12-20&view=list&context=&against="
    html = page(client, f"/compare/send-staff-targets/?region=South+East&{told}")
    (link,) = re.findall(r'href="(/compare/send-staff-targets/pictures/[^"]*)"', html)
    assert "as_at" not in link and "view" not in link and "against" not in link
    plain = f"{PAGE}?region=South+East"
    assertRedirects(client.get(f"{PAGE}?region=South+East&{told}"), plain)
    html = page(client, plain)
    assert f'href="{PAGE}map.svg?region=South+East"' in html and "as_at" not in html
    cache.clear()
    answer = client.get(f"{PAGE}map.svg?{told}", follow=True)
    assert answer.redirect_chain == [(f"{PAGE}map.svg", 302)]
    assert "round-1-2027-02-15-map.svg" in answer["Content-Disposition"]
    assert b"as_at" not in answer.content


def test_a_filter_narrows_every_picture(client: Client) -> None:
    twelve()
    create_authority(slug="leeds", region="London")
    html = page(client, f"{PAGE}?region=London")
    assert "0 of 1 councils asked" in html and "No letter that everybody may see" in html
    assert "Nobody has asked this question here yet" in html
    assert client.get(f"{PAGE}map.svg?region=London").status_code == 200


@pytest.mark.parametrize("query", ["region=Nowhere", "question=x"])
def test_a_wrong_filter_says_so(client: Client, query: str) -> None:
    twelve()
    assert "is not one of the choices" in page(client, f"{PAGE}?{query}")
    assert client.get(f"{PAGE}map.svg?{query}").status_code == 400


@pytest.mark.parametrize(
    "address", [f"{PAGE}none.svg", "/compare/none/pictures/", f"{PAGE}?round=9"]
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    create_letter()
    assert client.get(address).status_code == 404


def test_pictures_are_only_read(client: Client) -> None:
    create_letter()
    assert {client.post(a).status_code for a in (PAGE, f"{PAGE}map.svg")} == {405}


def test_what_could_be_markup_is_only_text(client: Client) -> None:
    evil = '<script>alert("x")</script>&'
    twelve()
    Letter.objects.update(title=evil)
    create_authority(slug="evil", name=evil)
    for address in ADDRESSES:
        assert "<script>alert" not in page(client, address), address
    svg = drawing(client, f"{PAGE}map.svg")
    titles = [title.text for title in svg.iter(f"{SVG}title")]
    assert any(evil in (title or "") for title in titles)


def test_a_sample_says_on_page_and_file_that_it_is_made_up(client: Client) -> None:
    twelve()
    with override_settings(DEMO=True):
        assert "Made-up sample: nothing here is real" in page(client)
        svg = drawing(client, f"{PAGE}map.svg")
        assert texts(svg)[0] == "Made-up sample: nothing here is real"
        assert (svg[1].text or "").startswith("Made-up sample")
        assert 'filename="made-up-' in client.get(f"{PAGE}map.svg")["Content-Disposition"]


# --------------------------------------------------------------------------------- held back
def test_a_small_number_is_in_no_picture(client: Client) -> None:
    """The same pages, byte for byte, whichever of 1 to 4 the council said."""
    answer("kent", "12")
    small = answer("leeds", "3", quote="There were 3 plans.")
    pictures = {address: page(client, address) for address in ADDRESSES}
    assert "Leeds: Answered: &lt;5" in pictures[f"{PAGE}?question=plans"]
    for address, html in pictures.items():
        assert "3 plans" not in html and "Answered: 3" not in html, address
        drawn = re.findall(r"<svg class=\"picture.*?</svg>|<table.*?</table>", html, re.DOTALL)
        said = re.findall(r">([^<>]+)<", " ".join(drawn) if "<html" in html else html)
        assert "3" not in [text.strip() for text in said], address
    finding = small.findings.get()
    finding.supersede(now=at(TODAY))
    create_finding(
        request=small, key="plans", value=to_json(read("count", "2")), quote="There were 2 plans."
    )
    for address, before in pictures.items():
        assert page(client, address) == before, address


@pytest.mark.parametrize(
    "kind", ["private", "hidden", "unpublished", "hidden finding", "draft", "embargoed"]
)
def test_nothing_of_what_is_not_public_is_in_any_picture(client: Client, kind: str) -> None:
    """The same pages, byte for byte, as when it had never been; for its owner too."""
    twelve()
    create_authority(slug="kent", gss="E10000016")
    if kind in ("unpublished", "hidden finding"):
        request = create_request()
    before = {address: page(client, address) for address in ADDRESSES}
    if kind not in ("unpublished", "hidden finding"):
        request = create_request(
            visibility=Visibility.PRIVATE if kind in ("private", "draft") else Visibility.PUBLIC,
            sent_on=None if kind == "draft" else date(2026, 11, 20),
        )
    if kind == "embargoed":
        investigation = Investigation.objects.create(
            slug="i", title=SECRET, version=request.version, round=request.round,
            embargo_until=date(2027, 6, 1),
        )  # fmt: skip
        request.join(investigation)
    finding = create_finding(
        request=request, key="plans", outcome="refused", grounds=("foia-s43-2",), quote=SECRET,
        published=kind not in ("unpublished", "draft"),
    )  # fmt: skip
    if kind == "hidden":
        request.hide(reason="A report.", now=at(TODAY))
    if kind == "hidden finding":
        finding.hide(reason="A report.", now=at(TODAY))
    owner = Client()
    owner.force_login(request.requester)
    for address, html in before.items():
        assert page(client, address) == html, address
        mine = page(owner, address)
        if "<html" not in html:
            assert mine == html
        assert SECRET not in mine and "43(2)" not in mine


def test_a_page_is_kept_until_a_public_cell_changes(client: Client) -> None:
    twelve()
    before = client.get(f"{PAGE}?question=plans").content
    answer("kent", "77")
    assert client.get(f"{PAGE}?question=plans").content == before
    Letter.objects.get().touch()
    assert b"13 of 13 councils asked" in client.get(f"{PAGE}?question=plans").content


def test_as_many_queries_for_few_as_for_many(client: Client, django_assert_max_num_queries) -> None:
    twelve()
    cache.clear()
    with django_assert_max_num_queries(16):
        client.get(PAGE)
    with django_assert_max_num_queries(16):
        client.get(f"{PAGE}map.svg")
