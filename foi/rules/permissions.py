"""Who may do what: role, membership and visibility in, yes or the reason why not out.

Plain values only, so that the table of who may do what can be tested row by row. The
same rule, over rows, is each QuerySet's `visible_to(user, on)`; a test holds the two
against each other.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do. A visitor has no account."""

    VISITOR = "visitor"
    MEMBER = "member"
    CAMPAIGNER = "campaigner"  # approved by a moderator
    MODERATOR = "moderator"


class Visibility(StrEnum):
    """Who may know of a request, chosen by its owner (PUBLICATION.md)."""

    PRIVATE = "private"
    COUNTED = "counted"
    PUBLIC = "public"


EDITORS = frozenset({"owner", "editor"})  # roles in an investigation that may write


@dataclass(frozen=True)
class Actor:
    """Who asks: an account's id (None for a visitor) and its role."""

    id: int | None
    role: Role

    @property
    def is_moderator(self) -> bool:
        return self.role == Role.MODERATOR

    @property
    def is_campaigner(self) -> bool:
        return self.role in {Role.CAMPAIGNER, Role.MODERATOR}


@dataclass(frozen=True)
class Case:
    """What matters of a request here. `membership` is the actor's role in its investigation."""

    owner_id: int | None
    visibility: Visibility
    is_draft: bool = False
    is_hidden: bool = False
    is_embargoed: bool = False
    is_own_text_unreleased: bool = False
    reading_wanted: bool = False
    membership: str | None = None


@dataclass(frozen=True)
class Ruling:
    """Yes, or no with a sentence for the person who asked."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Ruling(True)
# The same words whether it is hidden or does not exist: a refusal must not hint at it.
NOT_THERE = Ruling(False, "There is no such request, or it is private.")


def is_insider(actor: Actor, case: Case) -> bool:
    """Owner, member of its investigation, or moderator: for them a private request exists."""
    is_owner = actor.id is not None and actor.id == case.owner_id
    return is_owner or actor.is_moderator or (case.membership is not None and not case.is_draft)


def _is_open(case: Case) -> bool:
    return not (case.is_draft or case.is_hidden or case.is_embargoed or case.is_own_text_unreleased)


def may_see_page(actor: Actor, case: Case) -> Ruling:
    """The request's own page: the public only where the owner chose `public`."""
    if is_insider(actor, case):
        return YES
    if case.visibility == Visibility.PUBLIC and _is_open(case):
        return YES
    return NOT_THERE


def may_see_in_table(actor: Actor, case: Case) -> Ruling:
    """Its cells and counts: the public where the owner chose `public` or `counted`."""
    if case.is_draft:
        return NOT_THERE
    if is_insider(actor, case):
        return YES
    if case.visibility != Visibility.PRIVATE and _is_open(case):
        return YES
    return NOT_THERE


def may_own(actor: Actor, case: Case) -> Ruling:
    """What only the requester does: send, confirm, change visibility, withdraw, stop mails."""
    if actor.id is not None and actor.id == case.owner_id:
        return YES
    return (
        NOT_THERE
        if not may_see_page(actor, case)
        else Ruling(False, "Only the person who asked can do this.")
    )


def may_log(actor: Actor, case: Case) -> Ruling:
    """Log what came and read it: the owner; an approved campaigner where she may; staff."""
    if actor.id is None:
        return Ruling(False, "Sign in first.")
    if actor.id == case.owner_id or actor.is_moderator or case.membership in EDITORS:
        return YES
    if _campaigner_may_read(actor, case):
        return YES
    if not may_see_page(actor, case):
        return NOT_THERE
    return Ruling(False, "Only its owner or an approved campaigner can log a reply here.")


def _campaigner_may_read(actor: Actor, case: Case) -> bool:
    if not actor.is_campaigner or not _is_open(case):
        return False
    is_public = case.visibility == Visibility.PUBLIC
    return is_public or (case.visibility == Visibility.COUNTED and case.reading_wanted)


def may_publish(actor: Actor, case: Case) -> Ruling:
    """Publish findings: the owner on her own; for others an approved campaigner who may log."""
    ruling = may_log(actor, case)
    if not ruling:
        return ruling
    if actor.id == case.owner_id or actor.is_campaigner:
        return YES
    return Ruling(False, "Only an approved campaigner publishes for somebody else's request.")


def sees_names(actor: Actor, case: Case) -> bool:
    """Whether the requester's legal name and addresses are shown unmasked."""
    return is_insider(actor, case)


def may_add_source(actor: Actor) -> Ruling:
    """Enter what a council has published already: approved campaigners, and staff."""
    if actor.is_campaigner:
        return YES
    return Ruling(False, "Only an approved campaigner enters published sources.")


def may_moderate(actor: Actor) -> Ruling:
    """Hide, release own-text requests, decide reports, approve campaigners."""
    return YES if actor.is_moderator else Ruling(False, "Only staff can do this.")
