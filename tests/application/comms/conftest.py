import pytest

from tests.application.comms.world import CommsWorld


@pytest.fixture
def world(tmp_path):
    made = CommsWorld(f"sqlite:///{tmp_path}/comms.sqlite", tmp_path).ready()
    yield made
    made.runtime.close()
