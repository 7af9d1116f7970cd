"""After a greeting the whole name goes, also where the surname is an ordinary word."""

import pytest

from foi.rules.masking import NAME, mask


@pytest.mark.parametrize(
    "text", ["Dear {},", "Hello {}", "Thanks, {}", "Yours sincerely,\n{}", "Requester: {}"]
)
@pytest.mark.parametrize(
    "name", ["Pat Marsh", "pat marsh", "Pat  Marsh", "Marsh Pat", "Pat A. Marsh"]
)
def test_first_name_and_surname_go_together(text: str, name: str) -> None:
    assert mask(text.format(name), names=["Pat Marsh"]) == text.format(NAME)


def test_what_follows_the_name_stays() -> None:
    assert mask("Dear Pat, the marsh is wet.", names=["Pat Marsh"]) == (
        f"Dear {NAME}, the marsh is wet."
    )
