from datetime import date
from urllib.parse import quote

from django.db import models
from django.db.models import F, Q

from authorities.formats.own import REGIONS
from authorities.models.code import Code
from authorities.models.contact import Contact
from authorities.names import best_matches

WDTK_NEW_REQUEST = "https://www.whatdotheyknow.com/new/"


def _lasting(on: date) -> Q:
    """Rows whose validity covers the day; a blank start or end means always."""
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """The register's vocabulary. Days are always passed in."""

    def in_force(self, on: date) -> "AuthorityQuerySet":
        """Those that exist on the day, whatever their nation."""
        return self.filter(_lasting(on))

    def planned(self, on: date) -> "AuthorityQuerySet":
        """Those that the law has made and that start after the day."""
        return self.filter(valid_from__gt=on)

    def abolished(self, on: date) -> "AuthorityQuerySet":
        """Those whose last day lies before the day."""
        return self.filter(valid_to__lt=on)

    def england(self) -> "AuthorityQuerySet":
        """Those in England; the rest of the UK only names councils on the postcode page."""
        return self.filter(nation=Authority.Nation.ENGLAND)

    def answering_for_send(self, on: date) -> "AuthorityQuerySet":
        """The English local authorities of section 579 of the Education Act 1996 on the day:
        the rows of a comparison."""
        return self.england().in_force(on)

    def with_code(self, scheme: str, value: str, on: date | None = None) -> "AuthorityQuerySet":
        """Those that hold the code on the day, or ever did when no day is given.

        DfE publishes joint rows: "940 / 941" gives both of its authorities.
        """
        parts = [part.strip() for part in value.split("/")]
        codes = Code.objects.filter(scheme=scheme, value__in=parts)
        if on is not None:
            codes = codes.filter(_lasting(on))
        return self.filter(pk__in=codes.values("authority"))

    def resolve(self, scheme: str, value: str, on: date) -> "Authority | None":
        """The holder of one code on the day, else its last holder (any historic code is known)."""
        today = self.with_code(scheme, value, on).first()
        if today is not None or "/" in value:
            return today
        codes = Code.objects.filter(scheme=scheme, value=value, authority__in=self)
        last = codes.order_by(F("valid_from").desc(nulls_last=True)).first()
        return None if last is None else self.get(pk=last.authority_id)

    def with_codes(self) -> "AuthorityQuerySet":
        """Fetches the codes of all rows at once, for lists."""
        return self.prefetch_related("codes")

    def with_contacts(self) -> "AuthorityQuerySet":
        """Fetches the contacts of all rows at once, for lists."""
        return self.prefetch_related("contacts")

    def named(self, text: str) -> "AuthorityQuerySet":
        """Those whose name is like what somebody typed, the best match first; may be empty."""
        names = {
            pk: (slug, short_name, name)
            for pk, slug, short_name, name in self.values_list("pk", "slug", "short_name", "name")
        }
        found = best_matches(text, names)
        place = models.Case(*(models.When(pk=pk, then=n) for n, pk in enumerate(found)), default=0)
        return self.filter(pk__in=found).order_by(place, "pk")


class Authority(models.Model):
    """One public body for as long as it exists in law: closed and succeeded, never deleted."""

    class Type(models.TextChoices):
        COUNTY = "county", "County council"
        UNITARY = "unitary", "Unitary authority"
        METROPOLITAN = "metropolitan-district", "Metropolitan district"
        LONDON_BOROUGH = "london-borough", "London borough"
        CITY_OF_LONDON = "city-of-london", "City of London"
        ISLES_OF_SCILLY = "isles-of-scilly", "Isles of Scilly"
        SCOTTISH = "scottish-council", "Scottish council"
        WELSH = "welsh-council", "Welsh council"
        EDUCATION_AUTHORITY = "education-authority", "Education Authority (Northern Ireland)"

    class Nation(models.TextChoices):
        ENGLAND = "England"
        SCOTLAND = "Scotland"
        WALES = "Wales"
        NORTHERN_IRELAND = "Northern Ireland"

    name = models.CharField("official name", max_length=200)
    short_name = models.CharField(max_length=100, help_text="As people say it: Kent, Bristol.")
    slug = models.SlugField(max_length=100, unique=True, help_text="Its address here, for ever.")
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    type = models.CharField(max_length=30, choices=Type.choices)
    region = models.CharField(max_length=40, choices=[(name, name) for name in REGIONS])
    website = models.URLField(max_length=300, blank=True)
    disclosure_log = models.URLField(max_length=500, blank=True)
    publication_scheme = models.URLField(max_length=500, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField("first day", null=True, blank=True, help_text="Blank: always.")
    valid_to = models.DateField("last day", null=True, blank=True, help_text="Blank: no end known.")
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )
    notes = models.TextField(blank=True)
    # Columns of the register file that no page shows, kept word for word for the export.
    other_facts = models.JSONField(default=dict, blank=True, editable=False)
    # Fields a person changed in the admin: an import leaves them as they are.
    set_by_hand = models.JSONField(default=list, blank=True, editable=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["short_name", "slug"]
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="authority_starts_before_it_ends",
                violation_error_message="The last day lies before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    latitude__range=(49, 61),
                    longitude__isnull=False,
                    longitude__range=(-9, 3),
                ),
                name="authority_lies_in_the_uk",
                violation_error_message="Latitude and longitude must both lie in the UK.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def in_force(self, on: date) -> bool:
        """Whether it exists on the day."""
        return self.status(on) == "current"

    def status(self, on: date) -> str:
        """ "planned", "current" or "abolished" on the day; follows from its dates alone."""
        if self.valid_from and on < self.valid_from:
            return "planned"
        return "abolished" if self.valid_to and self.valid_to < on else "current"

    def code(self, scheme: str) -> str:
        """Its newest code in a scheme, "" without one. Uses prefetched codes."""
        held = [code for code in self.codes.all() if code.scheme == scheme]
        return max(held, key=Code.newness).value if held else ""

    @property
    def gss_code(self) -> str:
        """ONS nine-character code, such as E10000016; "" where none is issued yet."""
        return self.code(Code.Scheme.GSS)

    @property
    def dfe_code(self) -> str:
        """DfE's three-figure number, such as 886; "" where it has none."""
        return self.code(Code.Scheme.DFE)

    @property
    def wdtk_url(self) -> str:
        """Where WhatDoTheyKnow starts a letter to it; "" when we don't know its page there."""
        slug = self.code(Code.Scheme.WDTK)
        return WDTK_NEW_REQUEST + quote(slug) if slug else ""

    def confirmed_email(self, on: date) -> Contact | None:
        """The address a letter may be sent to on the day, or None. Uses prefetched contacts."""
        return next((contact for contact in self.contacts.all() if contact.mailable(on)), None)

    def keep_by_hand(self, fields: list[str]) -> None:
        """Remembers that a person set these fields: later imports leave them alone."""
        self.set_by_hand = sorted({*self.set_by_hand, *fields})
        self.save(update_fields=["set_by_hand"])

    def leave_to_imports(self) -> None:
        """Forgets what was set by hand: the next import may change every field."""
        self.set_by_hand = []
        self.save(update_fields=["set_by_hand"])

    def end_codes(self) -> None:
        """A body's codes end with it: ends those that are open or would outlive it."""
        if self.valid_to is not None:
            outliving = Q(valid_to__isnull=True) | Q(valid_to__gt=self.valid_to)
            begun = Q(valid_from__isnull=True) | Q(valid_from__lte=self.valid_to)
            self.codes.filter(outliving & begun).update(valid_to=self.valid_to)
