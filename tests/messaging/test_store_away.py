"""A database that is away: nothing is acknowledged early, readiness says so, and it heals."""

from pathlib import Path
from uuid import uuid4

import pytest

from ops.servers.postgres import PostgresCluster
from tests.messaging.conftest import Bus, case_opened, effects_of, listening, speaking
from tests.support.eventually import eventually


@pytest.fixture
def own_postgres(tmp_path_factory):
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="redress-pg-"))
    cluster = PostgresCluster(folder)
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


def test_while_postgresql_is_away_nothing_is_acknowledged_and_then_all_is_applied(
    bus: Bus, own_postgres
):
    intake = bus.runtime("intake")
    screening = bus.runtime("screening", own_postgres.database("away"))
    bus.start(speaking(intake))
    host = bus.start(listening(screening))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4(), "before"))
    eventually(lambda: len(effects_of(screening)) == 1)

    own_postgres.stop()
    with intake.transaction() as uow:
        for number in range(20):
            uow.announce(case_opened(uuid4(), f"R-{number}"))
    eventually(lambda: not host.consumer.ready, within_s=60)
    assert not host.checks()["screening-store"]()
    own_postgres.start()

    eventually(lambda: len(effects_of(screening)) == 21, within_s=60)
    eventually(lambda: host.consumer.ready and bus.depth("screening.events") == 0)
