"""Requests chosen by who may see them and by what is to be done: sentences over rows."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

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
        """Others' requests whose owner asked for a reader, with a question not yet read."""
        read = Finding.objects.current().filter(
            request=OuterRef("request"), question=OuterRef("question")
        )
        unread = Asked.objects.filter(~Exists(read), request=OuterRef("pk"))
        may = seen.inside(user) | seen.reading(user, on)
        wanted = self.filter(may, reading_wanted_on__isnull=False).exclude(
            requester=actor_of(user).id
        )
        return wanted.filter(Exists(unread)).distinct()

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
