"""Rows of the transport end in due time, and none that something may still depend on."""

import json
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, update

from shared.contracts.intake.events import CaseOpenedV1
from shared.messaging import housekeeping, parking
from shared.messaging.inbox import MOVED
from shared.messaging.keeping import DAY_S, KEEPING, Keeping
from shared.messaging.outgoing import EVENTS_EXCHANGE
from shared.messaging.tables import (
    inbox,
    inbox_bindings,
    inbox_held,
    inbox_streams,
    outbox,
    outbox_streams,
    parked_messages,
    rpc_answers,
)
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, case_opened, effects_of, listening, speaking
from tests.support.eventually import eventually

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
TYPE = CaseOpenedV1.type()
JOINED_DAYS_AGO = 1000


def ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def count(runtime, table) -> int:
    with runtime.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def clean(runtime, keeping: Keeping = KEEPING) -> dict[str, int]:
    return dict(housekeeping.clean(runtime.store, keeping))


@pytest.fixture
def pair(bus: Bus, database):
    """Intake and screening over the parametrised store; three events of one case were applied."""
    intake, screening = bus.runtime("intake"), bus.runtime("screening", database)
    with screening.store.writing() as connection:
        joined = {"type": TYPE, "joined_at": int(ago(JOINED_DAYS_AGO).timestamp())}
        connection.execute(insert(inbox_bindings), joined)
    bus.start(speaking(intake))
    bus.start(listening(screening))
    case = uuid4()
    for reference in ("a", "b", "c"):
        with intake.transaction() as uow:
            uow.announce(case_opened(case, reference))
    eventually(lambda: len(effects_of(screening)) == 3)
    return intake, screening, case


def answer(key: str, days: float) -> dict:
    return {
        "issuer": "gateway",
        "actor": "manager-1",
        "idempotency_key": key,
        "method": "lift_bar",
        "digest": "d",
        "answer": b"a",
        "answered_at": ago(days),
    }


def settled_row(state: str, days: float, **more) -> dict:
    return {
        "id": str(uuid4()),
        "queue": "screening.events",
        "state": state,
        "reason": "bug",
        "faults": "[]",
        "place": "",
        "attempts": 3,
        "source": "redress/intake",
        "message_id": str(uuid4()),
        "type": TYPE,
        "subject": "case/1",
        "sequence": 1,
        "body": b"",
        "headers": "{}",
        "parked_at": ago(days),
        "settled_at": None if state == parking.PARKED else ago(days),
        **more,
    }


def test_nothing_young_is_touched(pair):
    intake, screening, _ = pair
    eventually(lambda: not unsent(intake))

    assert clean(intake) == clean(screening) == {}


def unsent(runtime) -> int:
    with runtime.store.reading() as connection:
        query = select(func.count()).where(outbox.c.sent_at.is_(None))
        return connection.execute(query).scalar_one()


def test_each_table_loses_what_is_older_than_its_days_and_keeps_the_rest(pair):
    _, screening, _ = pair
    parked_id = str(uuid4())
    with screening.store.writing() as connection:
        for days in (KEEPING.inbox_s / DAY_S + 1, KEEPING.inbox_s / DAY_S - 1):
            row = {"source": "s", "message_id": str(uuid4()), "type": TYPE, "fate": "done"}
            connection.execute(insert(inbox), row | {"settled_at": ago(days)})
        connection.execute(
            insert(inbox),
            {"source": "redress/intake", "message_id": parked_id, "type": TYPE, "fate": "done"}
            | {"settled_at": ago(900)},
        )
        connection.execute(insert(rpc_answers), [answer("old", 31), answer("young", 29)])
        rows = [
            settled_row(parking.DISCARDED, 31),
            settled_row(parking.REPLAYED, 29),
            settled_row(parking.PARKED, 900, message_id=parked_id),
        ]
        connection.execute(insert(parked_messages), rows)

    assert clean(screening) == {"inbox": 1, "rpc_answers": 1, "parked_messages": 1}
    assert clean(screening) == {}
    with screening.store.reading() as connection:
        states = set(connection.execute(select(parked_messages.c.state)).scalars())
        assert states == {parking.REPLAYED, parking.PARKED}
        assert list(connection.execute(select(rpc_answers.c.idempotency_key)).scalars()) == [
            "young"
        ]
        # Its copy is still parked: whoever replays that must not do it a second time.
        assert parked_id in set(connection.execute(select(inbox.c.message_id)).scalars())


def test_what_the_broker_took_ends_and_what_it_did_not_stays(bus: Bus, database):
    intake = bus.runtime("intake", database)
    with intake.transaction() as uow:
        for reference in ("sent", "unsent"):
            uow.announce(case_opened(uuid4(), reference))
    with intake.store.writing() as connection:
        connection.execute(update(outbox).values(recorded_at=ago(400)))
        first = select(func.min(outbox.c.position)).scalar_subquery()
        connection.execute(update(outbox).where(outbox.c.position == first).values(sent_at=ago(8)))

    assert clean(intake) == {"outbox": 1}
    assert unsent(intake) == count(intake, outbox) == 1


