import importlib.util
from pathlib import Path

import pytest

from shared.security.keyring import KeyRing
from shared.store.engine import Store
from shared.testing.fakes import FixedClock

_spec = importlib.util.spec_from_file_location(
    "redress_stores", Path(__file__).parent / "stores.py"
)
stores = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stores)


@pytest.fixture(scope="session")
def own_postgres():
    with stores.private_postgres() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    return stores.new_database(*request.getfixturevalue("own_postgres"))


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
