import shutil
import tempfile
from itertools import count
from pathlib import Path

import pytest

from tests.store.gate.ecosystem import Ecosystem, nothing

_numbers = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_world(request):
    """Four services over real stores; every test takes a case of its own."""
    folder = Path(tempfile.mkdtemp(prefix="redress-gate-"))
    if request.param == "sqlite":
        made = Ecosystem(lambda name: f"sqlite:///{folder}/{name}.sqlite", folder)
        yield made
        made.close()
    else:
        cluster, names = request.getfixturevalue("postgres"), []

        def url_of(name):
            names.append(f"gate_{next(_numbers)}_{name}")
            return cluster.database(names[-1])

        made = Ecosystem(url_of, folder)
        yield made
        made.close()
        for name in names:
            cluster.drop(name)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def world(shared_world):
    yield shared_world
    shared_world.before = shared_world.after = nothing
    shared_world.carry()


@pytest.fixture
def case(world):
    return world.case()
