"""Whether a passage stands in a text word for word, whatever became of spaces and quotes."""

import re
import unicodedata

# What was left out, or masked on the page from which a person copied.
LEFT_OUT = re.compile(r"\[?(?:…|\.{3,})\]?|\[[a-z -]{4,30} removed\]")


def is_quoted(quote: str, text: str) -> bool:
    """Whether each part of the quote (parts stand on either side of "…") is in the text, in order.

    Letter case, line ends, kinds of quotation mark and dash do not matter.
    """
    return is_within(quote, folded(text))


def is_within(quote: str, words: str) -> bool:
    """The same of a text that is `folded` already: for many quotes of one text."""
    where = 0
    parts = [part for part in map(folded, LEFT_OUT.split(quote)) if part]
    for part in parts:
        found = words.find(part, where)
        if found < 0:
            return False
        where = found + len(part)
    return bool(parts)


def folded(text: str) -> str:
    """Letters and figures, with one space between words: nothing else tells passages apart."""
    return " ".join(re.findall(r"\w+|[£%<>]", joined(text).casefold()))


def joined(text: str) -> str:
    """The text with its words whole: one that was parted at the end of a line is put together."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", plain)
