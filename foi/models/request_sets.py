"""Requests chosen by who may see them and by what is to be done: sentences over rows."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from foi.rules.lifecycle import OPEN, State

from . import visibility as seen
from .asked import Asked
from .findings import Finding
from .people import User, actor_of

if TYPE_CHECKING:
    from .requests import Request  # noqa: F401 the rows' type, in quotes below


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: seen.AnyUser, on: date) -> "RequestQuerySet":
        """Requests whose page this person may see on this day."""
        return self.filter(seen.page(user, on)).distinct()

    def known_to(self, user: seen.AnyUser, on: date) -> "RequestQuerySet":
        """Requests that exist for this person: page, or a reply that she may read to log it."""
        return self.filter(seen.page(user, on) | seen.reading(user, on)).distinct()

    def loggable_by(self, user: seen.AnyUser, on: date) -> "RequestQuerySet":
        """Sent requests for which this person may hand in what came."""
        return self.filter(seen.logging(user, on)).distinct()

    def in_table_for(self, user: seen.AnyUser, on: date) -> "RequestQuerySet":
        """Requests whose cells and counts this person may see on this day."""
        return self.filter(seen.table(user, on)).distinct()

    def to_read(self, user: seen.AnyUser, on: date) -> "RequestQuerySet":
        """Replies that this person may log for others, with a question not yet read.

        A campaigner's: public requests, and those whose owner asked for a reader; a moderator's
        also private ones of these; an owner's or editor's: all of the investigation.
        """
        read = Finding.objects.current().filter(
            request=OuterRef("request"), question=OuterRef("question")
        )
        unread = Asked.objects.filter(~Exists(read), request=OuterRef("pk"))
        came = apps.get_model("foi", "Message").objects.to_read().filter(request=OuterRef("pk"))
        actor = actor_of(user)
        may = seen.reading(user, on) | seen.editing(user)
        if actor.is_moderator:
            may |= Q(reading_wanted_on__isnull=False)
        own_alone = Q(requester=actor.id, investigation=None)
        rows = self.filter(may, Exists(unread), Exists(came), hidden_at=None).exclude(own_alone)
        return rows.exclude(state=State.DRAFT).distinct()

    def wanted(self) -> "RequestQuerySet":
        """Those whose owner pressed "please read this for me"."""
        return self.filter(reading_wanted_on__isnull=False)

    def in_turn(self) -> "RequestQuerySet":
        """Those whose owner asked for a reader first, the oldest first; then as they came.

        Each with `to_open`: of the message to open.
        """
        came = apps.get_model("foi", "Message").objects.to_read().filter(request=OuterRef("pk"))
        newest = came.order_by(Coalesce("came_on", TruncDate("created_at")).desc(), "-pk")
        rows = self.annotate(to_open=Subquery(newest.values("token")[:1]))
        return rows.order_by(F("reading_wanted_on").asc(nulls_last=True), "first_reply_on", "pk")

    def free_for(self, user: User, *, now: datetime) -> "RequestQuerySet":
        """Without those that somebody else is reading at this moment, and without the councils
        that this person has a tie with."""
        leases = apps.get_model("foi", "Lease").objects.standing(now=now).exclude(user=user)
        taken = leases.filter(request=OuterRef("pk"), purpose="read")
        ties = apps.get_model("foi", "Tie").objects.filter(
            declaration__user=user,
            declaration__round=OuterRef("round"),
            authority=OuterRef("authority"),
        )
        return self.exclude(Exists(taken)).exclude(Exists(ties))

    def sent(self) -> "RequestQuerySet":
        return self.exclude(state=State.DRAFT)

    def open(self) -> "RequestQuerySet":
        """The council or the requester still owes a step."""
        return self.filter(state__in=[state.value for state in OPEN])

    def chased(self) -> "RequestQuerySet":
        """Open requests whose owner hears from us."""
        return (
            self.open()
            .filter(reminders_stopped_on=None, came_said_on=None, requester__is_active=True)
            .exclude(Q(channel="imported") | Q(requester=None))
        )

    def unsent_of(self, user: User) -> "RequestQuerySet":
        """This person's drafts whose letter is neither sent nor on its way."""
        unsent = Q(messages__kind="letter", messages__delivery__in=["none", "failed"])
        return self.filter(unsent, requester=user, state=State.DRAFT).distinct()

    def with_delivery(self) -> "RequestQuerySet":
        """Each with `delivery`: what became of its letter in this site's outbox."""
        letters = apps.get_model("foi", "Message").objects.filter(
            request=OuterRef("pk"), direction="out", kind="letter"
        )
        return self.annotate(
            delivery=Subquery(letters.order_by("created_at").values("delivery")[:1])
        )

    def asked_since(self, authority_id: int, letter_id: int, day: date) -> "RequestQuerySet":
        """The same letter there, sent on or after this day."""
        return self.sent().filter(
            authority=authority_id, version__letter=letter_id, sent_on__gte=day
        )
