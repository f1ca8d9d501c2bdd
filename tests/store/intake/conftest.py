import pytest

from tests.support.intake import Intake


@pytest.fixture(params=["sqlite", "postgres"])
def intake(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/intake.sqlite"
    else:
        url = request.getfixturevalue("new_database")()
    made = Intake(url, tmp_path / "keys")
    yield made
    made.runtime.close()
