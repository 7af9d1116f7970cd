"""Accounts: an e-mail address, a legal name for letters, and a role."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import (
    AbstractBaseUser,
    AnonymousUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from foi.rules.permissions import Actor, Role
from foi.rules.signing import names_under

from .tokens import new_reader_alias

ROLES = [(role.value, role.value) for role in Role if role != Role.VISITOR]


class UserManager(BaseUserManager["User"]):
    """Makes accounts that have no password."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=Role.MODERATOR, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One person (or organisation) who signs in by an e-mailed code.

    The legal name and the postal address live here and in the letters sent, nowhere else.
    Never deleted but emptied, see `erase`. `reader_alias` names her in the history of cells that
    she read for somebody else.
    """

    email = models.EmailField(unique=True)
    legal_name = models.CharField(max_length=200, blank=True)
    postal_address = models.TextField(blank=True)
    role = models.CharField(max_length=12, choices=ROLES, default=Role.MEMBER.value)
    is_active = models.BooleanField(default=True)
    letters_unlimited = models.BooleanField(
        default=False, help_text="A moderator lifted the daily limit on letters sent by the site."
    )
    reader_alias = models.CharField(max_length=20, blank=True, editable=False)
    campaigner_wanted_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case"),
            models.CheckConstraint(
                condition=models.Q(role__in=[value for value, _ in ROLES]), name="user_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Account {self.pk}"  # never the address: this is what logs and lists print

    @property
    def is_staff(self) -> bool:
        """Whether the admin lets this account in."""
        return self.is_active and self.is_superuser and self.role == Role.MODERATOR

    @property
    def actor(self) -> Actor:
        return Actor(self.pk, Role(self.role))

    @property
    def names(self) -> list[str]:
        """Every name she has asked under: the account's, and those under her letters.

        The account's follows the newest letter, while a reply to an older one names the older.
        """
        return [name for name in dict.fromkeys([self.legal_name, *self._signed]) if name]

    @cached_property
    def _signed(self) -> list[str]:
        letters = self.requests.filter(messages__kind="letter", messages__direction="out")
        texts = letters.order_by().values_list("messages__text", flat=True)
        return [name for text in texts.distinct() for name in names_under(text)]

    def set_legal_name(self, name: str) -> None:
        """The name that the next letter carries."""
        self.legal_name = name
        self.save(update_fields=["legal_name"])

    def want_campaigner(self, *, now: datetime) -> None:
        """Ask staff to be approved as campaigner; asked twice, the first day stays."""
        if self.campaigner_wanted_at is None:
            self.campaigner_wanted_at = now
            self.save(update_fields=["campaigner_wanted_at"])

    def answer_campaigner(self, *, approved: bool) -> None:
        """Staff approved her as campaigner, or declined; she may ask again."""
        if approved and self.role == Role.MEMBER:
            self.role = Role.CAMPAIGNER.value
        self.campaigner_wanted_at = None
        self.save(update_fields=["role", "campaigner_wanted_at"])

    def name_as_reader(self) -> str:
        """The public name beside what she read or checked for others; drawn at its first use."""
        if not self.reader_alias:
            self.reader_alias = new_reader_alias()
            self.save(update_fields=["reader_alias"])
        return self.reader_alias

    def make_admin(self) -> None:
        """Moderator with the admin."""
        self.role, self.is_superuser, self.is_active = Role.MODERATOR.value, True, True
        self.save(update_fields=["role", "is_superuser", "is_active"])

    def erase(self) -> None:
        """Empty the row: no name, address or way to sign in is left."""
        self.email = f"erased-{self.pk}@erased.invalid"
        self.legal_name = self.postal_address = ""
        self.is_active, self.is_superuser, self.role = False, False, Role.MEMBER.value
        self.erased_at = timezone.now()
        self.set_unusable_password()
        self.save()


def actor_of(user: "User | AnonymousUser | None") -> Actor:
    """The actor behind a request's user; a visitor for None and the anonymous."""
    if isinstance(user, User) and user.is_active:
        return user.actor
    return Actor(None, Role.VISITOR)


def operator_accounts() -> "models.QuerySet[User]":
    """Those who hear of reports: moderators, or nobody where none exists."""
    return User.objects.filter(role=Role.MODERATOR, is_active=True)
