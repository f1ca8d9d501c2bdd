"""Questions and orders between services: sealed, with a deadline, once."""

import json
from uuid import uuid4

import pytest
from amqp import Message
from nameko.exceptions import RemoteError
from nameko.standalone.rpc import ClusterRpcProxy
from sqlalchemy import insert, select

from shared.contracts.base import Nothing
from shared.contracts.examples import example
from shared.contracts.screening.rpc import LIFT_BAR
from shared.kernel.errors import Conflict, NotPermitted, RedressError
from shared.messaging import parking
from shared.messaging.connection import connect
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.messaging.tables import rpc_answers
from shared.observability import logs
from shared.security.actors import Actor, ActorKind, Role
from shared.security.crypto import decrypt
from shared.security.errors import CannotDecrypt
from tests.messaging.conftest import Bus, effects, effects_of, listening
from tests.support.eventually import eventually

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
AUDITOR = Actor("auditor-1", ActorKind.STAFF, frozenset({Role.AUDITOR}))
ACCESS = {"lift_bar": frozenset({Role.SERVICE_MANAGER})}
REQUEST = LIFT_BAR.request.model_validate(example(LIFT_BAR.request))


@pytest.fixture
def served(bus: Bus):
    screening = bus.runtime("screening")
    serves = Serves()

    @serves.method(LIFT_BAR)
    def lift(uow, request):
        uow.connection.execute(insert(effects), {"subject": uow.actor.id, "note": "lifted"})
        return Nothing()

    bus.start(listening(screening, serves=serves, access=ACCESS))
    gateway = bus.runtime("gateway")
    client = RpcClient(bus.url, gateway.keys)
    yield bus, screening, client
    client.close()


def test_an_order_for_another_version_is_refused_and_repeating_what_was_done_is_not(served):
    bus, screening, client = served
    asked = {"idempotency_key": "key-of-a-version", "expected_version": 0}

    answers = [client.call(LIFT_BAR, REQUEST, MANAGER, **asked) for _ in range(2)]
    with pytest.raises(Conflict) as refusal:
        client.call(LIFT_BAR, REQUEST, MANAGER, idempotency_key="another-key", expected_version=0)

    assert answers == [Nothing()] * 2
    assert (refusal.value.code, refusal.value.ids["current"]) == ("version-not-current", "1")
    assert len(effects_of(screening)) == 1
    client.call(LIFT_BAR, REQUEST, MANAGER, idempotency_key="another-key", expected_version=1)
    assert len(effects_of(screening)) == 2


def test_a_permitted_actor_is_answered_after_the_commit(served):
    bus, screening, client = served

    answer = client.call(LIFT_BAR, REQUEST, MANAGER)

    assert answer == Nothing()
    assert effects_of(screening) == [("manager-1", "lifted")]


def test_a_role_without_permission_is_refused(served):
    bus, screening, client = served

    with pytest.raises(NotPermitted) as refusal:
        client.call(LIFT_BAR, REQUEST, AUDITOR)

    assert refusal.value.code == "role-may-not"
    assert effects_of(screening) == []


def test_an_order_repeated_under_one_key_is_done_once(served):
    bus, screening, client = served

    answers = [client.call(LIFT_BAR, REQUEST, MANAGER, idempotency_key="key-1") for _ in range(3)]

    assert answers == [Nothing()] * 3
    assert len(effects_of(screening)) == 1
    other = REQUEST.model_copy(update={name: uuid4() for name in ("bar_id",)})
    with pytest.raises(Conflict):
        client.call(LIFT_BAR, other, MANAGER, idempotency_key="key-1")


def test_a_kept_answer_opens_only_for_who_knows_the_key_it_was_asked_under(served):
    bus, screening, client = served
    client.call(LIFT_BAR, REQUEST, MANAGER, idempotency_key="key-nobody-keeps")

    with screening.store.reading() as connection:
        row = connection.execute(select(rpc_answers)).one()

    assert "key-nobody-keeps" not in "".join(map(str, row))
    with pytest.raises(CannotDecrypt):
        screening.keys.sealing.open(row.answer, b"redress:rpc-answer")
    with pytest.raises(CannotDecrypt):
        decrypt(bytes.fromhex(row.idempotency_key), row.answer, b"redress:rpc-answer")


def test_a_bug_of_ours_is_answered_without_a_word_of_it_and_logged_with_its_place(bus, caplog):
    serves = Serves()

    @serves.method(LIFT_BAR)
    def lift(uow, request):
        raise TypeError("words of Testperson Alpha")

    bus.start(listening(bus.runtime("screening"), serves=serves, access=ACCESS))
    client = RpcClient(bus.url, bus.runtime("gateway").keys)
    with pytest.raises(RedressError) as told:
        client.call(LIFT_BAR, REQUEST, MANAGER)
    client.close()

    assert told.value.code == "internal-error"
    (record,) = [one for one in caplog.records if one.msg == "request_failed"]
    line = logs.JsonLines("screening").format(record)
    assert json.loads(line)["fault"] == "builtins.TypeError"
    assert "Testperson" not in f"{told.value} {line}"


def test_hostile_requests_get_an_answer_or_are_parked_and_the_service_stays_up(served):
    bus, screening, client = served
    connection = connect(bus.url, name="stranger")
    channel = connection.channel()
    for body, headers in (
        (b"not json", {}),
        (b"{}", {"nameko.call_id_stack": 5}),
        (json.dumps({"args": [], "kwargs": {"request": {"sealed": "!"}}}).encode(), {}),
    ):
        message = Message(body, application_headers=headers)  # and no reply_to
        channel.basic_publish(message, "nameko-rpc", "screening.lift_bar")
    channel.basic_publish(Message(b"{}"), "nameko-rpc", "screening.no_such_method")

    def parked():
        with screening.store.reading() as open_connection:
            return len(parking.list_parked(open_connection)) == 4

    eventually(parked)
    connection.close()
    assert client.call(LIFT_BAR, REQUEST, MANAGER) == Nothing()


def test_a_stock_nameko_client_is_answered_and_a_bare_actor_is_not_believed(served):
    bus, screening, client = served

    with ClusterRpcProxy({"AMQP_URI": bus.url}, timeout=5) as cluster:
        with pytest.raises(RemoteError) as refusal:
            cluster.screening.lift_bar(request={"actor": "managing_director"})

    assert refusal.value.exc_type == "NotPermitted"
    assert effects_of(screening) == []
