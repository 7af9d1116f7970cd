"""Signing in: one box for an e-mail address, whether we know it or not."""

from allauth.account.forms import RequestLoginCodeForm
from django.core.exceptions import ValidationError


class SignInForm(RequestLoginCodeForm):
    """The library's form, with sentences of ours."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages |= {
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address such as name@example.org.",
        }

    def clean_email(self) -> str:
        try:
            email: str = super().clean_email()
        except ValidationError as error:
            raise ValidationError(
                "Many codes were asked for just now. Use the newest one in your mailbox, or wait "
                "an hour and ask again."
            ) from error
        return email
