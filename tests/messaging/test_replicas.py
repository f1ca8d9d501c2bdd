"""Several replicas of one service share a store: one sends at a time, the others stand by."""

from uuid import uuid4

from sqlalchemy import text

from shared.messaging import relay
from tests.messaging.conftest import Bus, case_opened, effects_of, listening, speaking
from tests.support.eventually import eventually, never

SLOW_LEADER_S = 3


def test_a_replica_is_well_while_another_sends_slowly_and_takes_over_after_it(
    bus: Bus, new_database
) -> None:
    database = new_database()
    screening = bus.runtime("screening")
    bus.start(listening(screening))
    intake = bus.runtime("intake", database)
    standing_by = bus.start(speaking(intake)).relay
    eventually(lambda: standing_by.healthy)

    with bus.runtime("intake", database).store.writing() as leader:
        leader.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": relay._LOCK})
        with intake.transaction() as uow:
            uow.announce(case_opened(uuid4()))
        never(lambda: not standing_by.healthy or effects_of(screening), during_s=SLOW_LEADER_S)

    eventually(lambda: len(effects_of(screening)) == 1)


def test_what_several_replicas_announce_together_arrives_once_and_in_order(
    bus: Bus, new_database
) -> None:
    database = new_database()
    screening = bus.runtime("screening")
    bus.start(listening(screening))
    replicas = [bus.runtime("intake", database) for _ in range(3)]
    for replica in replicas:
        bus.start(speaking(replica))
    cases = [uuid4() for _ in range(4)]
    sent = [(str(case), f"R-{turn}") for turn in range(15) for case in cases]

    for number, (case, reference) in enumerate(sent):
        with replicas[number % 3].transaction() as uow:
            uow.announce(case_opened(case, reference))

    eventually(lambda: len(effects_of(screening)) >= len(sent), within_s=60)
    arrived = effects_of(screening)
    assert len(arrived) == len(sent)
    for case in cases:
        mine = [note for subject, note in arrived if str(case) in subject]
        assert mine == [f"R-{turn}" for turn in range(15)]
