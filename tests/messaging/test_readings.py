"""Whoever reads of a case is found among those who looked, whatever else the reading leaves behind."""

from uuid import uuid4

import pytest

from shared.audit.trail import AuditTrail
from shared.contracts.screening.risk_rpc import RISK_REVIEWS, ListRiskReviews, RiskReviews
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, listening

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
ACCESS = {"risk_reviews": frozenset({Role.SERVICE_MANAGER})}
CASE = uuid4()
NOTHING = RiskReviews(reviews=())


def with_the_others(done):
    serves = Serves()

    @serves.method(RISK_REVIEWS)
    def reviews(uow, request):
        uow.audit(done, subject=f"case/{request.case_id}")
        return NOTHING

    return serves


def in_its_own(done):
    serves = Serves()

    @serves.method(RISK_REVIEWS, own_transaction=True)
    def reviews(runtime, context, request):
        with runtime.transaction(context.with_(mark=None)):
            pass  # whether they may at all
        for _ in range(2):
            with runtime.transaction(context) as uow:
                uow.audit(done, subject=f"case/{request.case_id}")
        return NOTHING

    return serves


@pytest.mark.parametrize(
    ("serving", "done", "kept"),
    [
        (with_the_others, "reviews_printed", ["reviews_printed", "risk_reviews.read"]),
        (with_the_others, "reviews_read", ["reviews_read"]),
        (
            in_its_own,
            "reviews_printed",
            ["reviews_printed", "risk_reviews.read", "reviews_printed"],
        ),
        (in_its_own, "reviews_read", ["reviews_read", "reviews_read"]),
    ],
)
def test_a_reading_is_audited_as_a_look_where_the_use_case_said_something_else_of_it(
    bus: Bus, database, serving, done, kept
):
    """A letter printed and advice on contact were in the trail, and told to nobody who asked who looked."""
    runtime = bus.runtime("screening", database)
    bus.start(listening(runtime, serves=serving(done), access=ACCESS))
    client = RpcClient(bus.url, bus.runtime("gateway").keys)

    client.call(RISK_REVIEWS, ListRiskReviews(case_id=CASE), MANAGER)
    client.close()

    with runtime.store.reading() as connection:
        assert [one.action for one in AuditTrail(connection).entries(f"case/{CASE}")] == kept
