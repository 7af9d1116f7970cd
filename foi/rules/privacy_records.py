"""Sentences that ask for what is held about one's own child or oneself.

That is a subject access request (UK GDPR article 15), answered in private within a month. Under
the Freedom of Information Act it must be refused: section 40(1), or 40(2) for one's child.
"""

from collections.abc import Iterator

from foi.rules.privacy_people import Mention, mentions
from foi.rules.privacy_sightings import Sighting
from foi.rules.privacy_tokens import Sentence, low_at

_HELD = frozenset(
    "information record records file files document documents email emails correspondence notes "
    "data everything anything paperwork letters copy copies details minutes reference number "
    "history held hold".split()
)
_OF = frozenset(
    "about on of for regarding concerning mention mentions relate relates to re relating "
    "naming mentioning involving with".split()
)
_THINGS = _HELD | frozenset(
    "ehcp ehc ehcna plan plans report reports assessment assessments case advice decision "
    "statement review personal educational education medical health social sen send school panel "
    "tribunal appeal placement".split()
)
_WRITTEN = frozenset("report reports ehcp plan statement assessment advice decision".split())
_GIVE = frozenset(
    "send tell provide supply give disclose release share forward see get obtain have "
    "want need request "
    "requesting copy copies access update status outcome view show receive ask asking like".split()
)
_CLAUSE = frozenset(
    "how because since as when while although so but and who whose which that if after before many "
    "why like similar".split()
)
_NOT = frozenset("not don't no without never nor isn't".split())
_ASK = frozenset("why when where who what which how whether".split())
_UNKNOWN_VERBS = 2
"""Words between "who" and "my son" that need not be foreseen ("who wrote my son's plan")."""
_UNKNOWN_WORDS = 6
"""The same where "did", "should" or "has" before "my son" shows the question."""
_ABOUT_ONE = 12
"""Words after "why" in which "him" is taken to be one's own child."""
REFUSED = frozenset(
    "refused refuse rejected declined denied ceased stopped excluded removed down".split()
)
_AUXILIARY = frozenset("did does do was is are has have had will would should can could".split())
_ASKED_OF = frozenset(
    "know ask asking tell explain confirm please say and on to for of about reason reasons is out "
    "me you".split()
)
_DID = frozenset(
    "did does do was were is are has have had will would should can could you council the been "
    "its their decision decisions panel "
    "being much many long often hours money spent spend of to on for it take weeks days happening "
    "happened with refuse refused decided decide cost in made about reasons reason were".split()
)


def asks_for_records(sentence: Sentence) -> Iterator[Sighting]:
    """Each place in a sentence where records of one's own child, or one's own, are asked for."""
    for child in mentions(sentence):
        if not child.own:
            continue
        if _records_of(sentence, child) or _wants_childs(sentence, child):
            yield Sighting("own_records", child.first, child.last)
        elif _question_about(sentence, child):
            yield Sighting("own_records", child.first, child.last)
    yield from _about_me(sentence)
    yield from _is_access_request(sentence)


def asks_why(sentence: Sentence, *, refused: bool) -> Iterator[Sighting]:
    """ "… why you refused him", where one's own child was spoken of; and a bare "tell me why"
    once that child was `refused`."""
    lows = [word.low for word in sentence]
    if "why" not in lows:
        return
    why = lows.index("why")
    about_one = bool({"he", "she", "him"} & set(lows[why + 1 : why + _ABOUT_ONE])) or (
        "her" in lows[-1:] and why < len(lows) - 1
    )
    if about_one or (refused and why == len(lows) - 1):
        yield Sighting("own_records", why, len(lows))


def _records_of(sentence: Sentence, child: Mention) -> bool:
    """ "all information you hold on my daughter", "case reference for my son"."""
    if low_at(sentence, child.first - 1) not in _OF or sentence[child.last - 1].possessive:
        return _records_of_childs(sentence, child)
    if _reaches(sentence, child.first - 2, _HELD, steps=14, clause=_CLAUSE - {"and", "that"}):
        return True
    # "send the psychologist's report for my lad"
    of_one = _reaches(sentence, child.first - 2, _WRITTEN, steps=2)
    return of_one and _reaches(sentence, child.first - 3, _GIVE - {"like", "need"}, steps=7)


