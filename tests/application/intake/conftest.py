import pytest

from tests.support.intake import Intake


@pytest.fixture
def intake(tmp_path):
    """On SQLite: quick. ``tests/store/intake`` runs the same stories on PostgreSQL as well."""
    made = Intake(f"sqlite:///{tmp_path}/intake.sqlite", tmp_path / "keys")
    yield made
    made.runtime.close()
