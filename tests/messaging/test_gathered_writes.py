"""A batch whose writes wait for each other: a row that is refused costs its own message only."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from shared.contracts.envelope import CONTENT_TYPE
from shared.contracts.intake.events import CaseOpenedV1
from shared.messaging.delivery import Delivery
from shared.messaging.outgoing import EVENTS_EXCHANGE
from shared.messaging.processor import Processor
from shared.messaging.tables import inbox, outbox
from shared.store.later import write_later
from tests.messaging.conftest import Bus, case_opened, effects, effects_of, listening

TYPE = CaseOpenedV1.type()
ADD = effects.insert()


def numbered(uow, event, envelope):
    """Each case has the number that its reference says, and no two may have the same."""
    row = {"id": int(event.reference), "subject": envelope.subject, "note": event.reference}
    write_later(uow.connection, ADD, row)


def looking(uow, event, envelope):
    """As ``numbered``, and looks at all rows first, so that waiting ones must be sent."""
    uow.connection.execute(select(effects)).all()
    numbered(uow, event, envelope)


def swallowing(uow, event, envelope):
    """As ``looking``, and takes no notice of what that provokes."""
    try:
        looking(uow, event, envelope)
    except Exception:  # noqa: BLE001 - as some translation might
        write_later(uow.connection, ADD, {"id": 1000, "subject": "swallowed", "note": "?"})


@pytest.fixture
def screening(tmp_path, database):
    bus = Bus("amqp://unused:unused@127.0.0.1:1/unused", "", tmp_path, None)
    return bus.runtime("intake"), bus.runtime("screening", database)


def deliveries(intake, references):
    for reference in references:
        with intake.transaction() as uow:
            uow.announce(case_opened(uuid4(), reference))
    with intake.store.reading() as connection:
        bodies = connection.execute(select(outbox.c.body).order_by(outbox.c.position)).scalars()
        return [
            Delivery(
                body=bytes(body),
                tag=tag,
                queue="screening.events",
                exchange=EVENTS_EXCHANGE,
                routing_key=TYPE,
                content_type=CONTENT_TYPE,
            )
            for tag, body in enumerate(bodies, start=1)
        ]


def settled(runtime):
    with runtime.store.reading() as connection:
        return len(connection.execute(select(inbox)).all())


@pytest.mark.parametrize("handler", [numbered, looking, swallowing])
def test_one_refused_row_leaves_its_neighbours_alone(screening, handler):
    intake, runtime = screening
    processor = Processor(listening(runtime, handler))
    references = [str(number) for number in range(1, 20)]
    references.insert(9, "3")  # a case may not have the number of another

    again = processor.handle(deliveries(intake, references))

    noted = sorted(int(note) for _, note in effects_of(runtime) if note != "?")
    assert noted == list(range(1, 20))
    if handler is not swallowing:  # which, alone, takes the refusal for its own
        assert [one.code for one in again] == ["store-conflict:IntegrityError"]
        assert settled(runtime) == 19


def test_a_batch_without_faults_is_applied_once_and_only_once(screening):
    intake, runtime = screening
    processor = Processor(listening(runtime, numbered))
    messages = deliveries(intake, [str(number) for number in range(1, 30)])

    assert processor.handle(messages) == []
    assert processor.handle(messages) == []

    assert len(effects_of(runtime)) == settled(runtime) == 29
