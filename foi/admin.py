"""The admin: letters, rounds and investigations; casework to look at, never to rewrite."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from foi.models import (
    Asked,
    BankHoliday,
    Correction,
    Event,
    Finding,
    Investigation,
    Letter,
    LetterVersion,
    Membership,
    Message,
    PublishedSource,
    Question,
    Reading,
    Refusal,
    Reminder,
    Report,
    Request,
    Round,
    User,
)

HTTPS = {models.URLField: {"assume_scheme": "https"}}  # what Django 6 does by itself

admin.site.site_header = "Twentieth Day: register and casework"


class LookOnly(admin.ModelAdmin):
    """Rows that are derived or written once: shown, never changed here."""

    formfield_overrides = HTTPS

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeverDelete(admin.ModelAdmin):
    """Rows that may be added and mended, and never go away."""

    formfield_overrides = HTTPS

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(NeverDelete):
    list_display = ["email", "role", "campaigner_wanted_at", "letters_unlimited", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["email"]
    fields = ["email", "role", "letters_unlimited", "is_active", "campaigner_wanted_at"]
    readonly_fields = ["email", "campaigner_wanted_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Letter)
class LetterAdmin(LookOnly):
    list_display = ["title", "slug", "topic", "withdrawn_on"]
    search_fields = ["title", "slug"]


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0


@admin.register(LetterVersion)
class LetterVersionAdmin(LookOnly):
    list_display = ["title", "number", "law_checked_on", "review_by", "loaded_on"]
    list_filter = ["letter"]
    inlines = [QuestionInline]


@admin.register(Round)
class RoundAdmin(NeverDelete):
    def save_model(self, request: HttpRequest, obj: Round, form: Any, change: bool) -> None:
        """Which councils a table has follows from its round."""
        super().save_model(request, obj, form, change)
        obj.letter.touch()

    list_display = ["letter", "number", "opened_on", "closed_on"]
    list_filter = ["letter"]
    list_select_related = ["letter"]


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ["user"]


@admin.register(Investigation)
class InvestigationAdmin(NeverDelete):
    def save_model(self, request: HttpRequest, obj: Investigation, form: Any, change: bool) -> None:
        """An embargo takes cells out of the public table at once, also where it is kept."""
        super().save_model(request, obj, form, change)
        obj.version.letter.touch()

    list_display = ["title", "version", "round", "embargo_until"]
    search_fields = ["title", "slug"]
    filter_horizontal = ["authorities"]
    list_select_related = ["version", "round__letter"]
    inlines = [MembershipInline]


@admin.register(BankHoliday)
class BankHolidayAdmin(LookOnly):
    """Days are added and withdrawn by `sync_bank_holidays`, which also moves the deadlines."""

    list_display = ["date", "part", "name", "announced_on", "withdrawn_on"]
    list_filter = ["part"]
    date_hierarchy = "date"


@admin.register(Request)
class RequestAdmin(LookOnly):
    list_display = ["ref", "authority", "version", "state", "visibility", "sent_on", "due_on"]
    list_filter = ["state", "visibility", "channel"]
    search_fields = ["ref", "authority__name"]
    list_select_related = ["authority", "version"]
    exclude = ["opening", "own_text", "reply_token"]


@admin.register(Asked)
class AskedAdmin(LookOnly):
    list_display = ["request", "number", "question"]
    list_select_related = ["request", "question"]


@admin.register(Event)
class EventAdmin(LookOnly):
    list_display = ["request", "kind", "on", "recorded_at", "corrects"]
    exclude = ["note"]
    list_filter = ["kind"]
    search_fields = ["request__ref"]
    list_select_related = ["request"]


@admin.register(Message)
class MessageAdmin(LookOnly):
    list_display = ["request", "direction", "kind", "channel", "came_on", "delivery"]
    list_filter = ["delivery", "kind"]
    search_fields = ["request__ref"]
    list_select_related = ["request"]
    exclude = ["text", "public_text", "subject"]


@admin.register(PublishedSource)
class PublishedSourceAdmin(NeverDelete):
    list_display = ["title", "authority", "url", "retrieved_on"]
    autocomplete_fields = ["authority"]
    exclude = ["by"]


@admin.register(Reading)
class ReadingAdmin(LookOnly):
    list_display = ["question", "request", "outcome", "by", "at"]
    exclude = ["quote", "note", "written"]
    list_filter = ["outcome"]
    list_select_related = ["question", "request", "by"]


class RefusalInline(admin.TabularInline):
    model = Refusal
    extra = 0
    exclude = ["quote"]


@admin.register(Finding)
class FindingAdmin(LookOnly):
    list_display = ["authority", "question", "round", "settled", "published_at", "superseded_at"]
    list_filter = ["settled"]
    list_select_related = ["authority", "question", "round__letter"]
    inlines = [RefusalInline]


@admin.register(Reminder)
class ReminderAdmin(LookOnly):
    list_display = ["request", "kind", "due_on", "sent_at", "skipped_at"]
    list_filter = ["kind"]
    list_select_related = ["request"]


@admin.register(Report)
class ReportAdmin(LookOnly):
    list_display = ["ref", "kind", "page", "made_at", "answer_by", "decided_at"]
    list_filter = ["kind"]


@admin.register(Correction)
class CorrectionAdmin(NeverDelete):
    list_display = ["on", "page", "said", "says"]
    raw_id_fields = ["report", "finding"]
