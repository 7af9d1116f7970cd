"""HTML mail turned into text that reads well."""

import re
import warnings

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from foi.mail.texts import clean

LONGEST_HTML = 3_000_000
_UNSEEN = ["script", "style", "head", "title", "template", "noscript", "object", "svg"]
_BLOCKS = {
    "div",
    "tr",
    "li",
    "pre",
    "section",
    "hr",
    "article",
    "header",
    "footer",
    "dl",
    "dt",
    "dd",
}
_PARAGRAPHS = {"p", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Marks that cannot be in the text (it has been cleaned), so that they survive the tidying.
_BREAK, _CELL, _GAP, _EDGE = "\x01", "\x02", "\x03", "\x04"


def to_text(html: str) -> str:
    """Return the words of an HTML mail: paragraphs, list marks, table cells, link addresses.

    Scripts, styles and what the page hides are left out. Never raises: HTML that cannot be read
    loses its tags and nothing else.
    """
    source = clean(html[:LONGEST_HTML])
    try:
        with warnings.catch_warnings():
            # Beautiful Soup warns when mail looks like XML, a file name or a link: it may be.
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(source, "html.parser")
        return _tidy(_marked_text(soup))
    # html.parser asserts, and very deep nesting exhausts the stack.
    except Exception:
        return _tidy(re.sub(r"<[^<>]*>", _BREAK, source))


def _marked_text(soup: BeautifulSoup) -> str:
    for tag in soup.find_all(_UNSEEN):
        tag.extract()
    for tag in soup.find_all(style=_HIDDEN):
        tag.extract()
    for string in soup.find_all(string=True):
        _squeeze(string)
    for tag in soup.find_all(True):
        _mark(tag)
    return soup.get_text()


def _squeeze(string: PageElement) -> None:
    """A line end in the source is a space on the page, except in <pre>."""
    if isinstance(string, PreformattedString):
        string.extract()
    elif isinstance(string, NavigableString):
        new = _BREAK if string.find_parent("pre") else " "
        string.replace_with(NavigableString(str(string).replace("\n", new)))


def _mark(tag: Tag) -> None:
    if tag.name == "br":
        tag.replace_with(_BREAK)
    elif tag.name in ("td", "th"):
        tag.append(_CELL)
    elif tag.name == "a":
        _show_link(tag)
    elif tag.name in _BLOCKS | _PARAGRAPHS:
        mark = _GAP if tag.name in _PARAGRAPHS else _EDGE
        tag.insert(0, mark + ("- " if tag.name == "li" else ""))
        tag.append(mark)


def _show_link(tag: Tag) -> None:
    address = str(tag.get("href") or "").strip()
    if address.lower().startswith(("http://", "https://")) and address not in tag.get_text():
        tag.append(f" <{address}>")


def _tidy(marked: str) -> str:
    text = re.sub(rf"{_CELL}\s*(?=[{_EDGE}{_BREAK}{_GAP}]|$)", "", marked)
    text = re.sub(rf"[\s{_EDGE}{_BREAK}{_GAP}]*[{_EDGE}{_BREAK}{_GAP}]\s*", _lines, text)
    text = text.replace(_CELL, " | ")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _lines(match: re.Match[str]) -> str:
    """One line end or an empty line, for a run of marks.

    Edges of blocks meet ("</div><div>") and make one line end; a paragraph, two <br> or a line
    that holds only a <br> make an empty line.
    """
    run = "".join(match[0].split())
    empty = _GAP in run or run.count(_BREAK) > 1 or _EDGE + _BREAK in run
    return "\n\n" if empty else "\n"
