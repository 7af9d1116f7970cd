"""What a reply says of a question: readings by persons, and the findings they settle into."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from foi.rules.outcomes import STAGE_WORDS, UNCHECKED_WORDS, Outcome, Settled, Stage

from . import visibility
from .letters import WrittenOnce
from .people import User, actor_of

OUTCOMES = [(outcome.value, outcome.value.replace("_", " ")) for outcome in Outcome]
STAGES = [(stage.value, STAGE_WORDS[stage.value]) for stage in Stage]
SETTLED = [
    (Settled.UNCHECKED.value, UNCHECKED_WORDS),
    (Settled.CHECKED.value, "checked by a second person"),
    (Settled.AGREED.value, "two people agree"),
    (Settled.THIRD_READER.value, "settled by a third reader"),
]
_ONE_SOURCE = Q(request__isnull=False) ^ Q(source__isnull=False)


class PublishedSource(models.Model):
    """Where a council had already published an answer: page, log, paper, other request.

    `by` entered it at /sources/, where `token` is its address; both are empty for one that the
    admin made.
    """

    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, related_name="published_sources"
    )
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500)
    published_on = models.DateField(null=True, blank=True)
    retrieved_on = models.DateField()
    token = models.CharField(max_length=40, blank=True, default="", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="sources"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="source_token_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reading(WrittenOnce):
    """One person's reading of one question, with its evidence. Append only.

    `value` is the typed answer as JSON (rules.answers.to_json), `written` as it was typed,
    `grounds` a list of {"slug", "cited"}; `link` where the council says it is published.
    `note` is never public; `reason`, why an earlier reading was put right, is. `blind`: made by a
    second person to whom the first's reading was not shown.
    """

    request = models.ForeignKey(
        "foi.Request", models.PROTECT, null=True, blank=True, related_name="readings"
    )
    source = models.ForeignKey(
        PublishedSource, models.PROTECT, null=True, blank=True, related_name="readings"
    )
    question = models.ForeignKey("foi.Question", models.PROTECT, related_name="readings")
    stage = models.CharField(max_length=14, choices=STAGES, default=Stage.FIRST_RESPONSE.value)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    value = models.JSONField(null=True, blank=True)
    written = models.CharField(max_length=500, blank=True)
    other_period = models.CharField(max_length=100, blank=True)
    grounds = models.JSONField(default=list, blank=True)
    link = models.URLField(max_length=500, blank=True)
    message = models.ForeignKey(
        "foi.Message", models.PROTECT, null=True, blank=True, related_name="readings"
    )
    attachment = models.ForeignKey(
        "foi.Attachment", models.PROTECT, null=True, blank=True, related_name="readings"
    )
    place = models.CharField(max_length=100, blank=True)  # page or sheet
    quote = models.TextField(blank=True)
    note = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    blind = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=_ONE_SOURCE, name="reading_request_or_source"),
            models.CheckConstraint(
                condition=Q(outcome__in=[value for value, _ in OUTCOMES]),
                name="reading_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.question}"


# Read once, in an investigation that asks for blind double reading, and not public: a second person
# is still to read it alone.
_TO_READ_ALONE = Q(
    request__investigation__double_blind=True,
    settled=Settled.UNCHECKED.value,
    differs_at=None,
    published_at=None,
)


def _blind(user: visibility.AnyUser) -> Q:
    """Waits for a second person who reads it alone, and was not read by this one (nor stands on
    her own letter, which she never checks)."""
    me = actor_of(user).id
    if me is None:
        return _TO_READ_ALONE
    return _TO_READ_ALONE & ~Q(reading__by=me) & ~Q(request__requester=me)


class FindingQuerySet(models.QuerySet["Finding"]):
    def current(self) -> "FindingQuerySet":
        return self.filter(superseded_at=None)

    def published(self) -> "FindingQuerySet":
        return self.current().filter(published_at__isnull=False, hidden_at=None)

    def ever_published(self) -> "FindingQuerySet":
        """Those that stand and those since replaced, none of them hidden."""
        return self.filter(published_at__isnull=False, hidden_at=None)

    def unchecked(self) -> "FindingQuerySet":
        """Of requests, shown or not yet, and resting on one person's word or on two that differ."""
        return (
            self.current()
            .filter(settled=Settled.UNCHECKED.value, hidden_at=None, request__hidden_at=None)
            .exclude(request=None)
        )

    def to_read_alone(self) -> "FindingQuerySet":
        """Those that a second person is still to read without seeing the first reading: until
        then nobody publishes them."""
        return self.filter(_TO_READ_ALONE)

    def not_blind_for(self, user: visibility.AnyUser) -> "FindingQuerySet":
        """Without those that this person must not see before she has read them herself."""
        return self.exclude(_blind(user))

    def visible_to(self, user: visibility.AnyUser, on: date) -> "FindingQuerySet":
        """Published findings of requests in this person's table; insiders see all of theirs, but
        for what waits for a second reading that is blind.

        A finding from a published source is public once it is published.
        """
        public = Q(published_at__isnull=False, hidden_at=None)
        in_table = visibility.table(user, on, "request__") & public
        from_source = Q(source__isnull=False) & public
        own = visibility.inside(user, "request__") & Q(request__isnull=False) & ~_blind(user)
        return self.filter(in_table | from_source | own).distinct()

    def readable_by(self, user: visibility.AnyUser, on: date) -> "FindingQuerySet":
        """Of requests: those whose replies this person may read, published or not yet; without
        those that she must read without seeing the first reading."""
        return self.waiting_for(user, on).not_blind_for(user)

    def waiting_for(self, user: visibility.AnyUser, on: date) -> "FindingQuerySet":
        """Those whose replies this person may read, also where she must not see the reading:
        only to tell her that something waits."""
        path = "request__"
        reading = visibility.inside(user, path) | visibility.reading(user, on, path)
        return self.filter(reading, request__isnull=False).distinct()


