"""The whole system as ./redress up runs it, once for every journey."""

import json

import httpx
import pytest

from ops.deployables import AGENCIES
from ops.publish import publish
from ops.system import System
from services.feeds.agreement import load


def samples(agency):
    return load(agency).samples


@pytest.fixture(scope="package")
def system(tmp_path_factory):
    running = System(tmp_path_factory.mktemp("whole"), agencies=AGENCIES)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="package")
def manager(system):
    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=10) as client:
        credentials = {"username": "manager", "password": system.first_password}
        token = client.post("/sessions", json=credentials).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def as_published(system, agency, sample, **changed):
    """Publish a sample as its agency does, some fields changed; return what was answered."""
    url = (system.data_dir / "agencies" / f"{agency}.url").read_text()
    written = json.loads((samples(agency) / sample).read_text())
    return publish(url, json.dumps(written | changed).encode())