def _records_of_childs(sentence: Sentence, child: Mention) -> bool:
    """ "documents about my son's placement"."""
    return low_at(sentence, child.first - 1) in _OF and _reaches(
        sentence, child.first - 2, _HELD - {"with", "reference", "number", "history"}, steps=6
    )


def _wants_childs(sentence: Sentence, child: Mention) -> bool:
    """ "please send me my son's file", "a copy of my daughters EHCP"."""
    follow = [word.low for word in sentence[child.last : child.last + 4]]
    noun = sentence[child.last - 1]
    belongs = noun.possessive or child.plural
    if not belongs or not any(low in _THINGS for low in follow):
        return False
    if any(low in {"number", "reference", "ref"} for low in follow[:3]):
        return True
    return _reaches(sentence, child.first - 1, _GIVE, steps=9)


def _refused(sentence: Sentence, index: int) -> bool:
    """ "I do not want information about my own child"."""
    return any(word.low in _NOT for word in sentence[max(0, index - 8) : index])


def _reaches(
    sentence: Sentence,
    index: int,
    wanted: frozenset[str],
    *,
    steps: int,
    clause: frozenset[str] = _CLAUSE,
) -> bool:
    """Whether one of the wanted words stands before, without a new clause between."""
    for back in range(index, max(-1, index - steps), -1):
        if low_at(sentence, back) in wanted:
            return not _refused(sentence, back)
        if low_at(sentence, back) in clause or ";" in sentence[back].gap:
            return False
    return False


def _question_about(sentence: Sentence, child: Mention) -> bool:
    """ "Why was my son refused?", "how much have you spent on my daughter"."""
    unknown = 0
    asks = low_at(sentence, child.first - 1) in _AUXILIARY
    for back in range(child.first - 1, max(-1, child.first - 10), -1):
        if low_at(sentence, back) in _ASK:
            asked = (
                back == 0
                or low_at(sentence, back - 1) in _ASKED_OF
                or (sentence[back].gap.strip() in {",", ":", "-"})
            )
            return asked and back < child.first
        unknown += low_at(sentence, back) not in _DID
        if unknown > (_UNKNOWN_WORDS if asks else _UNKNOWN_VERBS) or low_at(
            sentence, back
        ) in _CLAUSE - {"many"}:
            return False
    return low_at(sentence, 0) in {"has", "is", "was", "did", "will", "can"} and child.first == 1


def _about_me(sentence: Sentence) -> Iterator[Sighting]:
    """ "everything you hold about me", "send me my own file"."""
    for index, word in enumerate(sentence):
        before = low_at(sentence, index - 1)
        if word.low in {"me", "myself", "us"} and before in {
            "about",
            "on",
            "regarding",
            "concerning",
        }:
            if _reaches(sentence, index - 2, _HELD, steps=7):
                yield Sighting("own_records", index - 1, index + 1)
        if word.low == "my" and _mine(sentence, index):
            yield Sighting("own_records", index, min(len(sentence), index + 3))


def _mine(sentence: Sentence, index: int) -> bool:
    first = [word.low for word in sentence[index + 1 : index + 4]]
    if first[:1] == ["own"]:
        first = first[1:]
    if first[:2] in (["personal", "data"], ["personal", "information"], ["personal", "records"]):
        return _reaches(sentence, index - 1, _GIVE, steps=6)
    mine = {"ehcp", "ehc", "file", "files", "records", "record", "assessment", "plan", "case"}
    return (
        first[:1] != []
        and first[0] in mine
        and _reaches(sentence, index - 1, _GIVE - {"like", "have", "need"}, steps=4)
    )


def _is_access_request(sentence: Sentence) -> Iterator[Sighting]:
    """ "This is a subject access request", "under article 15 of the UK GDPR"."""
    for index, word in enumerate(sentence):
        lows = [w.low for w in sentence[index : index + 3]]
        request = lows == ["subject", "access", "request"] or word.low in {"sar", "dsar"}
        meant = any(
            low_at(sentence, back) in {"this", "making", "submit", "submitting", "my", "under"}
            for back in range(index - 1, max(-1, index - 5), -1)
        )
        article = lows[:2] == ["article", "15"] and low_at(sentence, index - 1) in {"under", "my"}
        denied = any(
            low_at(sentence, back) in _NOT | {"if"} for back in range(max(0, index - 6), index)
        )
        if ((request and meant) or article) and not denied:
            yield Sighting("own_records", index, min(len(sentence), index + 3))
