"""A person at the site without a browser: follows the links and fills in the forms of the page.

She reads: links by their words, fields by their labels, buttons by what is on them. So a journey
breaks where a real visitor's would, and not where an address moves.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

ADDRESS = "http://testserver"


def words_of(tag: Tag | None) -> str:
    """The words a reader sees, with single spaces."""
    if tag is None:
        return ""
    return re.sub(r" (?=[:;,.)])", "", " ".join(tag.get_text(" ").split()))


class Walker:
    """One visitor with cookies of her own. `here` is the path of the page she is on."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.here, self.status, self.page = "/", 0, BeautifulSoup("", "html.parser")
        self.filled: dict[str, list[str]] = {}

    @property
    def text(self) -> str:
        """All the words of the page, forms and banner included."""
        return words_of(self.page.body)

    # ------------------------------------------------------------------ going
    def open(self, address: str) -> "Walker":
        """Go there, over redirects; the page must be one that can be shown."""
        return self._arrive(self.client.get(urljoin(self.here, address), follow=True), address)

    def follow(self, words: str) -> "Walker":
        """Follow the first link with these words."""
        links = [link for link in self.page.find_all("a") if words_of(link).startswith(words)]
        assert links, f"no link “{words}” on {self.here}: {self._offered('a')}"
        return self.open(links[0]["href"])

    # ---------------------------------------------------------------- filling
    def fill(self, label: str, value: str, *, within: str | None = None) -> "Walker":
        """Type into the field of this label; `within`: the id of a part of the page."""
        self.filled[self._field(label, within)["name"]] = [value]
        return self

    def choose(self, label: str, *, within: str | None = None) -> "Walker":
        """Tick the box, or press the radio button, of this label."""
        field = self._field(label, within)
        ticked = self.filled.get(field["name"], []) if field["type"] == "checkbox" else []
        self.filled[field["name"]] = [*ticked, field.get("value", "on")]
        return self

    def press(self, words: str) -> "Walker":
        """Press the button with these words: its form goes with everything filled in."""
        buttons = [b for b in self.page.find_all("button") if words_of(b).startswith(words)]
        assert buttons, f"no button “{words}” on {self.here}: {self._offered('button')}"
        button, form = buttons[0], buttons[0].find_parent("form")
        assert form is not None
        data = dict(_as_it_stands(form)) | self.filled
        if button.get("name"):
            data[button["name"]] = [button.get("value", "")]
        address = urljoin(self.here, form.get("action") or self.here)
        send = self.client.post if form.get("method") == "post" else self.client.get
        return self._arrive(send(address, data, follow=True), address)

    # ----------------------------------------------------------------- inside
    def _offered(self, kind: str) -> list[str]:
        return [words_of(each) for each in self.page.find_all(kind)]

    def _arrive(self, answer: Any, address: str) -> "Walker":
        self.status, self.filled = answer.status_code, {}
        self.here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.here = urljoin(address, self.here)
        assert self.status == 200, f"{self.here} answered {self.status}"
        self.page = BeautifulSoup(answer.content, "html.parser")
        errors = self.page.select(".govuk-error-message")
        assert not errors, f"{self.here}: {[words_of(error) for error in errors]}"
        return self

    def _field(self, label: str, within: str | None) -> Tag:
        part = self.page.find(id=within) if within else self.page
        assert isinstance(part, Tag), f"no part {within} on {self.here}"
        for found in part.find_all("label"):
            if words_of(found).startswith(label):
                field = self.page.find(id=found["for"])
                assert isinstance(field, Tag)
                return field
        raise AssertionError(f"no field “{label}” on {self.here}: {self._offered('label')}")


def _as_it_stands(form: Tag) -> Iterator[tuple[str, list[str]]]:
    """What a browser would send of a form that nobody has touched."""
    sent: dict[str, list[str]] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in ("submit", "file", "button"):
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            value = chosen.get("value", "") if isinstance(chosen, Tag) else ""
        else:
            value = field.text.removeprefix("\n") if field.name == "textarea" else None
            value = field.get("value", "on" if kind != "text" else "") if value is None else value
        sent.setdefault(name, []).append(value)
    yield from sent.items()


def crawl(
    starts: list[str], *, wanted: Callable[[str], bool], client: Client | None = None
) -> dict[str, Any]:
    """Every address that a visitor without an account reaches by links, with what it answered.

    `wanted` says of a path and query whether to go there. Redirects are followed by hand.
    """
    client = client or Client()
    waiting, seen = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in seen or not wanted(address):
            continue
        answer = client.get(address)
        seen[address] = answer
        if answer.status_code in (301, 302):
            waiting.append(_inside(address, answer["Location"]))
        elif answer.status_code == 200:
            waiting += [_inside(address, link) for link in _links(answer)]
    return seen


def content_of(answer: Any) -> bytes:
    """The bytes of an answer, streamed or not."""
    if answer.streaming:
        return b"".join(answer.streaming_content)
    return bytes(answer.content)


def _links(answer: Any) -> list[str]:
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/html"):
        found = re.findall(r'<a\s[^>]*?href="([^"]*)"', answer.content.decode())
        return [unescape(link) for link in found]
    if re.search(r"[/+]xml\b", kind):
        return re.findall(r"https?://[^<\s\"]+", answer.content.decode())
    return []


def _inside(page: str, link: str) -> str:
    """The path and query of a link of ours; empty for one that leads elsewhere."""
    parts = urlsplit(urljoin(f"{ADDRESS}{page}", link))
    if parts.hostname not in ("testserver", "127.0.0.1") or parts.scheme not in ("http", "https"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
