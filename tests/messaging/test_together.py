"""Several questions in one message: each answered, refused and audited as though it came alone."""

from uuid import uuid4

import pytest
from sqlalchemy import insert

from services.gateway.backoffice import BusBackoffice, Call
from shared.audit.trail import AuditTrail
from shared.contracts import together
from shared.contracts.allocation import rpc as allocation
from shared.contracts.screening import rpc as screening
from shared.contracts.screening.risk_rpc import RISK_REVIEWS, ListRiskReviews, RiskReviews
from shared.contracts.screening.rpc import ELIGIBILITY, LIFT_BAR, RISK
from shared.kernel.errors import InvalidInput, NotFound, NotPermitted, RedressError
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, effects, effects_of, listening

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
AUDITOR = Actor("auditor-1", ActorKind.STAFF, frozenset({Role.AUDITOR}))
BOTH = frozenset({Role.SERVICE_MANAGER, Role.AUDITOR})
ACCESS = {
    "eligibility": BOTH,
    "risk": BOTH,
    "risk_reviews": frozenset({Role.SERVICE_MANAGER}),
    "lift_bar": BOTH,
}
CASE = uuid4()
OF_CASE = screening.CaseById(case_id=CASE)


@pytest.fixture
def asked(bus: Bus, database):
    """A service of four methods, and how to ask it; its risks may be made to fail."""
    runtime = bus.runtime("screening", database)
    serves, fails = Serves(), []

    @serves.method(ELIGIBILITY)
    def eligibility(uow, request):
        return screening.Eligibility(decisions=())

    @serves.method(RISK)
    def risk(uow, request):
        uow.audit("risk_read", subject=f"case/{request.case_id}")
        uow.connection.execute(insert(effects), {"subject": "case", "note": "risk read"})
        for fault in fails:
            raise fault
        return screening.Risk(assessments=(), bars=())

    @serves.method(RISK_REVIEWS)
    def reviews(uow, request):
        return RiskReviews(reviews=())

    @serves.method(LIFT_BAR)
    def lift(uow, request):
        uow.connection.execute(insert(effects), {"subject": "case", "note": "lifted"})

    bus.start(listening(runtime, serves=serves, access=ACCESS))
    keys = bus.runtime("gateway").keys
    client = RpcClient(bus.url, keys)
    services = BusBackoffice(client, keys.publics)

    def ask(*methods_and_requests, by=MANAGER):
        calls = [Call(method, request, by) for method, request in methods_and_requests]
        return services.ask_together(calls)

    ask.runtime, ask.fails, ask.client, ask.services = runtime, fails, client, services
    yield ask
    client.close()


def audited(asked):
    with asked.runtime.store.reading() as connection:
        return [one.action for one in AuditTrail(connection).entries(f"case/{CASE}")]


ALL = (
    (ELIGIBILITY, OF_CASE),
    (RISK, OF_CASE),
    (RISK_REVIEWS, ListRiskReviews(case_id=CASE)),
)


def test_each_question_has_its_own_answer_and_its_own_entry_in_the_audit(asked):
    answers = asked(*ALL)

    assert [type(one) for one in answers] == [method.answer for method, _ in ALL]
    assert audited(asked) == ["eligibility.read", "risk_read", "risk_reviews.read"]


@pytest.mark.parametrize("fault", [NotFound("case-unknown"), ValueError("words of Testperson")])
def test_what_is_refused_or_fails_leaves_nothing_behind_and_takes_nothing_from_the_rest(
    asked, fault
):
    asked.fails.append(fault)

    first, failed, last = asked(*ALL)

    assert (type(first), type(last)) == (screening.Eligibility, RiskReviews)
    assert isinstance(failed, RedressError)
    assert failed.code in ("case-unknown", "internal-error")
    assert audited(asked) == ["eligibility.read", "risk_reviews.read"]
    assert effects_of(asked.runtime) == []


@pytest.mark.requirement("ALL-08")
def test_each_question_is_held_to_the_row_of_its_own_method(asked):
    answers = asked(*ALL, by=AUDITOR)

    assert isinstance(answers[2], NotPermitted)
    assert audited(asked) == ["eligibility.read", "risk_read"]


def test_an_order_never_comes_among_questions(asked):
    order = LIFT_BAR.request(bar_id=uuid4(), case_id=CASE, reason="an invented reason")

    answered, refused = asked((ELIGIBILITY, OF_CASE), (LIFT_BAR, order))

    assert isinstance(answered, screening.Eligibility)
    assert isinstance(refused, InvalidInput)
    assert refused.code == "rpc-method-comes-alone"
    assert effects_of(asked.runtime) == []


def test_a_question_that_a_service_does_not_know_is_refused_alone(asked):
    elsewhere = allocation.CaseById(case_id=CASE)

    answered, refused = asked((ELIGIBILITY, OF_CASE), (allocation.ASSIGNMENT, elsewhere))

    assert isinstance(answered, screening.Eligibility)
    assert refused.code == "rpc-method-unknown"


def test_questions_of_two_people_are_asked_in_the_name_of_each(asked):
    calls = [Call(RISK, OF_CASE, by) for by in (MANAGER, AUDITOR, MANAGER)]

    answers = asked.services.ask_together(calls)

    assert len(answers) == 3
    with asked.runtime.store.reading() as connection:
        entries = AuditTrail(connection).entries(f"case/{CASE}")
    assert sorted(one.actor for one in entries) == ["auditor-1", "manager-1", "manager-1"]


def test_a_message_without_a_question_is_refused(asked):
    empty = together.AskTogether.model_construct(questions=())

    with pytest.raises(InvalidInput):
        asked.client.call(together.of("screening"), empty, MANAGER)
