"""The everyday path and its commonest breaks, over the real broker and both stores."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from shared.contracts.examples import example
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.events import CaseOpenedV1
from shared.kernel.errors import Refused, Unavailable
from shared.messaging import parking
from shared.messaging.outgoing import EVENTS_EXCHANGE
from shared.messaging.tables import inbox, inbox_held, outbox
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, case_opened, effects_of, has_joined, listening, speaking
from tests.support.eventually import eventually, never

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
TYPE = CaseOpenedV1.type()


def bodies(runtime):
    with runtime.store.reading() as connection:
        rows = connection.execute(select(outbox.c.body).order_by(outbox.c.position))
        return [bytes(row.body) for row in rows]


def parked(runtime):
    with runtime.store.reading() as connection:
        return parking.list_parked(connection)


def test_what_is_announced_takes_effect_once_and_in_order(bus: Bus, database):
    intake, screening = bus.runtime("intake"), bus.runtime("screening", database)
    bus.start(speaking(intake))
    bus.start(listening(screening))
    case = uuid4()

    for number in range(50):
        with intake.transaction() as uow:
            uow.announce(case_opened(case, f"R-{number}"))

    eventually(lambda: len(effects_of(screening)) == 50)
    assert [note for _, note in effects_of(screening)] == [f"R-{n}" for n in range(50)]
    eventually(lambda: bus.depth("screening.events") == 0)


def test_nothing_leaves_when_the_transaction_fails(bus: Bus):
    intake = bus.runtime("intake")
    bus.start(speaking(intake))

    try:
        with intake.transaction() as uow:
            uow.announce(case_opened(uuid4()))
            raise RuntimeError("use case failed")
    except RuntimeError:
        pass

    assert bodies(intake) == []


def test_a_sealed_body_is_not_kept_once_it_was_sent(bus: Bus):
    intake, feeds = bus.runtime("intake"), bus.runtime("feeds-mps")
    bus.start(listening(intake))
    with feeds.transaction() as uow:
        uow.command(ReceiveReferralV1.model_validate(example(ReceiveReferralV1)), to="intake")
        uow.announce(case_opened(uuid4()))
    command, event = bodies(feeds)

    bus.start(speaking(feeds))

    eventually(lambda: bodies(feeds) == [b"", event])
    assert len(command) > 500


def test_the_same_message_twice_has_one_effect(bus: Bus, database):
    intake, screening = bus.runtime("intake"), bus.runtime("screening", database)
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))
    (body,) = bodies(intake)
    bus.start(listening(screening))

    bus.publish(*[(EVENTS_EXCHANGE, TYPE, body)] * 3)
    bus.publish((EVENTS_EXCHANGE, TYPE, body))

    eventually(lambda: bus.depth("screening.events") == 0 and effects_of(screening))
    never(lambda: len(effects_of(screening)) > 1, during_s=0.5)


def test_an_early_message_is_held_until_its_predecessor_was_applied(bus: Bus, database):
    intake, screening = bus.runtime("intake"), bus.runtime("screening", database)
    has_joined(bus.start(listening(screening)))
    case = uuid4()
    for number in range(3):
        with intake.transaction() as uow:
            uow.announce(case_opened(case, f"R-{number}"))
    first, second, third = bodies(intake)

    bus.publish((EVENTS_EXCHANGE, TYPE, third), (EVENTS_EXCHANGE, TYPE, second))

    def held():
        with screening.store.reading() as connection:
            return len(connection.execute(select(inbox_held)).all()) == 2

    eventually(held)
    assert effects_of(screening) == []

    bus.publish((EVENTS_EXCHANGE, TYPE, first))
    eventually(lambda: len(effects_of(screening)) == 3)
    assert [note for _, note in effects_of(screening)] == ["R-0", "R-1", "R-2"]


def test_poison_is_parked_with_its_reason_and_its_neighbours_are_handled(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))
    (good,) = bodies(intake)
    bus.start(listening(screening))
    unknown = json.loads(good) | {"id": str(uuid4()), "type": "intake.case_opened.v9"}
    broken = json.loads(good) | {"id": str(uuid4()), "data": {"case_id": "no id"}}

    bus.publish(
        (EVENTS_EXCHANGE, TYPE, b"not json"),
        (EVENTS_EXCHANGE, TYPE, json.dumps(unknown).encode()),
        (EVENTS_EXCHANGE, TYPE, json.dumps(broken).encode()),
        (EVENTS_EXCHANGE, TYPE, good + b" " * (1024 * 1024)),
        (EVENTS_EXCHANGE, TYPE, good),
    )

    eventually(lambda: len(parked(screening)) == 4 and len(effects_of(screening)) == 1)
    reasons = sorted(one.reason for one in parked(screening))
    assert reasons == ["oversize", "schema", "unknown-version", "unparseable"]
    schema = next(one for one in parked(screening) if one.reason == "schema")
    assert len(schema.faults) >= 3


def test_a_refusal_is_recorded_and_a_bug_is_retried_then_parked(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    tries: list[str] = []

    def choosy(uow, event, envelope):
        tries.append(event.reference)
        if event.reference == "refuse":
            raise Refused("no-such-luck")
        if event.reference == "bug":
            raise MemoryError

    bus.start(listening(screening, choosy))
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        for reference in ("fine", "refuse", "bug"):
            uow.announce(case_opened(uuid4(), reference))

    eventually(lambda: len(parked(screening)) == 1, within_s=60)
    assert parked(screening)[0].reason == "bug:MemoryError"
    assert parked(screening)[0].attempts == 3
    with screening.store.reading() as connection:
        fates = sorted(connection.execute(select(inbox.c.fate)).scalars())
    assert fates == ["done", "refused"]


def test_replaying_twice_at_once_applies_once_and_is_audited(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    broken = [True]

    def handler(uow, event, envelope):
        if broken[0]:
            raise PermissionError
        from tests.messaging.conftest import note_effect

        note_effect(uow, event, envelope)

    bus.start(listening(screening, handler))
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))
    eventually(lambda: parked(screening), within_s=60)
    (one,) = parked(screening)
    broken[0] = False

    refusals = 0
    for _ in range(2):
        try:
            with screening.store.writing() as connection:
                parking.replay(
                    connection,
                    one.id,
                    by=MANAGER,
                    reason="cause mended",
                    audit_key=screening.keys.audit_key,
                )
        except Refused:
            refusals += 1

    eventually(lambda: len(effects_of(screening)) == 1)
    assert refusals == 1


def test_a_broker_that_stops_delays_but_loses_nothing(own_broker, tmp_path):
    from tests.messaging.conftest import a_bus

    own_broker.add_vhost("restart")
    with a_bus(own_broker, "restart", tmp_path) as bus:
        intake, screening = bus.runtime("intake"), bus.runtime("screening")
        bus.start(speaking(intake))
        bus.start(listening(screening))
        case = uuid4()
        for number in range(200):
            with intake.transaction() as uow:
                uow.announce(case_opened(case, f"R-{number}"))
            if number == 100:
                own_broker.kill()
        own_broker.start()

        eventually(lambda: len(effects_of(screening)) >= 200, within_s=60)
        assert [note for _, note in effects_of(screening)] == [f"R-{n}" for n in range(200)]


def test_a_question_to_nobody_ends_by_its_deadline(bus: Bus):
    from shared.contracts.screening.rpc import ELIGIBILITY, CaseById

    intake = bus.runtime("intake")
    bus.runtime("screening")

    with pytest.raises(Unavailable) as failure:
        intake.ask(ELIGIBILITY, CaseById(case_id=uuid4()), deadline_s=0.5)

    intake.close()
    assert failure.value.code in {"no-answer-in-time", "service-not-there"}
