"""HTML mail turned into text that reads well."""

import re
import warnings

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from foi.mail.texts import clean

LONGEST_HTML = 3_000_000
_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "object", "svg"}
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
_NO_TAG = re.compile(r"<(?![^<>]*>)")
_CONDITION = re.compile(r"<!\[[^<>]*>")  # "<![if !mso]>", which only Outlook understands
# Marks that cannot be in the text (it has been cleaned), so that they survive the tidying.
_BREAK, _CELL, _GAP, _EDGE = "\x01", "\x02", "\x03", "\x04"


def to_text(html: str) -> str:
    """Return the words of an HTML mail: paragraphs, list marks, table cells, link addresses.

    Scripts, styles and what the page hides are left out. Never raises: HTML that cannot be read
    loses its tags and nothing else.
    """
    source = _whole_tags(clean(html[:LONGEST_HTML]))
    try:
        with warnings.catch_warnings():
            # Beautiful Soup warns when mail looks like XML, a file name or a link: it may be.
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(source, "html.parser")
        return _tidy(_marked_text(soup))
    # html.parser asserts, and very deep nesting exhausts the stack.
    except Exception:
        return _tidy(re.sub(r"<[^<>]*>", _BREAK, source))


def _whole_tags(source: str) -> str:
    """Without comments, and with every "<" that begins no whole tag as a mere sign.

    html.parser reads on to the end for each tag that is never closed: forty thousand letters of
    "<a " took it half a minute, and a mail may hold three million.
    """
    parts, at = [], 0
    while (start := source.find("<!--", at)) >= 0:
        parts.append(source[at:start])
        end = source.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(source)
    parts.append(source[at:])
    return _NO_TAG.sub("&lt;", _CONDITION.sub("", "".join(parts)))


def _marked_text(soup: BeautifulSoup) -> str:
    """Walk the page once, without recursion: mail can be nested deeply and be very long."""
    words: list[str] = []
    waiting: list[tuple[PageElement | str, bool]] = [(soup, False)]
    while waiting:
        node, as_typed = waiting.pop()
        if isinstance(node, Tag):
            if node.name in _UNSEEN or _HIDDEN.search(str(node.get("style") or "")):
                continue
            before, after = _marks(node)
            words.append(before)
            waiting.append((after, False))
            as_typed = as_typed or node.name == "pre"
            waiting.extend((child, as_typed) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            # A line end in the source is a space on the page, except in <pre>.
            words.append(str(node).replace("\n", _BREAK if as_typed else " "))
        elif not isinstance(node, PageElement):
            words.append(node)
    return "".join(words)


def _marks(tag: Tag) -> tuple[str, str]:
    """What stands before and after the words of a tag."""
    if tag.name == "br":
        return _BREAK, ""
    if tag.name in ("td", "th"):
        return "", _CELL
    if tag.name == "a":
        return "", _link(tag)
    if tag.name == "li":
        return f"{_EDGE}- ", _EDGE
    if tag.name in _PARAGRAPHS:
        return _GAP, _GAP
    return (_EDGE, _EDGE) if tag.name in _BLOCKS else ("", "")


def _link(tag: Tag) -> str:
    address = str(tag.get("href") or "").strip()
    shown = tag.string or ""
    web = address.lower().startswith(("http://", "https://"))
    return f" <{address}>" if web and address not in shown else ""


def _tidy(marked: str) -> str:
    # First, so that no pattern below looks at a long run of spaces again from each of them.
    marked = re.sub(r"\s+", _space, marked)
    text = re.sub(rf"{_CELL}\s*(?=[{_EDGE}{_BREAK}{_GAP}]|$)", "", marked)
    text = re.sub(rf"[\s{_EDGE}{_BREAK}{_GAP}]*[{_EDGE}{_BREAK}{_GAP}]\s*", _lines, text)
    text = text.replace(_CELL, " | ")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _space(match: re.Match[str]) -> str:
    ends = match[0].count("\n")
    return "\n\n" if ends > 1 else "\n" if ends else " "


def _lines(match: re.Match[str]) -> str:
    """One line end or an empty line, for a run of marks.

    Edges of blocks meet ("</div><div>") and make one line end; a paragraph, two <br> or a line
    that holds only a <br> make an empty line.
    """
    run = "".join(match[0].split())
    empty = _GAP in run or run.count(_BREAK) > 1 or _EDGE + _BREAK in run
    return "\n\n" if empty else "\n"
