"""The name under a letter is a real one; the public name gives nobody away."""

import pytest

from foi.rules.signing import alias_problem, name_problem, names_under
from tests.rules.the_library import LIBRARY, filled


@pytest.mark.parametrize(
    "name",
    ["Pat Marsh", "J Marsh", "J. Marsh", "Ms Marsh", "O'Brien, Ms", "Anne-Marie von Ähn", "李 明"],
)
def test_a_real_name_passes(name: str) -> None:
    assert name_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Jamie",
        "J",
        "J M",
        "my son Jamie",
        "Mother of Jamie Marsh",
        "Jamie's mum",
        "Pat Marsh on behalf of Jamie",
        "Pat Marsh 07700 900123",
        "pat@example.org",
        "Pat\x00 Marsh",
        "Pat\nBcc: x",
        "P " * 80,
    ],
)
def test_what_is_no_name_gets_a_sentence(name: str) -> None:
    assert name_problem(name).endswith(".")


@pytest.mark.parametrize("name", ["Contact", "Our Voice", "Parents for Change", "SOS!SEN"])
def test_an_organisation_may_be_called_as_it_likes(name: str) -> None:
    assert name_problem(name, is_organisation=True) == ""


def test_an_organisation_needs_a_name_too() -> None:
    assert name_problem(" ", is_organisation=True) and name_problem("A\x07", is_organisation=True)


@pytest.mark.parametrize("alias", ["Marsh 12", "pat", "The marsh-family", "pm1980 again"])
def test_a_public_name_that_repeats_name_or_address_gets_a_sentence(alias: str) -> None:
    problem = alias_problem(alias, name="Pat Marsh", email="pm.pmarsh_pm1980@example.org")
    assert ("tell who you are" in problem) is (alias != "pm1980 again")


def test_the_name_we_fill_in_passes_even_for_somebody_called_so() -> None:
    assert alias_problem("Requester 4821", name="R Requester", email="requester@example.org") == ""


@pytest.mark.parametrize("alias", ["", " ", "x" * 61])
def test_a_public_name_has_a_length(alias: str) -> None:
    assert alias_problem(alias, name="Pat Marsh")


def test_the_names_under_a_letter_are_found_again() -> None:
    letter = filled(LIBRARY["law-training"], requester_name="Ms A. Sample", organisation="A Forum")
    assert names_under(letter.body) == ["Ms A. Sample", "A Forum"]
    assert names_under("Please tell me how many plans there are.") == []
    assert names_under("Yours faithfully,") == []


@pytest.mark.parametrize("alias", ["patmarsh", "Marsh1980", "P4tMarsh_x", "Pat.M", "NUNEZ"])
def test_a_name_run_together_or_without_accents_is_seen(alias: str) -> None:
    assert alias_problem(alias, name="Pat Núñez Marsh")
