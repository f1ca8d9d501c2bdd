import pytest

from tests.application.comms.world import CommsWorld


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/comms.sqlite"
    return request.getfixturevalue("new_database")()


@pytest.fixture
def world(url, tmp_path):
    made = CommsWorld(url, tmp_path)
    yield made
    made.runtime.close()
