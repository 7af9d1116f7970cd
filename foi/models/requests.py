"""A request: who asked which council what, and the cache of its clock."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foi.rules.lifecycle import OPEN, State
from foi.rules.permissions import Case, Visibility

from . import visibility as seen
from .clocked import STATES, Clocked
from .people import User, actor_of
from .request_sets import RequestQuerySet
from .tokens import new_alias, new_ref, new_token

if TYPE_CHECKING:
    from .investigations import Investigation
    from .messages import Message

VISIBILITIES = [
    (Visibility.PRIVATE.value, "Only me"),
    (Visibility.COUNTED.value, "Add the council's answers to the table, nothing about me"),
    (Visibility.PUBLIC.value, "Also show my letter's page under a name I choose"),
]
CHANNELS = [
    ("site", "sent by this site"),
    ("self", "sent by the requester"),
    ("whatdotheyknow", "sent through WhatDoTheyKnow"),
    ("imported", "imported"),
]


class Request(Clocked):
    """One letter to one authority.

    `state` and the dates listed in CACHE are derived from the events: only `recount` writes
    them, in the transaction of the event. `opening` is the requester's covering words and is
    never public. `own_text` is set where no library letter was used; such a request stays
    private until a moderator has read and released it.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="requests")
    version = models.ForeignKey(
        "foi.LetterVersion", models.PROTECT, null=True, blank=True, related_name="requests"
    )
    own_text = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    superseded = models.BooleanField(default=False)
    investigation = models.ForeignKey(
        "foi.Investigation", models.PROTECT, null=True, blank=True, related_name="requests"
    )
    round = models.ForeignKey(
        "foi.Round", models.PROTECT, null=True, blank=True, related_name="requests"
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    alias = models.CharField(max_length=60, default=new_alias)
    council_ref = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=15, choices=CHANNELS, default="self")
    outside_url = models.URLField(max_length=500, blank=True)
    reply_token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    visibility = models.CharField(
        max_length=8, choices=VISIBILITIES, default=Visibility.PRIVATE.value
    )
    made_up = models.BooleanField(default=False, help_text="Sample data, marked as such.")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[value for value, _ in STATES]), name="request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=[value for value, _ in VISIBILITIES]),
                name="request_visibility_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[value for value, _ in CHANNELS]),
                name="request_channel_known",
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=False) ^ ~Q(own_text=""),
                name="request_letter_or_own_text",
            ),
            models.CheckConstraint(
                condition=Q(requester__isnull=False) | Q(channel="imported"),
                name="request_without_requester_is_imported",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_on__isnull=False),
                name="request_sent_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(version=None) | Q(round__isnull=False),
                name="request_sent_has_its_round",
            ),
            models.CheckConstraint(
                # No later reading where an unpaid fee has stopped the clock under it.
                condition=Q(late_after=None) | Q(due_on__isnull=False, late_after__gte=F("due_on")),
                name="request_late_after_the_due_day",
            ),
            models.CheckConstraint(
                condition=Q(on_hold_since=None, hold_kind="")
                | (Q(on_hold_since__isnull=False) & ~Q(hold_kind="")),
                name="request_hold_has_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="request_released_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_reason=""),
                name="request_hidden_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["investigation", "authority"],
                condition=Q(superseded=False, investigation__isnull=False),
                name="request_one_a_council_in_an_investigation",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="request_due"),
            models.Index(fields=["round", "authority"], name="request_cell"),
        ]

    def __str__(self) -> str:
        return self.ref

    @classmethod
    def drafted(
        cls,
        *,
        requester: User,
        authority: Any,
        version: Any,
        opening: str,
        visibility: Visibility,
        alias: str,
        made_up: bool,
        now: datetime,
    ) -> "Request":
        """A new draft under a reference of its own; an empty alias draws one."""
        request = cls(
            requester=requester,
            authority=authority,
            version=version,
            opening=opening,
            visibility=visibility.value,
            made_up=made_up,
            created_at=now,
        )
        request.alias = alias or request.alias
        request.save()
        return request

    # ----------------------------------------------------------------- seeing
    def case_for(self, user: seen.AnyUser, on: date) -> Case:
        """This request as the permissions want it, for one person on one day."""
        investigation, actor = self.investigation, actor_of(user)
        membership = None
        if investigation is not None and actor.id is not None:
            membership = (
                investigation.memberships.filter(user=actor.id)
                .values_list("role", flat=True)
                .first()
            )
        return self.case_with(membership, on)

    def case_with(self, membership: str | None, on: date) -> Case:
        """The same for somebody whose role in its investigation is known already."""
        investigation = self.investigation
        return Case(
            owner_id=self.requester_id,
            visibility=Visibility(self.visibility),
            is_draft=self.state == State.DRAFT,
            is_hidden=self.hidden_at is not None,
            is_embargoed=investigation is not None and investigation.is_embargoed(on),
            is_own_text_unreleased=self.version_id is None and self.released_at is None,
            reading_wanted=self.reading_wanted_on is not None,
            membership=membership,
        )

    @property
    def process(self) -> State:
        return State(self.state)

    @property
    def is_open(self) -> bool:
        return self.process in OPEN

    @property
    def letter_message(self) -> "Message":
        """The letter itself, as filled in."""
        return self.messages.filter(direction="out", kind="letter").earliest("created_at")

    def touch_table(self) -> None:
        """Say that a public cell may have changed; an own text fills none."""
        if self.version is not None:
            self.version.letter.touch()

    # ---------------------------------------------------------------- own row
    def set_visibility(self, value: Visibility) -> None:
        self.visibility = Visibility(value).value
        self.save(update_fields=["visibility"])

    def set_council_ref(self, text: str) -> None:
        self.council_ref = text[:60]
        self.save(update_fields=["council_ref"])

    def set_channel(self, channel: str, *, outside_url: str = "") -> None:
        self.channel, self.outside_url = channel, outside_url
        self.save(update_fields=["channel", "outside_url"])

    def set_alias(self, alias: str) -> None:
        self.alias = alias
        self.save(update_fields=["alias"])

    def set_round(self, round_: Any) -> None:
        self.round = round_
        self.save(update_fields=["round"])

    def join(self, investigation: "Investigation") -> None:
        """It is asked for this investigation, which may hold its publication back."""
        self.investigation = investigation
        self.save(update_fields=["investigation"])

    def set_opening(self, opening: str) -> None:
        self.opening = opening
        self.save(update_fields=["opening"])

    def release(self, *, by: User, now: Any) -> None:
        """A moderator has read an own-text request and lets it be public."""
        self.released_by, self.released_at = by, now
        self.save(update_fields=["released_by", "released_at"])

    def hide(self, *, reason: str, now: Any) -> None:
        """Take it out of every public place now. Raises ValueError without a reason."""
        if not reason.strip():
            raise ValueError("Say why it is hidden.")
        self.hidden_at, self.hidden_reason = now, reason[:500]
        self.save(update_fields=["hidden_at", "hidden_reason"])

    def show(self) -> None:
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])
