"""A command sent again gives the answer that it gave, to who may still see what it tells of."""

from uuid import uuid4

import pytest
from sqlalchemy import insert

from shared.contracts.examples import example
from shared.contracts.intake.rpc import WITHDRAW_CONSENT
from shared.kernel.errors import NotFound
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.messaging.runtime import Assembly
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, effects, effects_of

FACILITATOR = Actor("facilitator-1", ActorKind.VOLUNTEER, frozenset({Role.FACILITATOR}))
REQUEST = WITHDRAW_CONSENT.request.model_validate(example(WITHDRAW_CONSENT.request))


def work(connection):
    connection.execute(insert(effects), {"subject": "case", "note": "withdrawn"})
    made = example(WITHDRAW_CONSENT.answer)
    return WITHDRAW_CONSENT.answer.model_validate(made | {"consent_ids": [str(uuid4())]})


def serving(*, own_transaction):
    serves = Serves()
    if own_transaction:

        @serves.method(WITHDRAW_CONSENT, own_transaction=True)
        def alone(runtime, context, request):
            with runtime.transaction(context) as uow:
                return work(uow.connection)
    else:

        @serves.method(WITHDRAW_CONSENT)
        def among_others(uow, request):
            return work(uow.connection)

    return serves


@pytest.mark.parametrize("own_transaction", [False, True])
def test_who_was_taken_off_a_case_is_not_told_again_what_a_command_of_theirs_told(
    bus: Bus, database, own_transaction
):
    """Who ran a leak check read its findings again, weeks after the case was another's."""
    runtime, sight = bus.runtime("intake", database), [True]

    def sees(connection, actor, case_id):
        assert (actor.id, case_id) == (FACILITATOR.id, REQUEST.case_id)
        if not sight[0]:
            raise NotFound("case-unknown", case=case_id)

    bus.start(
        Assembly(
            runtime=runtime,
            reactions=Reactions(),
            serves=serving(own_transaction=own_transaction),
            access={"withdraw_consent": frozenset({Role.FACILITATOR})},
            sees=sees,
        )
    )
    client = RpcClient(bus.url, bus.runtime("gateway").keys)

    def ask():
        return client.call(WITHDRAW_CONSENT, REQUEST, FACILITATOR, idempotency_key="k")

    first, again = ask(), ask()
    sight[0] = False
    with pytest.raises(NotFound, match="case-unknown"):
        ask()
    client.close()

    assert first == again
    assert [text for _, text in effects_of(runtime)] == ["withdrawn"]
