"""The register as shipped, loaded once and put back quickly before each test that wants it."""

from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from authorities.models import Authority, Code, RegisterLoad
from authorities.shipped import load_shipped
from tests.authorities.files import TODAY

TABLES: tuple[type[Model], ...] = (
    Authority, Code, Authority.successors.through, RegisterLoad,
)  # fmt: skip


@pytest.fixture(scope="session")
def loaded_once() -> dict[type[Model], list[Any]]:
    """Rows of the first load of this run, empty until then."""
    return {}


@pytest.fixture
def register(db: None, loaded_once: dict[type[Model], list[Any]]) -> None:
    """All authorities of the files that come with the project."""
    if loaded_once:
        for table, rows in loaded_once.items():
            table._default_manager.bulk_create(rows)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(TABLES)):
                cursor.execute(sql)
        return
    for _, outcome in load_shipped(on=TODAY):
        assert outcome is not None and not outcome.problems
    loaded_once.update({table: list(table._default_manager.all()) for table in TABLES})