def test_many_rows_go_in_small_transactions(bus: Bus, database, monkeypatch):
    screening = bus.runtime("screening", database)
    monkeypatch.setattr(housekeeping, "BATCH", 10)
    with screening.store.writing() as connection:
        connection.execute(insert(rpc_answers), [answer(f"key-{n}", 40) for n in range(35)])

    assert clean(screening) == {"rpc_answers": 35}


@pytest.mark.parametrize("age", [JOINED_DAYS_AGO - 900, JOINED_DAYS_AGO + 1])
def test_an_event_older_than_the_inbox_remembers_is_parked_and_never_applied_unasked(
    bus: Bus, pair, age
):
    """A copy from before the clean-up: its id is forgotten, its place in the order is not."""
    intake, screening, case = pair
    with intake.store.reading() as connection:
        body = bytes(connection.execute(select(outbox.c.body).limit(1)).scalar_one())
    with screening.store.writing() as connection:
        connection.execute(inbox.delete())
    old = json.loads(body) | {"recordedtime": ago(age).isoformat()}

    bus.publish((EVENTS_EXCHANGE, TYPE, json.dumps(old).encode()))

    def parked():
        with screening.store.reading() as connection:
            return parking.list_parked(connection)

    eventually(parked)
    assert [one.reason for one in parked()] == ["older-than-the-inbox-remembers"]
    assert len(effects_of(screening)) == 3
    with screening.store.writing() as connection:
        parking.replay(
            connection,
            parked()[0].id,
            by=MANAGER,
            reason="it was never applied",
            audit_key=screening.keys.audit_key,
        )
    eventually(lambda: len(effects_of(screening)) == 4)
    assert parked() == []


def move_back(runtime, table, days: float) -> None:
    """Let every stream look as if it had last moved so many days ago."""
    at = int(time.time() - days * DAY_S)
    with runtime.store.writing() as connection:
        for row in connection.execute(select(table)).all():
            if table is inbox_streams:
                values = {"applied": json.dumps(json.loads(row.applied) | {MOVED: at})}
            else:
                last = {kind: [seq, at] for kind, (seq, _) in json.loads(row.last).items()}
                values = {"last": json.dumps(last)}
            connection.execute(update(table).where(table.c.subject == row.subject).values(values))


def test_a_subject_that_speaks_again_after_its_places_were_forgotten_is_heard(bus: Bus, pair):
    intake, screening, case = pair
    eventually(lambda: not unsent(intake))
    move_back(intake, outbox_streams, 3651)
    move_back(screening, inbox_streams, 3651)
    assert clean(intake) == {"outbox_streams": 1}
    assert clean(screening) == {"inbox_streams": 1}

    for reference in ("d", "e"):
        with intake.transaction() as uow:
            uow.announce(case_opened(case, reference))

    eventually(lambda: [note for _, note in effects_of(screening)] == ["a", "b", "c", "d", "e"])
    with intake.store.reading() as connection:
        latest = connection.execute(select(outbox.c.body).order_by(outbox.c.position)).scalars()
        sequences = [json.loads(bytes(body))["sequence"] for body in latest]
    assert sequences == [1, 2, 3, 4, 5]  # never one that was given before


@pytest.mark.parametrize("forgetful", ["producer", "consumer"])
def test_it_is_heard_too_when_only_one_side_forgot(bus: Bus, pair, forgetful):
    intake, screening, case = pair
    eventually(lambda: not unsent(intake))
    if forgetful == "producer":
        move_back(intake, outbox_streams, 3651)
        clean(intake)
    else:
        move_back(intake, outbox_streams, 3651)
        move_back(screening, inbox_streams, 3651)
        clean(screening)

    with intake.transaction() as uow:
        uow.announce(case_opened(case, "d"))

    eventually(lambda: [note for _, note in effects_of(screening)] == ["a", "b", "c", "d"])


def test_the_place_of_a_subject_of_which_something_waits_is_kept(pair):
    _, screening, case = pair
    move_back(screening, inbox_streams, 3651)
    with screening.store.writing() as connection:
        stream = connection.execute(select(inbox_streams)).one()
        row = {"source": stream.source, "message_id": "m", "subject": stream.subject}
        connection.execute(
            insert(inbox_held),
            row | {"sequence": 9, "body": b"", "headers": "{}", "held_at": ago(0)},
        )

    assert "inbox_streams" not in clean(screening)


def test_a_process_cleans_by_itself(bus: Bus, database):
    screening = bus.runtime("screening", database)
    with screening.store.writing() as connection:
        connection.execute(insert(rpc_answers), [answer("old", 40)])
    keeper = housekeeping.Housekeeper(screening, every_s=0.1)
    keeper.start()

    eventually(lambda: count(screening, rpc_answers) == 0)
    keeper.stop()


@pytest.mark.parametrize(
    "unsafe", [{"inbox_s": 0}, {"inbox_s": 10 * DAY_S, "streams_s": 9 * DAY_S}]
)
def test_durations_that_would_forget_too_early_are_refused(unsafe):
    with pytest.raises(ValueError, match=r"longer"):
        Keeping(**unsafe)
