"""The one rule of who may see what, as conditions over rows of requests.

`foi.rules.permissions` says the same of a single case; a test holds the two together.
`path` is the way from the model asked to its request, such as "" or "message__request__".
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from foi.rules.lifecycle import State
from foi.rules.permissions import EDITORS, Visibility

from .people import User, actor_of

AnyUser = User | AnonymousUser | None


def inside(user: AnyUser, path: str = "") -> Q:
    """Owner, member of the investigation, or moderator; matches nothing for a visitor."""
    actor = actor_of(user)
    if actor.id is None:
        return Q(pk__in=[])
    if actor.is_moderator:
        return Q(**{f"{path}ref__isnull": False})
    is_member = Q(**{f"{path}investigation__memberships__user": actor.id})
    has_gone = ~Q(**{f"{path}state": State.DRAFT.value})
    return Q(**{f"{path}requester": actor.id}) | (is_member & has_gone)


def outside(on: date, visibilities: list[str], path: str = "") -> Q:
    """What everybody may see: sent, chosen so by its owner, not hidden, not embargoed."""
    no_embargo = Q(**{f"{path}investigation__embargo_until": None}) | Q(
        **{f"{path}investigation__embargo_until__lte": on}
    )
    released = Q(**{f"{path}version__isnull": False}) | Q(**{f"{path}released_at__isnull": False})
    shown = Q(**{f"{path}visibility__in": visibilities, f"{path}hidden_at": None})
    return shown & ~Q(**{f"{path}state": State.DRAFT.value}) & no_embargo & released


def reading(user: AnyUser, on: date, path: str = "") -> Q:
    """What an approved campaigner may read in order to log it, beside what `page` shows:
    requests whose page is public, and `counted` ones whose owner asked for a reader."""
    if not actor_of(user).is_campaigner:
        return Q(pk__in=[])
    wanted = Q(**{f"{path}reading_wanted_on__isnull": False})
    counted = outside(on, [Visibility.COUNTED.value], path) & wanted
    return counted | outside(on, [Visibility.PUBLIC.value], path)


def editing(user: AnyUser, path: str = "") -> Q:
    """Requests of investigations whose replies this person logs as owner or editor of it."""
    actor = actor_of(user)
    if actor.id is None:
        return Q(pk__in=[])
    member = {"user": actor.id, "role__in": sorted(EDITORS)}
    is_editor = Q(**{f"{path}investigation__memberships__{k}": v for k, v in member.items()})
    return is_editor & ~Q(**{f"{path}state": State.DRAFT.value})


def logging(user: AnyUser, on: date, path: str = "") -> Q:
    """Sent, and this person may log what came: her own, those of investigations in which she may
    write, and what an approved campaigner or a moderator may read."""
    actor = actor_of(user)
    if actor.id is None:
        return Q(pk__in=[])
    has_gone = ~Q(**{f"{path}state": State.DRAFT.value})
    if actor.is_moderator:
        return has_gone
    own = Q(**{f"{path}requester": actor.id}) | editing(user, path)
    return has_gone & (own | reading(user, on, path))


def page(user: AnyUser, on: date, path: str = "") -> Q:
    """May see the request's own page."""
    return inside(user, path) | outside(on, [Visibility.PUBLIC.value], path)


def table(user: AnyUser, on: date, path: str = "") -> Q:
    """May see its cells and be told its counts."""
    chosen = [Visibility.PUBLIC.value, Visibility.COUNTED.value]
    has_gone = ~Q(**{f"{path}state": State.DRAFT.value})
    return has_gone & (inside(user, path) | outside(on, chosen, path))
