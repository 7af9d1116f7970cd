"""Links to the right of reply: each council's, and each use of one."""

import base64
import hashlib
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from .investigations import Investigation
from .people import User
from .requests import Request
from .tokens import REF_LETTERS

LINK_CHANNELS = [
    ("email", "by e-mail to a confirmed address"),
    ("post", "by letter, with a code"),
    ("claim", "claimed by an address at the council's own web domain"),
]
BY_THE_SITE = ["email", "post"]  # those that we owe a council: one for each thing
USES = [
    ("opened", "opened"),
    ("saved", "words saved"),
    ("withdrew", "words taken back"),
    ("disputed", "a cell disputed"),
    ("renewed", "renewed"),
    ("refused", "refused: expired"),
    ("newcode", "a new code, by staff"),
]
# What only somebody at the council does: a mail scanner opens links, and staff make new codes.
USED = ["saved", "withdrew", "disputed"]
LASTS_AT_LEAST = timedelta(days=14)  # of a link that is sent or printed
CLAIM_LASTS = timedelta(minutes=15)  # an older claim is tried again, same Message-ID
CODE_LETTERS = 12
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_link_ref() -> str:
    return "RL-" + "".join(secrets.choice(REF_LETTERS) for _ in range(6))


def hashed(secret: str) -> str:
    """How a token or a code is kept: nobody can read it back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def plain_code(typed: str) -> str:
    """A code as it is hashed, however it was typed."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


class ReplyLinkQuerySet(models.QuerySet["ReplyLink"]):
    def delivered(self) -> "ReplyLinkQuerySet":
        """Those that reached the council, as far as anybody knows."""
        return self.filter(told_on__isnull=False, bounced_at=None)

    def owed(self) -> "ReplyLinkQuerySet":
        """Those that this site sends or prints of itself, and that have not come back."""
        return self.filter(channel__in=BY_THE_SITE, bounced_at=None)

    def to_mail(self, *, now: datetime) -> "ReplyLinkQuerySet":
        """Those whose mail has not gone and that nobody is just sending."""
        free = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_LASTS)
        return self.filter(free, sent_at=None, bounced_at=None).exclude(channel="post")

    def claim(self, *, seen: "ReplyLink", message_id: str, now: datetime) -> bool:
        """Take one link's mail for sending; False where somebody else has it, or it has gone."""
        free = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_LASTS)
        rows = self.filter(free, pk=seen.pk, sent_at=seen.sent_at, bounced_at=None)
        return rows.update(claimed_at=now, message_id=message_id) == 1

    def find(self, token: str) -> "ReplyLink | None":
        """The link of this token; one that came back was never had by anybody."""
        rows = self.filter(token_hash=hashed(token), bounced_at=None)
        return rows.select_related("authority", "investigation", "request").first()

    def find_code(self, typed: str) -> "ReplyLink | None":
        """The link of a printed letter's code."""
        code = plain_code(typed)
        return self.filter(code_hash=hashed(code), bounced_at=None).first() if code else None


