"""What waits for a person: parked messages, those held behind them, and the ways out."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ops.dead import dead_command
from shared.contracts.intake.events import CaseOpenedV1
from shared.kernel.errors import InvalidInput, NotFound, Refused
from shared.messaging import holding, parking
from shared.messaging.outgoing import EVENTS_EXCHANGE
from shared.messaging.tables import inbox, outbox
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import (
    Bus,
    case_opened,
    effects_of,
    has_joined,
    listening,
    note_effect,
)
from tests.support.eventually import eventually, never

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
TYPE = CaseOpenedV1.type()


@pytest.fixture
def listener(bus: Bus, database):
    """Screening, in whose way a case called ``bug`` stands; and how to give it messages."""
    intake, screening = bus.runtime("intake"), bus.runtime("screening", database)

    def handler(uow, event, envelope):
        if event.reference == "bug":
            raise PermissionError
        note_effect(uow, event, envelope)

    has_joined(bus.start(listening(screening, handler)))

    def bodies(*references: str) -> list[bytes]:
        case = uuid4()
        for reference in references:
            with intake.transaction() as uow:
                uow.announce(case_opened(case, reference))
        with intake.store.reading() as connection:
            rows = connection.execute(select(outbox.c.body).order_by(outbox.c.position))
            return [bytes(row.body) for row in rows][-len(references) :]

    def publish(*messages: bytes) -> None:
        bus.publish(*((EVENTS_EXCHANGE, TYPE, body) for body in messages))

    return screening, bodies, publish


def notes(runtime) -> list[str]:
    return [note for _, note in effects_of(runtime)]


def parked(runtime) -> list[parking.Parked]:
    with runtime.store.reading() as connection:
        return parking.list_parked(connection)


def held(runtime) -> list[holding.Held]:
    with runtime.store.reading() as connection:
        return holding.list_held(connection, runtime.keys.sealing, "screening")


def discard(runtime, id_: str) -> None:
    with runtime.store.writing() as connection:
        parking.discard(
            connection, id_, by=MANAGER, reason="told twice", audit_key=runtime.keys.audit_key
        )


def broken(body: bytes) -> bytes:
    return json.dumps(json.loads(body) | {"data": {"case_id": "no id"}}).encode()


def test_discarding_a_parked_event_lets_those_behind_it_go_on(listener):
    screening, bodies, publish = listener
    publish(*bodies("bug", "second", "third"))
    eventually(lambda: len(parked(screening)) == 1 and len(held(screening)) == 2, within_s=60)
    (first,) = parked(screening)
    assert [one.waits_for for one in held(screening)] == [
        ((f"{TYPE}=1", first.id),),
        ((f"{TYPE}=2", None),),
    ]
    assert notes(screening) == []

    discard(screening, first.id)

    eventually(lambda: notes(screening) == ["second", "third"])
    assert held(screening) == []
    with screening.store.reading() as connection:
        fates = sorted(connection.execute(select(inbox.c.fate)).scalars())
    assert fates == ["discarded", "done", "done"]


def test_an_event_whose_data_breaks_its_schema_keeps_its_place_and_can_be_discarded(listener):
    screening, bodies, publish = listener
    first, second = bodies("first", "second")
    publish(broken(first), second)
    eventually(lambda: len(parked(screening)) == 1 and len(held(screening)) == 1)
    (unfit,) = parked(screening)
    assert (unfit.reason, unfit.sequence) == ("schema", 1)

    discard(screening, unfit.id)

    eventually(lambda: notes(screening) == ["second"])
    publish(first)  # a copy of what was given up
    never(lambda: "first" in notes(screening))


def test_discarding_out_of_turn_is_refused_and_passes_over_nothing(listener):
    screening, bodies, publish = listener
    first, second = bodies("first", "second")
    publish(broken(second))
    eventually(lambda: parked(screening))

    with pytest.raises(Refused) as refusal:
        discard(screening, parked(screening)[0].id)
    assert refusal.value.ids["waits_for"] == f"{TYPE}=1"

    publish(first)
    eventually(lambda: notes(screening) == ["first"])
    discard(screening, parked(screening)[0].id)
    assert parked(screening) == []


def test_what_goes_on_after_a_discard_may_be_parked_itself(listener):
    screening, bodies, publish = listener
    first, second = bodies("first", "bug")
    publish(second)
    eventually(lambda: len(held(screening)) == 1)
    publish(broken(first))
    eventually(lambda: len(parked(screening)) == 1)
    (unfit,) = parked(screening)

    discard(screening, unfit.id)

    eventually(
        lambda: [one.reason for one in parked(screening)] == ["bug:PermissionError"], within_s=60
    )


def test_a_released_event_goes_first_and_the_missing_one_still_takes_effect(listener):
    screening, bodies, publish = listener
    first, second = bodies("first", "second")
    publish(second)
    eventually(lambda: len(held(screening)) == 1)
    (waiting,) = held(screening)
    with screening.store.writing() as connection:
        holding.release(connection, waiting.message_id, by=MANAGER, reason="lost by the broker")

    eventually(lambda: notes(screening) == ["second"])
    publish(first)

    eventually(lambda: notes(screening) == ["second", "first"])
    with screening.store.reading() as connection:
        (decision,) = parking.list_parked(connection, state=None)
    assert (decision.state, decision.settled_by) == (parking.RELEASED, "manager-1")
    assert decision.settled_why == "lost by the broker"


def test_only_a_held_event_is_released_and_only_with_a_reason(listener):
    screening, _, _ = listener
    with screening.store.writing() as connection:
        with pytest.raises(NotFound):
            holding.release(connection, "nothing", by=MANAGER, reason="no such message")
        with pytest.raises(InvalidInput):
            holding.release(connection, "nothing", by=MANAGER, reason=" ")


def test_what_is_held_too_long_is_counted(listener):
    screening, bodies, publish = listener
    publish(bodies("first", "second")[1])
    eventually(lambda: len(held(screening)) == 1)

    with screening.store.reading() as connection:
        assert holding.count_late(connection) == 0
        at_once = replace(screening.keeping, held_late_s=0.001)
        assert holding.count_late(connection, at_once) == 1


def test_an_operator_sees_what_is_held_and_lets_it_go_from_the_command_line(
    listener, bus: Bus, monkeypatch
):
    screening, bodies, publish = listener
    publish(bodies("first", "second")[1])
    eventually(lambda: len(held(screening)) == 1)
    (waiting,) = held(screening)
    url = screening.store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("REDRESS_DATA_DIR", str(bus.folder))
    monkeypatch.setenv("SCREENING_DATABASE_URL", url)

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(dead_command, [*arguments])
        assert done.exit_code == 0, done.output
        return done.output

    assert f"{waiting.message_id}  " in run("held", "screening")
    assert f"waits for {TYPE}=1" in run("held", "screening")
    assert waiting.message_id not in run("held", "screening", "--late")
    run("release", "screening", waiting.message_id, "--by", "manager-1", "--reason", "it is lost")

    eventually(lambda: notes(screening) == ["second"])
    assert "0 messages" in run("held", "screening")
