"""Orders between services: sealed for one receiver, from a proven sender, done once.

And use cases that open their own transaction because they must ask somebody first.
"""

import json
import threading
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from shared.contracts.base import Nothing
from shared.contracts.examples import example
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.events import CaseOpenedV1
from shared.contracts.intake.rpc import WITHDRAW_CONSENT
from shared.contracts.screening.rpc import LIFT_BAR
from shared.kernel.errors import Unavailable
from shared.messaging import parking
from shared.messaging.context import Context
from shared.messaging.outgoing import COMMANDS_EXCHANGE
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.messaging.runtime import Assembly
from shared.messaging.tables import outbox
from shared.security.actors import Actor, ActorKind, Role, partner_actor
from shared.security.errors import CannotDecrypt
from tests.messaging.conftest import (
    Bus,
    case_opened,
    effects,
    effects_of,
    has_joined,
    listening,
    note_effect,
    speaking,
)
from tests.support.eventually import eventually, never

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
LIFT = LIFT_BAR.request.model_validate(example(LIFT_BAR.request))
TYPE = ReceiveReferralV1.type()


def a_command() -> ReceiveReferralV1:
    made = ReceiveReferralV1.model_validate(example(ReceiveReferralV1))
    return made.model_copy(update={"feed_message_id": uuid4()})


def note(runtime_connection, subject: str, text: str) -> None:
    runtime_connection.execute(insert(effects), {"subject": subject, "note": text})


def notes(runtime) -> list[str]:
    return [text for _, text in effects_of(runtime)]


def parked(runtime) -> list[str]:
    with runtime.store.reading() as connection:
        return [one.reason for one in parking.list_parked(connection)]


@pytest.fixture
def sender(bus: Bus):
    bus.runtime("intake")
    bus.runtime("screening")
    return bus.runtime("feeds-mps")


@pytest.fixture
def receiver(bus: Bus, sender, database):
    """Intake, taking referrals from the bus; and the actors that its use case saw."""
    intake = bus.runtime("intake", database)
    seen: list[Actor] = []
    reactions = Reactions()

    @reactions.command(ReceiveReferralV1)
    def receive(uow, command, envelope):
        seen.append(uow.actor)
        note(uow.connection, str(command.feed_message_id), command.submission.harmed[0].family_name)

    bus.start(Assembly(runtime=intake, reactions=reactions, serves=Serves(), access={}))
    return intake, seen


def sent_body(sender, command: ReceiveReferralV1) -> bytes:
    with sender.transaction(Context.of_actor(partner_actor("mps"))) as uow:
        uow.command(command, to="intake")
    with sender.store.reading() as connection:
        rows = connection.execute(select(outbox.c.body).order_by(outbox.c.position))
        return [bytes(row.body) for row in rows][-1]


def test_an_order_arrives_once_with_its_actor_and_nobody_else_can_read_it(
    bus: Bus, sender, receiver
):
    intake, seen = receiver
    command = a_command()
    body = sent_body(sender, command)
    name = command.submission.harmed[0].family_name
    assert name.encode() not in body
    data = json.loads(body)["data"]
    with pytest.raises(CannotDecrypt):
        bus.runtime("screening").keys.sealing.open(data["sealed"].encode(), b"any context")

    bus.start(speaking(sender))

    eventually(lambda: effects_of(intake) == [(str(command.feed_message_id), name)])
    bus.publish((COMMANDS_EXCHANGE, TYPE, body))
    never(lambda: len(effects_of(intake)) > 1, during_s=0.7)
    assert [(actor.id, actor.issuer) for actor in seen] == [("agency:mps", "feeds-mps")]


def test_an_order_put_in_another_envelope_or_altered_is_parked_and_not_done(
    bus: Bus, sender, receiver
):
    intake, seen = receiver
    order = json.loads(sent_body(sender, a_command()))
    copied = order | {"id": str(uuid4())}
    sealed = order["data"]["sealed"]
    altered = order | {"data": order["data"] | {"sealed": sealed[:-8] + "AAAAAAA="}}

    bus.publish(*((COMMANDS_EXCHANGE, TYPE, json.dumps(one).encode()) for one in (copied, altered)))

    eventually(lambda: len(parked(intake)) == 2)
    assert seen == []
    assert notes(intake) == []


def asking(runtime, heard: list[str]) -> Assembly:
    """Allocation, whose use case asks screening before it writes; after it, plain ones follow."""
    reactions = Reactions()

    @reactions.on(CaseOpenedV1, own_transaction=True)
    def ask_then_write(runtime, context, event, envelope):
        heard.append(event.reference)
        runtime.ask(LIFT_BAR, LIFT, by=MANAGER, deadline_s=2.0, context=context)
        with runtime.transaction(context) as uow:
            note_effect(uow, event, envelope)

    return Assembly(runtime=runtime, reactions=reactions, serves=Serves(), access={})


