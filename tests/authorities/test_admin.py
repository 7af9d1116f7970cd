"""The register in the admin."""

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse

from authorities.models import Authority, Code, Contact

LIST = "/admin/authorities/authority/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def staff(register, admin_client):
    return admin_client


def change_url(slug: str) -> str:
    return reverse("admin:authorities_authority_change", args=[Authority.objects.get(slug=slug).pk])


def post(staff, slug: str, **changes):
    """Sends the change form as it stands, with some fields changed."""
    page = staff.get(change_url(slug))
    data = dict(page.context["adminform"].form.initial)
    for inline in page.context["inline_admin_formsets"]:
        for form in [inline.formset.management_form, *inline.formset.forms]:
            data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    data = {key: "" if value is None else value for key, value in data.items()}
    data["successors"] = [other.pk for other in data.get("successors") or []]
    return staff.post(change_url(slug), data | changes)


def test_the_list_has_everybody_without_a_query_per_row(staff, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        page = staff.get(LIST + "?status=current&nation__exact=England")
    assert page.context["cl"].result_count == 153


@pytest.mark.parametrize(
    ("query", "slug"),
    [("q=E08000016", "barnsley"), ("q=escc", "east-sussex"), ("q=Scilly", "isles-of-scilly")],
)
def test_names_and_any_code_are_searched(staff, query, slug):
    assert {a.slug for a in staff.get(f"{LIST}?{query}").context["cl"].queryset} == {slug}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=planned", 2),
        ("status=abolished", 8),
        ("type__exact=metropolitan-district", 36),
        ("region=London", 33),
    ],
)
def test_filters_by_status_type_and_region(staff, query, count):
    assert staff.get(f"{LIST}?{query}").context["cl"].result_count == count


def test_the_slug_is_fixed_and_nothing_is_deleted(staff):
    page = staff.get(change_url("kent"))
    assert "slug" not in page.context["adminform"].form.fields
    assert staff.post(change_url("kent").replace("change", "delete")).status_code == 403


def test_what_is_changed_here_is_remembered_as_set_by_hand(staff):
    assert post(staff, "kent", website="https://www.kent.gov.uk/").status_code == 302
    kent = Authority.objects.get(slug="kent")
    assert (kent.website, kent.set_by_hand) == ("https://www.kent.gov.uk/", ["website"])


def test_what_was_set_by_hand_can_be_left_to_imports_again(staff):
    kent = Authority.objects.get(slug="kent")
    kent.keep_by_hand(["website"])
    staff.post(LIST, {"action": "leave_to_imports", "_selected_action": [kent.pk]})
    kent.refresh_from_db()
    assert kent.set_by_hand == []


def test_a_body_that_ends_here_ends_its_codes(staff):
    assert post(staff, "kent", valid_to="2028-03-31").status_code == 302
    assert not Code.objects.filter(authority__slug="kent", valid_to=None).exists()


CONTACT = {
    "contacts-TOTAL_FORMS": "1",
    "contacts-0-channel": "email",
    "contacts-0-value": "foi@kent.gov.uk",
    "contacts-0-source": "https://www.kent.gov.uk/foi",
    "contacts-0-checked_on": "2026-11-20",
    "contacts-0-status": "confirmed",
}


def test_a_contact_is_confirmed_with_its_source_and_day(staff):
    assert post(staff, "kent", **CONTACT).status_code == 302
    assert Contact.objects.get().authority.slug == "kent"


@pytest.mark.parametrize("missing", ["source", "checked_on"])
def test_a_contact_without_source_or_day_is_refused(staff, missing):
    page = post(staff, "kent", **(CONTACT | {f"contacts-0-{missing}": ""}))
    assert page.status_code == 200 and "This field is required." in page.content.decode()
    assert not Contact.objects.exists()


def test_a_code_that_another_body_holds_is_refused_beside_its_field(staff):
    more = Code.objects.filter(authority__slug="kent").count()
    page = post(
        staff,
        "kent",
        **{
            "codes-TOTAL_FORMS": str(more + 1),
            f"codes-{more}-scheme": "dfe",
            f"codes-{more}-value": "878",
        },
    )
    assert "Devon County Council holds DfE number 878" in page.content.decode()


def test_members_do_not_get_in(register, client):
    client.force_login(get_user_model().objects.create_user("member@example.org"))
    assert client.get(LIST).status_code in (302, 403, 404)
