"""Several replicas take from one queue into one PostgreSQL: in order by case, each thing once."""

from uuid import uuid4

from shared.contracts.examples import example
from shared.contracts.screening.events import EligibilityDecidedV1
from tests.messaging.conftest import Bus, case_opened, effects_of, listening, note_effect, speaking
from tests.support.eventually import eventually

CASES, TURNS, REPLICAS = 12, 25, 3


def test_replicas_that_lose_their_connections_keep_the_order_and_double_nothing(
    bus: Bus, new_database
):
    database = new_database()
    intake = bus.runtime("intake")
    taken: list[list[str]] = [[] for _ in range(REPLICAS)]

    def handler(number: int):
        def handle(uow, event, envelope):
            taken[number].append(event.reference)
            note_effect(uow, event, envelope)
            decided = example(EligibilityDecidedV1) | {"case_id": str(event.case_id)}
            uow.announce(EligibilityDecidedV1.model_validate(decided))

        return handle

    screening = bus.runtime("screening", database)
    hosts = [
        bus.start(listening(bus.runtime("screening", database), handler(number)))
        for number in range(REPLICAS)
    ]
    bus.start(speaking(intake))
    cases = [uuid4() for _ in range(CASES)]
    for turn in range(TURNS):
        for case in cases:
            with intake.transaction() as uow:
                uow.announce(case_opened(case, f"R-{turn}"))
        if turn % 5 == 4:  # what it had taken goes back to the queue, and to the others
            consumer = hosts[(turn // 5) % REPLICAS].consumer
            assert consumer is not None
            consumer._connection.drop()

    eventually(lambda: len(effects_of(screening)) >= CASES * TURNS, within_s=60)
    applied = effects_of(screening)
    assert len(applied) == CASES * TURNS
    for case in cases:
        mine = [note for subject, note in applied if str(case) in subject]
        assert mine == [f"R-{turn}" for turn in range(TURNS)]
    assert all(taken)  # every replica had its share
    eventually(lambda: bus.depth("screening.events") == 0)
    eventually(lambda: bus.depth("intake.events") >= CASES * TURNS)
