from uuid import uuid4

import pytest

from tests.support.intake import Intake


@pytest.fixture(params=["sqlite", "postgres"])
def intake(request, tmp_path):
    """Intake's store, since it holds leases; no case is needed to lease something of it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/intake.sqlite"
    else:
        url = request.getfixturevalue("new_database")()
    made = Intake(url, tmp_path / "keys")
    yield made
    made.runtime.close()


@pytest.fixture
def case_id():
    return uuid4()
