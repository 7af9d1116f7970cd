"""What is prepared before the site starts."""

from pathlib import Path

import pytest
from django.core.management import get_commands
from django.test import override_settings

from foi.management import static_files, steps
from foi.management.steps import NotPrepared, Step, prepare_database


def test_every_step_is_a_command_we_have() -> None:
    assert {step.command for step in (*steps.DATABASE, steps.STATIC)} <= set(get_commands())


def test_a_step_that_fails_is_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    register = Step("register of authorities", "import_authorities", {"file": Path("no.csv")})
    monkeypatch.setattr(steps, "DATABASE", (register,))
    said: list[str] = []
    with pytest.raises(NotPrepared) as stopped:
        prepare_database(say=said.append)
    assert str(stopped.value).startswith("Could not prepare the register of authorities: no.csv")
    assert said == []


@pytest.mark.django_db(transaction=True)
def test_preparing_twice_changes_nothing() -> None:
    said: list[str] = []
    prepare_database(say=said.append)
    prepare_database(say=said.append)
    assert len(said) == 2 * len(steps.DATABASE)


def test_static_files_are_collected_until_one_changes(tmp_path: Path) -> None:
    source, root = tmp_path / "source", tmp_path / "root"
    source.mkdir()
    root.mkdir()
    (source / "app.css").write_text("a {}")
    with override_settings(STATICFILES_DIRS=[source], STATIC_ROOT=root):
        assert not static_files.are_collected()
        static_files.remember()
        assert static_files.are_collected()
        (source / "app.css").write_text("b {} c {}")
        assert not static_files.are_collected()
