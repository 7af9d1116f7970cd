"""docker-compose.yml, the Dockerfile and .ci/run against the settings and each other."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CI = (ROOT / ".ci" / "run").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = {"migrate", "web", "worker", "scheduler"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    whole = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    found: dict[str, Any] = whole["services"]
    return found


@pytest.fixture(scope="module")
def names_read() -> set[str]:
    """Every name that foi/settings.py asks the environment for."""
    tree = ast.parse((ROOT / "foi" / "settings.py").read_text())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def ci_major(name: str) -> str:
    found = re.search(rf"^{name}_MAJOR=(\d+)$", CI, re.MULTILINE)
    assert found, f"{name}_MAJOR is not set in .ci/run"
    return found.group(1)


def test_it_runs_what_production_needs(services: dict[str, Any]) -> None:
    assert set(services) == OURS | {"db", "redis"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_name_it_sets_is_read_by_the_settings(
    services: dict[str, Any], names_read: set[str], name: str
) -> None:
    assert set(services[name]["environment"]) - names_read == set()


def test_every_setting_of_the_readme_reaches_the_container(
    services: dict[str, Any], names_read: set[str]
) -> None:
    """But for those of a developer, and the place that the image has set itself."""
    not_for_servers = {"DEBUG", "DEMO", "STATIC_ROOT"}
    assert names_read - set(services["web"]["environment"]) == not_for_servers


def test_the_readme_explains_every_setting_and_no_other(names_read: set[str]) -> None:
    readme = (ROOT / "README.md").read_text()
    table = readme.partition("## Settings")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert explained == names_read | {"PORT"}  # PORT is the supervisor's own


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL"])
def test_it_does_not_start_without_the_needed_names(services: dict[str, Any], name: str) -> None:
    assert f"${{{name}:?" in services["web"]["environment"][name]


def test_no_secret_is_written_into_it() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        for value in re.findall(rf"{name}: (\S+)", text):
            assert value.startswith("${"), value


def test_all_of_ours_share_database_broker_and_key(services: dict[str, Any]) -> None:
    first, *others = (services[name]["environment"] for name in sorted(OURS))
    assert all(other == first for other in others)


@pytest.mark.parametrize(("service", "name"), [("db", "PG"), ("redis", "REDIS")])
def test_servers_are_of_the_version_that_is_tested(
    services: dict[str, Any], service: str, name: str
) -> None:
    major = re.match(r"\w+:(\d+)", services[service]["image"])
    assert major and major.group(1) == ci_major(name)


def test_everything_that_stays_up_has_a_health_check(services: dict[str, Any]) -> None:
    without = {name for name, service in services.items() if "healthcheck" not in service}
    assert without == {"migrate"}


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_a_running_sweep_gets_a_minute_to_finish(services: dict[str, Any], name: str) -> None:
    assert services[name]["stop_grace_period"] == "60s"


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_nothing_starts_on_old_tables(services: dict[str, Any], name: str) -> None:
    waits = services[name]["depends_on"]["migrate"]
    assert waits == {"condition": "service_completed_successfully"}


def test_the_database_and_the_broker_are_not_published(services: dict[str, Any]) -> None:
    published = {name for name, service in services.items() if "ports" in service}
    assert published == {"web"}
    assert all(port.startswith("127.0.0.1:") for port in services["web"]["ports"])


def test_every_volume_it_mounts_is_declared(services: dict[str, Any]) -> None:
    whole = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    used = {v.split(":")[0] for service in services.values() for v in service.get("volumes", [])}
    assert used == set(whole["volumes"])


def test_the_image_runs_as_a_plain_user_and_keeps_no_secret() -> None:
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)[-1] != "root"
    assert not re.search(r"^(ENV|ARG).*(SECRET|PASSWORD)", DOCKERFILE, re.MULTILINE)


def test_what_the_image_copies_is_there_and_let_through() -> None:
    let_through = (ROOT / ".dockerignore").read_text().splitlines()
    for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source}" in let_through, source


def test_the_image_has_the_libraries_that_the_tests_have() -> None:
    block = re.search(r"no-install-recommends \\\n(.*?)&&", DOCKERFILE, re.DOTALL)
    assert block
    packages = block.group(1).replace("\\", " ").split()
    assert packages
    assert [package for package in packages if package not in CI] == []
