"""Following somebody's request: it stands on one's own page; nobody else learns of it."""

from datetime import date

from foi.models import Request, User, Watch
from foi.rules.permissions import may_see_page


class CannotFollow(ValueError):
    """The text is a sentence for the person who asked."""


def follow(*, request: Request, by: User, on: date) -> None:
    """Follow a request that one may see; twice is once. Raises CannotFollow."""
    if ruling := may_see_page(by.actor, request.case_for(by, on)):
        Watch.objects.get_or_create(user=by, request=request, authority=None, letter=None)
    else:
        raise CannotFollow(ruling.reason)


def unfollow(*, request: Request, by: User) -> None:
    """Follow it no more; harmless where one does not."""
    Watch.objects.filter(user=by, request=request).delete()
