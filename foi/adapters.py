"""What the accounts library says in our words."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """No password anywhere; every refusal says what to do next."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "That is not the code we sent. Look at the newest mail from us and type "
        "its six digits.",
        "too_many_login_attempts": "That was a wrong code too many times, so it no longer works. "
        "Ask for a new one.",
        "rate_limited": "That came many times in a short while. Wait a little and try again.",
        "email_taken": "We cannot use this address. Try another one.",
    }