def test_a_use_case_that_asks_first_waits_for_the_answer_and_takes_effect_once(bus: Bus, database):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    allocation = bus.runtime("allocation", database)
    heard: list[str] = []
    bus.start(speaking(intake))
    has_joined(bus.start(asking(allocation, heard)))
    case = uuid4()
    for reference in ("first", "second"):
        with intake.transaction() as uow:
            uow.announce(case_opened(case, reference))
    eventually(lambda: len(heard) > 1)
    assert notes(allocation) == []  # nobody answers yet: put off and tried again, not given up

    serves = Serves()

    @serves.method(LIFT_BAR)
    def lift(uow, request):
        return Nothing()

    access = {"lift_bar": frozenset({Role.SERVICE_MANAGER})}
    bus.start(listening(screening, serves=serves, access=access))

    # The third try comes 5 s after the second, the fourth 30 s after that.
    eventually(lambda: notes(allocation) == ["first", "second"], within_s=90)
    with intake.store.reading() as connection:
        bodies = [bytes(row.body) for row in connection.execute(select(outbox.c.body))]
    bus.publish(*(("redress.events", CaseOpenedV1.type(), body) for body in bodies))
    never(lambda: len(notes(allocation)) != 2)


@pytest.mark.parametrize("own_transaction", [False, True])
def test_a_command_whose_answer_was_lost_is_answered_alike_and_done_once(
    bus: Bus, database, own_transaction
):
    """The caller gives up while the work goes on; asking again under the same key finds it done."""
    intake = bus.runtime("intake", database)
    bus.runtime("gateway")
    may_go_on = threading.Event()
    serves = Serves()

    def withdrawn() -> object:
        made = example(WITHDRAW_CONSENT.answer)
        return WITHDRAW_CONSENT.answer.model_validate(made | {"consent_ids": [str(uuid4())]})

    if own_transaction:

        @serves.method(WITHDRAW_CONSENT, own_transaction=True)
        def withdraw_alone(runtime, context, request):
            with runtime.transaction(context) as uow:
                note(uow.connection, uow.actor.id, "withdrawn")
                may_go_on.wait(10)
            return withdrawn()
    else:

        @serves.method(WITHDRAW_CONSENT)
        def withdraw(uow, request):
            note(uow.connection, uow.actor.id, "withdrawn")
            may_go_on.wait(10)
            return withdrawn()

    access = {"withdraw_consent": frozenset({Role.SERVICE_MANAGER})}
    bus.start(Assembly(runtime=intake, reactions=Reactions(), serves=serves, access=access))
    client = RpcClient(bus.url, bus.runtime("gateway").keys)
    request = WITHDRAW_CONSENT.request.model_validate(example(WITHDRAW_CONSENT.request))

    with pytest.raises(Unavailable):
        client.call(WITHDRAW_CONSENT, request, MANAGER, idempotency_key="k", deadline_s=1.0)
    may_go_on.set()
    answers = [
        client.call(WITHDRAW_CONSENT, request, MANAGER, idempotency_key="k", deadline_s=5.0)
        for _ in range(3)
    ]
    client.close()

    assert notes(intake) == ["withdrawn"]
    assert len({one.model_dump_json() for one in answers}) == 1


def test_a_caller_whose_connection_breaks_is_told_at_once_and_may_ask_again(bus: Bus):
    intake = bus.runtime("intake")
    bus.runtime("gateway")
    asked, may_go_on = threading.Event(), threading.Event()
    serves = Serves()

    @serves.method(WITHDRAW_CONSENT)
    def withdraw(uow, request):
        note(uow.connection, uow.actor.id, "withdrawn")
        asked.set()
        may_go_on.wait(10)
        return WITHDRAW_CONSENT.answer.model_validate(example(WITHDRAW_CONSENT.answer))

    access = {"withdraw_consent": frozenset({Role.SERVICE_MANAGER})}
    bus.start(Assembly(runtime=intake, reactions=Reactions(), serves=serves, access=access))
    client = RpcClient(bus.url, bus.runtime("gateway").keys)
    request = WITHDRAW_CONSENT.request.model_validate(example(WITHDRAW_CONSENT.request))
    failures = []

    def ask() -> None:
        try:
            client.call(WITHDRAW_CONSENT, request, MANAGER, idempotency_key="k", deadline_s=30)
        except Unavailable as failure:
            failures.append(failure.code)

    caller = threading.Thread(target=ask)
    caller.start()
    assert asked.wait(10)
    client._lose()  # the socket is cut while the answer is on its way
    caller.join(5)
    assert failures == ["broker-connection-lost"]
    may_go_on.set()

    again = client.call(WITHDRAW_CONSENT, request, MANAGER, idempotency_key="k", deadline_s=10)
    client.close()
    assert again == WITHDRAW_CONSENT.answer.model_validate(example(WITHDRAW_CONSENT.answer))
    assert notes(intake) == ["withdrawn"]