class Finding(models.Model):
    """What counts for one question of one request (or published source), at one stage.

    Rests on readings; `reading` is the one whose words it shows. One is current, the
    superseded stay. `same_side`: whoever settled it belongs to the investigation that asked;
    `differs_at`: a second person read it otherwise, and a third is to settle it.
    """

    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="findings")
    question = models.ForeignKey("foi.Question", models.PROTECT, related_name="findings")
    round = models.ForeignKey("foi.Round", models.PROTECT, related_name="findings")
    request = models.ForeignKey(
        "foi.Request", models.PROTECT, null=True, blank=True, related_name="findings"
    )
    source = models.ForeignKey(
        PublishedSource, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    stage = models.CharField(max_length=14, choices=STAGES, default=Stage.FIRST_RESPONSE.value)
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="shown_by")
    readings = models.ManyToManyField(Reading, related_name="findings")
    settled = models.CharField(max_length=12, choices=SETTLED, default=Settled.UNCHECKED.value)
    settled_at = models.DateTimeField(null=True, blank=True)
    same_side = models.BooleanField(default=False)
    differs_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_ONE_SOURCE, name="finding_request_or_source"),
            models.UniqueConstraint(
                fields=["request", "question", "stage"],
                condition=Q(superseded_at=None, request__isnull=False),
                name="finding_one_current_a_request",
            ),
            models.UniqueConstraint(
                fields=["source", "question", "stage"],
                condition=Q(superseded_at=None, source__isnull=False),
                name="finding_one_current_a_source",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="finding_published_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_reason=""),
                name="finding_hidden_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["round", "authority"], name="finding_cell")]

    def __str__(self) -> str:
        return f"{self.authority}: {self.question}"

    @property
    def is_to_read_alone(self) -> bool:
        """Whether a second person is still to read it without seeing the first reading."""
        group = self.request.investigation if self.request else None
        is_first = self.settled == Settled.UNCHECKED and self.differs_at is None
        return bool(group and group.double_blind and is_first and self.published_at is None)

    def supersede(self, *, now: datetime) -> None:
        """A newer finding takes its place."""
        self.superseded_at = now
        self.save(update_fields=["superseded_at"])

    def settle(self, settled: Settled, *, same_side: bool, now: datetime) -> None:
        """A second person has checked it, two agree, or a third has settled it."""
        self.settled, self.same_side, self.settled_at = settled.value, same_side, now
        self.differs_at = None
        self.save(update_fields=["settled", "same_side", "settled_at", "differs_at"])

    def differ(self, *, now: datetime) -> None:
        """A second person read it otherwise: a third is to settle it."""
        self.differs_at = now
        self.save(update_fields=["differs_at"])

    def doubt(self, *, now: datetime) -> None:
        """Somebody reads it otherwise after all: it is open again, and says what it said."""
        self.settled, self.same_side, self.settled_at = Settled.UNCHECKED.value, False, None
        self.differs_at = now
        self.save(update_fields=["settled", "same_side", "settled_at", "differs_at"])

    def publish(self, *, by: User, now: datetime) -> None:
        self.published_at, self.published_by = now, by
        self.save(update_fields=["published_at", "published_by"])

    def unpublish(self) -> None:
        self.published_at = self.published_by = None
        self.save(update_fields=["published_at", "published_by"])

    def hide(self, *, reason: str, now: Any) -> None:
        """Take it out of every public place now. Raises ValueError without a reason."""
        if not reason.strip():
            raise ValueError("Say why it is hidden.")
        self.hidden_at, self.hidden_reason = now, reason[:500]
        self.save(update_fields=["hidden_at", "hidden_reason"])

    def show(self) -> None:
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])


class Refusal(models.Model):
    """One ground that a finding rests on, as the council cited it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="refusals")
    ground = models.SlugField(max_length=40)  # slug of rules.grounds
    cited = models.CharField(max_length=100, blank=True)
    quote = models.TextField(blank=True)
    public_interest_test_done = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["ground"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "ground"], name="refusal_ground_once"),
        ]

    def __str__(self) -> str:
        return self.ground
