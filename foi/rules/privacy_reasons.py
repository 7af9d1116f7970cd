"""What the privacy guard says, in words for a worried parent, a campaigner and an officer alike.

Each sentence says what was seen, why it matters and what to do; none repeats what was found.
"""

from typing import Literal, TypeAlias

Level: TypeAlias = Literal["pass", "hint", "stop"]

_WORLD = (
    "An answer to a freedom of information letter is an answer to the whole world, so it can't "
    "be about one child or person."
)
_PRIVATE = (
    "What a council holds about your own child or about you is asked for in private, with a "
    "subject access request: it is free, and the council has one month."
)
_TAKE_OUT = "Please take it out and go on; nothing of it has been kept."

SENTENCES: dict[str, tuple[Level, str]] = {
    "child_named": (
        "stop",
        f"This seems to name a child or somebody in a family. {_WORLD} {_PRIVATE} To go on here, "
        "please take the name out and ask about numbers, rules or money.",
    ),
    "child_identifiable": (
        "stop",
        "This could let somebody work out which child is meant (a school, an age or a place "
        f"together with one child). {_WORLD} {_PRIVATE} To go on here, please leave those "
        "details out.",
    ),
    "own_records": (
        "stop",
        f"This seems to ask for what is held about your own child or about you. {_PRIVATE} A "
        "freedom of information letter would have to be refused for it. To go on here, please "
        "ask about all children together.",
    ),
    "person_identifiable": (
        "stop",
        f"This seems to name somebody in a family. {_WORLD} Please take the name out.",
    ),
    "date_of_birth": (
        "stop",
        f"There seems to be somebody's date of birth here. {_WORLD} {_PRIVATE} {_TAKE_OUT}",
    ),
    "nhs_number": (
        "stop",
        f"This looks like an NHS number, which belongs to one person. {_PRIVATE} {_TAKE_OUT}",
    ),
    "pupil_number": (
        "stop",
        f"This looks like a pupil's number (UPN), which belongs to one child. {_PRIVATE} "
        f"{_TAKE_OUT}",
    ),
    "national_insurance": (
        "stop",
        f"This looks like a National Insurance number, which belongs to one person. {_TAKE_OUT}",
    ),
    "postcode": (
        "stop",
        "There is a full postcode here, which stands for a handful of homes. A letter needs no "
        f"address in it, and what is published mustn't lead to a family's door. {_TAKE_OUT}",
    ),
    "home_address": (
        "stop",
        "This looks like somebody's home address. A letter needs no address in it, and what is "
        f"published mustn't lead to a family's door. {_TAKE_OUT}",
    ),
    "email": (
        "stop",
        "There is an e-mail address here that isn't the council's own. The address for the reply "
        f"is added for you, and the public won't see it. {_TAKE_OUT}",
    ),
    "telephone": (
        "stop",
        "There is a telephone number here that isn't the council's own. A letter needs none, and "
        f"what is published should hold nobody's number. {_TAKE_OUT}",
    ),
    "own_child": (
        "hint",
        "You speak of yourself or of your family. That's fine as it stands, and needn't be said: "
        "the law gives the same answer whoever asks. Please don't add your child's name, school, "
        "age or anything else that could tell people who is meant.",
    ),
    "person_named": (
        "hint",
        "There seems to be a person's name here. If it's a child or somebody in a family, please "
        'take it out. Your own name is added to the letter for you; a post ("head of SEND") '
        "says as much as an officer's name.",
    ),
    "one_child": (
        "hint",
        "This speaks of one child. Please make sure that nobody could tell which; a wider group "
        "or a longer time is safer.",
    ),
}
