"""Browsers without a browser: Django's client, signed in as somebody."""

from django.test import Client

from foi.models import User


def signed_in(user: User) -> Client:
    """A client of its own for this person."""
    client = Client()
    client.force_login(user)
    return client
