"""Numbers spelled out in English: "twenty-one", "a dozen", "two hundred and six"."""

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS: dict[str, int] = {word: number for number, word in enumerate(_ONES)}
TENS: dict[str, int] = {word: 10 * number for number, word in enumerate(_TENS, start=2)}
GREAT: dict[str, int] = {"thousand": 1_000, "million": 1_000_000}


def leading_number(text: str) -> tuple[int, str] | None:
    """The number spelled out at the head of a text, and what follows it; None if there is none.

    Only well-formed numbers are taken: "ten and twenty" is 10 and then " and twenty", and "two
    three" is 2 and then " three", which nobody should read as 23 or 5.
    """
    tokens = _tokens(text)
    total, group, used, last = 0, 0, 0, ""
    for index, (word, end) in enumerate(tokens):
        if word == "and":
            continue
        step = _step(word, group, last, after_and=index > 0 and tokens[index - 1][0] == "and")
        if step is None:
            break
        group, carried = step
        total, group = (total + carried, 0) if carried else (total, group)
        used, last = (end if word not in ("a", "an") else used), word
    return (total + group, text[used:]) if used else None


def _tokens(text: str) -> list[tuple[str, int]]:
    """The leading words, each with the place where it ends; a hyphen or a space parts them."""
    found: list[tuple[str, int]] = []
    place = 0
    for word in text.lower().replace("-", " ").split(" "):
        end = place + len(word)
        if not word or not word.isalpha():
            break
        found.append((word, end))
        place = end + 1
    return found


def _step(word: str, group: int, last: str, *, after_and: bool) -> tuple[int, int] | None:
    """The group below a thousand after this word, and what it carries over; None: no further."""
    if after_and and last not in ("hundred", *GREAT):
        return None
    if word in ("a", "an") and not last:
        return group, 0
    if word == "dozen" and last in ("", "a", *UNITS) and (group or last in ("", "a")):
        return (group or 1) * 12, 0
    if word == "hundred" and last in ("a", *UNITS) and group < 20:
        return (group or 1) * 100, 0
    if word in GREAT and last and last not in GREAT and (group or last == "a"):
        return 0, (group or 1) * GREAT[word]
    return _below_hundred(word, group, last)


def _below_hundred(word: str, group: int, last: str) -> tuple[int, int] | None:
    if word in TENS and last in ("", "hundred", *GREAT):
        return group + TENS[word], 0
    if word in UNITS and last in ("", "hundred", *GREAT):
        return group + UNITS[word], 0
    if word in UNITS and last in TENS and 1 <= UNITS[word] <= 9:
        return group + UNITS[word], 0
    return None
