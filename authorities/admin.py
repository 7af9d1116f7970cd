from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from authorities.clock import london_today
from authorities.models import Authority, Code, Contact, RegisterLoad


class InForceFilter(admin.SimpleListFilter):
    """Current today, planned or abolished: follows from the dates."""

    title = "in force"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("current", "Today"), ("planned", "Planned"), ("abolished", "Abolished")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = london_today()
        if self.value() == "current":
            return queryset.in_force(today)
        if self.value() == "planned":
            return queryset.planned(today)
        return queryset.abolished(today) if self.value() == "abolished" else queryset


class CodeInline(admin.TabularInline):
    """Codes are ended, never deleted."""

    model = Code
    extra = 0
    can_delete = False


class ContactInline(admin.TabularInline):
    """Contacts need the page they were read on and the day; they are withdrawn, never deleted."""

    model = Contact
    extra = 0
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["checked_on"].required = True
        return formset


@admin.register(Authority)
class AuthorityAdmin(admin.ModelAdmin):
    """The register by hand. What a person changes here, imports leave alone."""

    list_display = ["short_name", "type", "region", "in_force_today", "gss", "dfe", "email"]
    list_filter = [InForceFilter, "nation", "type", "region"]
    search_fields = ["name", "short_name", "slug", "codes__value"]
    search_help_text = "Name, or any code it has or had (GSS, DfE, WhatDoTheyKnow)."
    filter_horizontal = ["successors"]
    readonly_fields = ["fields_set_by_hand"]
    prepopulated_fields = {"slug": ["short_name"]}
    inlines = [CodeInline, ContactInline]
    list_per_page = 200
    actions = ["leave_to_imports"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authority]:
        return super().get_queryset(request).prefetch_related("codes", "contacts")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The slug is its address for ever."""
        return ["fields_set_by_hand", *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Closed and succeeded, never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Authority, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            fields = [name for name in form.changed_data if name != "successors"]
            obj.keep_by_hand(fields)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.end_codes()

    @admin.action(description="Let imports change what was set by hand")
    def leave_to_imports(self, request: HttpRequest, queryset: QuerySet[Authority]) -> None:
        for authority in queryset:
            authority.leave_to_imports()

    @admin.display(description="In force", boolean=True)
    def in_force_today(self, authority: Authority) -> bool:
        return authority.in_force(london_today())

    @admin.display(description="GSS")
    def gss(self, authority: Authority) -> str:
        return authority.gss_code

    @admin.display(description="DfE")
    def dfe(self, authority: Authority) -> str:
        return authority.dfe_code

    @admin.display(description="Confirmed e-mail", empty_value="none")
    def email(self, authority: Authority) -> str | None:
        contact = authority.confirmed_email(london_today())
        return contact.value if contact else None

    @admin.display(description="Set by hand (imports leave these alone)")
    def fields_set_by_hand(self, authority: Authority) -> str:
        return ", ".join(authority.set_by_hand) or "nothing"


@admin.register(RegisterLoad)
class RegisterLoadAdmin(admin.ModelAdmin):
    """Which edition of the shipped files is loaded: to look at only."""

    list_display = ["file", "loaded_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
