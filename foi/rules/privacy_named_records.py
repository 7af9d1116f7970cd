"""A name beside what a council holds on a child: "the EHCP of Tom Brown", "Jamie's plan"."""

from collections.abc import Iterator

from foi.rules.privacy_names import announced_name_at, name_at
from foi.rules.privacy_people import CHILD, CHILDREN
from foi.rules.privacy_sightings import Sighting, child_named, has_role
from foi.rules.privacy_tokens import Sentence, low_at

RECORDS = frozenset(
    "ehcp ehc ehcna plan file files record records case assessment placement diagnosis report "
    "reports information data correspondence emails documents appeal tribunal needs statement "
    "education notes minutes decision transport tuition safeguarding referral".split()
)
_OWN_RECORDS = frozenset(
    "ehcp ehc ehcna plan file files record records case assessment placement diagnosis diagnoses "
    "appeal tribunal needs annual transport therapy class provision autism adhd behaviour mum "
    "mother mam dad father parent parents carer carers teacher tuition school siblings family "
    "sen send special 1:1 support".split()
)
_CERTAIN_RECORDS = frozenset("ehcp ehcna ehc diagnosis annual mum mother mam dad autism".split())
_STATISTICS = frozenset(
    "rate rates number numbers figure figures data backlog performance team policy process panel "
    "statistics timescales timescale dinners meals uniform budget spending strategy plans system "
    "service department officers caseload reforms reform".split()
)
_ABOUT = frozenset("of for on about re regarding concerning belonging called named".split())
_FAMILY_OF = frozenset(
    "mother mum mam father dad parent parents carer carers guardian grandparent grandmother "
    "grandfather gran nan aunt uncle sister brother sibling family".split()
)
_DECIDED = frozenset(
    "assess assessed refuse refused exclude excluded suspend suspended diagnose diagnosed restrain "
    "restrained educate bully bullied".split()
)


def record_of_name(sentence: Sentence) -> Iterator[Sighting]:
    """ "the EHCP of Tom Brown", "information about jamie", "the mother of Tom"."""
    for index, word in enumerate(sentence):
        opening = index == 0 and word.low in {"re", "regarding", "concerning", "for", "about"}
        if word.low not in _ABOUT:
            continue
        record = next(
            (
                low_at(sentence, back)
                for back in range(index - 1, max(-1, index - 5), -1)
                if low_at(sentence, back) in RECORDS | _FAMILY_OF | CHILD
            ),
            "",
        )
        if not record and not opening and word.low not in {"re", "regarding", "concerning"}:
            continue
        name = announced_name_at(sentence, index + 1)
        if name is None or sentence[name.first].gap.strip(" \n:"):
            continue
        if has_role(sentence, name):
            continue
        if name.known or record in _CERTAIN_RECORDS | _FAMILY_OF and word.low in {"of", "for"}:
            yield child_named(name)


def names_record(sentence: Sentence) -> Iterator[Sighting]:
    """ "Tom Brown's EHCP", "jamie's plan", "Mrs Brown's son"."""
    index = 0
    while index < len(sentence):
        name = announced_name_at(sentence, index)
        if name is None or not sentence[name.last - 1].possessive:
            index = name.last if name and name.known else index + 1
            continue
        follow = [word.low for word in sentence[name.last : name.last + 3]]
        belongs = _CERTAIN_RECORDS if not name.known else _OWN_RECORDS
        own_child = name.known and any(low in CHILD | CHILDREN for low in follow)
        if own_child or (
            any(low in belongs for low in follow)
            and not any(low in _STATISTICS for low in follow)
            and not has_role(sentence, name)
        ):
            yield child_named(name)
        index = name.last


def beside_record(sentence: Sentence) -> Iterator[Sighting]:
    """ "Jamie Smith EHCP", "EHCP_Tom_Brown": a name and a record side by side."""
    for index in range(len(sentence)):
        name = name_at(sentence, index)
        if name is None or has_role(sentence, name):
            continue
        after, before = low_at(sentence, name.last), low_at(sentence, index - 1)
        gap = sentence[name.last].gap if name.last < len(sentence) else "."
        if low_at(sentence, index - 2) == "annual" and before == "review":
            before = "annual"
        certain = {"ehcp", "ehcna", "dob", "upn", "diagnosis", "annual"}
        if (after in certain and not gap.strip(" _-\n")) or (
            before in certain and not sentence[index].gap.strip(" _-\n:")
        ):
            yield child_named(name)


def decided_about(sentence: Sentence) -> Iterator[Sighting]:
    """ "The council refused to assess Ava Patel"."""
    for index, word in enumerate(sentence):
        name = name_at(sentence, index + 1) if word.low in _DECIDED else None
        if name and not sentence[name.first].gap.strip(" \n") and not has_role(sentence, name):
            if not sentence[name.last - 1].possessive:
                yield child_named(name)
