"""What somebody has typed and not yet filed: kept apart from her session, for a day.

Each browser's letters lie in a session row of their own that only its session points to. That
row runs out a day after the last change whatever becomes of the session itself, and an hourly
sweep deletes it; so a text that the privacy guard stopped is in no other place and soon in none.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

POINTER = "typed_letters"
MOST_LETTERS = 10
FIELDS = ("name", "is_organisation", "opening", "leave_out", "visibility", "alias")


def keep(http_request: HttpRequest, letter: str, authority: str) -> None:
    """Keep what was posted for this letter and council (slugs)."""
    store = _store(http_request)
    typed = {name: http_request.POST.getlist(name) for name in FIELDS if name in http_request.POST}
    owner = http_request.user.pk
    kept = {k: v for k, v in store.get("letters", {}).items() if k != f"{letter}/{authority}"}
    newest = dict(list(kept.items())[-(MOST_LETTERS - 1) :])
    store["letters"] = newest | {f"{letter}/{authority}": {"fields": typed, "owner": owner}}
    store.set_expiry(settings.DRAFT_SECONDS)
    store.save()
    http_request.session[POINTER] = store.session_key


def load(http_request: HttpRequest, letter: str, authority: str) -> MultiValueDict[str, str] | None:
    """What was typed here, for a form; None when there is nothing, or it is somebody else's."""
    if POINTER not in http_request.session:
        return None
    found = _store(http_request).get("letters", {}).get(f"{letter}/{authority}")
    if found is None or found["owner"] not in (None, http_request.user.pk):
        return None
    return MultiValueDict(found["fields"])


def begun(http_request: HttpRequest) -> list[tuple[str, str]]:
    """Letter and council (slugs) of what was begun here and not filed, newest first."""
    if POINTER not in http_request.session:
        return []
    mine = (None, http_request.user.pk)
    letters = _store(http_request).get("letters", {})
    found = [key.split("/") for key, kept in letters.items() if kept["owner"] in mine]
    return [(letter, authority) for letter, authority in reversed(found)]


def claim(http_request: HttpRequest, letter: str, authority: str) -> None:
    """Whoever signed in to go on with it is its owner from now on."""
    if POINTER not in http_request.session or not http_request.user.is_authenticated:
        return
    store = _store(http_request)
    found = store.get("letters", {}).get(f"{letter}/{authority}")
    if found is not None and found["owner"] is None:
        found["owner"] = http_request.user.pk
        store.modified = True
        store.save()


def drop(http_request: HttpRequest, letter: str, authority: str) -> None:
    """Forget what was typed here: it has been filed, or is not wanted."""
    if POINTER not in http_request.session:
        return
    store = _store(http_request)
    letters: dict[str, Any] = store.get("letters", {})
    letters.pop(f"{letter}/{authority}", None)
    if letters:
        store["letters"] = letters
        store.save()
    else:
        store.delete()
        del http_request.session[POINTER]


def _store(http_request: HttpRequest) -> SessionBase:
    engine = import_module(settings.SESSION_ENGINE)
    store: SessionBase = engine.SessionStore(http_request.session.get(POINTER))
    return store
