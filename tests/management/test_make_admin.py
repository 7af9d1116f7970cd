"""`manage.py make_admin`: the first staff account."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from foi.models import User
from foi.rules.permissions import Role
from tests.builders import create_user

pytestmark = pytest.mark.django_db


def test_a_new_address_becomes_a_moderator_whom_the_admin_lets_in() -> None:
    said = StringIO()
    call_command("make_admin", " Staff@Example.org ", stdout=said)
    user = User.objects.get(email="staff@example.org")
    assert user.role == Role.MODERATOR and not user.has_usable_password()
    assert "/accounts/login/" in said.getvalue()
    client = Client()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_an_account_that_is_there_is_raised_and_twice_is_once() -> None:
    before = create_user(email="parent@example.org")
    for _ in range(2):
        call_command("make_admin", "parent@example.org", stdout=StringIO())
    after = User.objects.get()
    assert (after.pk, after.legal_name, after.is_staff) == (before.pk, before.legal_name, True)


def test_what_is_no_address_gets_a_sentence_and_makes_no_account() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("make_admin", "staff at example", stdout=StringIO())
    assert not User.objects.exists()
