import pytest

from shared.security.keyring import KeyRing
from shared.store.engine import Store
from shared.testing.fakes import FixedClock


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    return request.getfixturevalue("new_database")()


@pytest.fixture
def store(store_url):
    opened = Store.open(store_url, service="test")
    yield opened
    opened.close()


@pytest.fixture
def ring(tmp_path):
    return KeyRing.create(tmp_path / "ring.json")


@pytest.fixture
def clock():
    return FixedClock()