class ReplyLink(models.Model):
    """A council's way to see and answer its cells: of one investigation, or of one request.

    Token and code follow from reference, `made_at` and the site's key, so that the same link can
    be mailed and printed again; only their hashes are kept. `told_on` is the day the mail went,
    or the day on which a person says that the letter was posted: the ten working days run from
    it. `printed_at`: the letter was made, and says `expires_on`.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_link_ref, editable=False)
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, related_name="reply_links"
    )
    investigation = models.ForeignKey(
        "foi.Investigation", models.PROTECT, null=True, blank=True, related_name="reply_links"
    )
    request = models.ForeignKey(
        "foi.Request", models.PROTECT, null=True, blank=True, related_name="reply_links"
    )
    channel = models.CharField(max_length=5, choices=LINK_CHANNELS)
    to_address = models.CharField(max_length=254, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_on = models.DateField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()

    objects = ReplyLinkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(investigation__isnull=False) ^ Q(request__isnull=False),
                name="reply_link_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[value for value, _ in LINK_CHANNELS]),
                name="reply_link_channel_known",
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="reply_link_code_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "investigation"],
                condition=Q(channel__in=BY_THE_SITE, bounced_at=None, investigation__isnull=False),
                name="reply_link_one_an_investigation",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(channel__in=BY_THE_SITE, bounced_at=None, request__isnull=False),
                name="reply_link_one_a_request",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @classmethod
    def owed_for(cls, *, expires_on: date, now: datetime, channel: str, **of: Any) -> "ReplyLink":
        """The one link that this site owes for a thing; made where there is none yet."""
        kept = _kept(expires_on, now) | {"channel": channel}
        row, _ = cls.objects.get_or_create(
            **of, channel__in=BY_THE_SITE, bounced_at=None, defaults=kept
        )
        return row

    @classmethod
    def claimed_for(cls, *, to: str, expires_on: date, now: datetime, **of: Any) -> "ReplyLink":
        """A link that an address at the council's own web domain asked for."""
        kept = _kept(expires_on, now) | {"channel": "claim", "to_address": to}
        return cls.objects.create(**of, **kept)

    # ---------------------------------------------------------------- secrets
    @property
    def token(self) -> str:
        """What stands in the link's address."""
        return _token(self.ref, self.made_at)

    @property
    def code(self) -> str:
        """What a printed letter says instead: "ABCD-EFGH-JKLM"."""
        drawn = _secret("code", self.ref, self.made_at)[:CODE_LETTERS]
        letters = "".join(REF_LETTERS[byte % len(REF_LETTERS)] for byte in drawn)
        return "-".join(letters[at : at + 4] for at in range(0, CODE_LETTERS, 4))

    def keep_secrets(self) -> None:
        """Keep the hashes of what is about to be mailed or printed; the site's key may be new."""
        self.token_hash = hashed(self.token)
        self.code_hash = hashed(plain_code(self.code)) if self.printed_at else ""
        self.save(update_fields=["token_hash", "code_hash"])

    def keep_token(self) -> None:
        """Keep the hash of the token alone: a code that is printed opens this still."""
        self.token_hash = hashed(self.token)
        self.save(update_fields=["token_hash"])

    def is_open(self, on: date) -> bool:
        return on <= self.expires_on

    def ends_soon(self, on: date) -> bool:
        """Too soon to be sent or printed: whoever gets it has time to reply."""
        return self.expires_on < on + LASTS_AT_LEAST

    # ------------------------------------------------------------------ scope
    @property
    def of(self) -> dict[str, Any]:
        """The one thing that it is of."""
        return {"investigation": self.investigation, "request": self.request}

    def public_on(self, on: date) -> date:
        """The day on which its cells are public: the embargo's end, or this day."""
        investigation: Investigation | None = self.investigation
        if investigation is None or not investigation.is_embargoed(on):
            return on
        until = investigation.embargo_until
        assert until is not None
        return until

    def requests_on(self, on: date) -> "models.QuerySet[Request]":
        """The requests whose cells it shows: as everybody will see them, and no others."""
        rows = Request.objects.in_table_for(None, self.public_on(on))
        rows = rows.filter(authority=self.authority_id, version__isnull=False)
        if self.request_id is not None:
            return rows.filter(pk=self.request_id)
        return rows.filter(investigation=self.investigation_id)

    # ---------------------------------------------------------------- own row
    def address_to(self, to: str, *, channel: str = "email") -> None:
        """It goes by mail to this address; to another than before it is another mail."""
        if to != self.to_address:
            self.message_id = ""
        self.to_address, self.channel = to, channel
        self.save(update_fields=["to_address", "channel", "message_id"])

    def mark_sent(self, *, now: datetime, told_on: date | None) -> None:
        """The mail has gone; the first day on which the council was told stays."""
        self.sent_at, self.claimed_at = now, None
        self.told_on = self.told_on or told_on
        self.save(update_fields=["sent_at", "claimed_at", "told_on"])

    def mark_printed(self, *, now: datetime) -> None:
        self.printed_at, self.channel = now, "post"
        self.save(update_fields=["printed_at", "channel"])

    def mark_told(self, *, on: date, by: User | None = None) -> None:
        """A person posted the letter on this day; or the council used its link."""
        self.told_on, self.posted_by = on, by
        self.save(update_fields=["told_on", "posted_by"])

    def untell(self) -> None:
        """The letter was not posted after all."""
        self.told_on = self.posted_by = None
        self.save(update_fields=["told_on", "posted_by"])

    def mark_bounced(self, *, now: datetime) -> None:
        self.bounced_at, self.claimed_at = now, None
        self.save(update_fields=["bounced_at", "claimed_at"])

    def renew(self, *, expires_on: date, now: datetime) -> None:
        """A new token until a new day; the old one opens nothing. A mail waits to be sent."""
        self.sent_at, self.claimed_at, self.message_id = None, None, ""
        self.save(update_fields=["sent_at", "claimed_at", "message_id"])
        self.last_until(expires_on, now=now)

    def last_until(self, expires_on: date, *, now: datetime) -> None:
        """New token and code until a new day, for the mail or letter that is just made."""
        self.expires_on, self.made_at = expires_on, now
        self.save(update_fields=["expires_on", "made_at"])
        self.keep_secrets()

    def note(self, what: str, *, now: datetime) -> "ReplyUse":
        """One use, for the log."""
        return ReplyUse.objects.create(link=self, at=now, what=what)

    @property
    def was_used(self) -> bool:
        """Whether the council certainly had it: somebody said, or took back, something."""
        return self.uses.filter(what__in=USED).exists()


class ReplyUse(models.Model):
    """One use of a link: when, and what for. Nothing of who held it is kept."""

    link = models.ForeignKey(ReplyLink, models.CASCADE, related_name="uses")
    at = models.DateTimeField()
    what = models.CharField(max_length=8, choices=USES)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.link} {self.get_what_display()}"


def _secret(kind: str, ref: str, made_at: datetime) -> bytes:
    moment = (made_at - EPOCH) // timedelta(microseconds=1)
    return salted_hmac(f"foi.reply_link.{kind}", f"{ref}:{moment}", algorithm="sha256").digest()


def _token(ref: str, made_at: datetime) -> str:
    return base64.urlsafe_b64encode(_secret("token", ref, made_at)).decode().rstrip("=")


def _kept(expires_on: date, now: datetime) -> dict[str, Any]:
    ref = new_link_ref()
    secret = hashed(_token(ref, now))
    return {"ref": ref, "made_at": now, "expires_on": expires_on, "token_hash": secret}
