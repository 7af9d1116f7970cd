"""The words of files that came: read by a sweep, each file once, in a process of its own."""

import logging
from datetime import datetime, timedelta

from foi.actions.sweeps import CLAIM_LASTS, in_good_time
from foi.mail.kinds import FileKind, RefusedFile, sniff
from foi.mail.pdf_errors import CannotRead
from foi.mail.words import Words
from foi.mail.words_apart import words_apart
from foi.models import Attachment

log = logging.getLogger(__name__)

MOST_TRIES = 3  # a file that ends its worker is left alone after so many
BEGIN_WITHIN = timedelta(seconds=45)  # a sweep begins no further file later than this
# A file takes a minute at most: an older claim holds no sweep back (but its file, until stale).
ONE_AT_A_TIME = timedelta(minutes=2)
GAVE_UP = "Our program broke off each time that it read this file. Open the file and read it there."
LOST = "This file is no longer in our store."


def read_words(*, now: datetime) -> int:
    """Read the files that wait, oldest first; how many were read or given up.

    One sweep at a time, so that long files never keep the letters in the outbox waiting. Claim,
    read outside the transaction, stamp. A claim older than 15 minutes is a dead worker's: its
    file is tried again, MOST_TRIES times in all. Running it twice or late does no harm.
    """
    if _is_somebody_reading(now):
        return 0
    done, stale = 0, now - CLAIM_LASTS
    waiting = Attachment.objects.words_wanted(stale=stale).values_list("pk", flat=True)
    for pk in in_good_time(list(waiting), BEGIN_WITHIN):
        if Attachment.objects.filter(pk=pk).claim_words(now=now, stale=stale):
            done += _read(Attachment.objects.filter(pk=pk).first(), now)
    return done


def _is_somebody_reading(now: datetime) -> bool:
    fresh = Attachment.objects.filter(words_read_at=None, words_claimed_at__gt=now - ONE_AT_A_TIME)
    return fresh.exists()


def _read(attachment: Attachment | None, now: datetime) -> bool:
    if attachment is None:  # taken back meanwhile
        return False
    if attachment.words_tries > MOST_TRIES:
        return attachment.set_words([], problem=GAVE_UP, now=now)
    words = _words(attachment)
    return attachment.set_words(words.parts, problem=words.problem, now=now)


def _words(attachment: Attachment) -> Words:
    """What can be read of it; every failure is a sentence."""
    try:
        content = content_of(attachment)
        return words_apart(content, kind_of(attachment, content))
    except (CannotRead, RefusedFile) as error:
        return Words(problem=str(error))
    except FileNotFoundError:
        return Words(problem=LOST)
    except Exception:
        # One file must not stop the others, whatever happened to it.
        log.exception("The words of file %s could not be read.", attachment.pk)
        return Words(problem=GAVE_UP)


def content_of(attachment: Attachment) -> bytes:
    """The bytes as they came."""
    with attachment.file.open("rb") as file:
        content: bytes = file.read()
    return content


def kind_of(attachment: Attachment, content: bytes) -> FileKind:
    """What the bytes are. Raises RefusedFile, with a sentence."""
    return sniff(content, attachment.name)
