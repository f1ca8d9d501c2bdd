"""Two cases were joined: orders go on forbidding, and what goes on is decided and judged anew."""

from datetime import date
from uuid import uuid4

import pytest

from shared.contracts.codes import BarKind, CaseFlag, CaseStage, EligibilityDecision
from shared.contracts.intake.events import CasesJoinedV1, StrandContinued
from shared.contracts.screening import guard, rpc
from shared.kernel.errors import NotFound
from shared.security.actors import Role
from tests.store.screening.risk_work import blocked, in_force, reviews, told
from tests.support.risk import WORDS, advice


class Other:
    """The ids of another case in the same store, as the world has them of its own."""

    def __init__(self):
        self.case_id, self.referral_id, self.strand_id = uuid4(), uuid4(), uuid4()
        self.responsible_id = uuid4()


def seen_as(world, other):
    """Let the world speak of the other case; returns what it spoke of before."""
    mine = Other()
    for name in vars(mine):
        setattr(mine, name, getattr(world, name))
        setattr(world, name, getattr(other, name))
    return mine


@pytest.fixture
def ended(world):
    """A case of its own that will be joined into the world's, which goes on."""
    other = Other()
    goes_on = seen_as(world, other)
    world.refer(flags=(CaseFlag.STALKING,))
    seen_as(world, goes_on)
    return other


def joined(world, ended):
    event = CasesJoinedV1(
        case_id=ended.case_id,
        into_case_id=world.case_id,
        referral_ids=(ended.referral_id,),
        strands=(StrandContinued(strand_id=ended.strand_id, into_strand_id=world.strand_id),),
        stage=CaseStage.RISK_ASSESSED,
        joined_at=world.clock.now(),
    )
    world.hear(event)


def bar(world, about, *, strand_id=None, kind=BarKind.NO_CONTACT_ORDER):
    request = rpc.RecordBar(
        case_id=about.case_id,
        strand_id=strand_id,
        kind=kind,
        from_on=date(2019, 1, 1),
        source="An invented order of the court",
    )
    return world.ask(rpc.RECORD_BAR, request).bar_id


@pytest.mark.requirement("ELG-12")
@pytest.mark.parametrize("whole", [True, False])
def test_an_order_of_the_case_that_ended_forbids_in_the_one_that_goes_on(world, ended, whole):
    world.refer()
    in_force(world)
    bar(world, ended, strand_id=None if whole else ended.strand_id)
    assert told(world).bars == ()

    joined(world, ended)

    (fact,) = told(world).bars
    assert fact.strand_id == (None if whole else world.strand_id)
    assert world.said().count("screening.contact_barred.v1") == 2


def test_an_order_that_was_lifted_before_is_not_carried_over(world, ended):
    world.refer()
    in_force(world)
    lifting = rpc.LiftBar(
        case_id=ended.case_id, bar_id=bar(world, ended), reason="The order was set aside."
    )
    world.ask(rpc.LIFT_BAR, lifting, role=Role.SERVICE_MANAGER)

    joined(world, ended)

    assert told(world).bars == ()


def test_contact_waits_until_somebody_has_judged_with_both_in_view(world, ended):
    world.refer()
    in_force(world)
    assert not blocked(world)

    joined(world, ended)

    assert blocked(world)
    assert "cases_joined" in reviews(world)


def test_a_referral_is_decided_where_it_goes_on_and_nowhere_else(world, ended):
    world.refer()

    joined(world, ended)

    found = world.ask(rpc.ELIGIBILITY, rpc.CaseById(case_id=world.case_id)).decisions
    assert {one.referral_id for one in found} == {world.referral_id, ended.referral_id}
    ask = guard.ScreeningStanding(case_id=world.case_id, strand_id=world.strand_id)
    assert len(world.ask(guard.CONTACT_STANDING, ask, role=Role.SYSTEM).eligibility) == 2


def test_a_managers_exception_for_the_case_that_ended_is_made_anew(world, ended):
    world.refer()
    before = world.ask(rpc.ELIGIBILITY, rpc.CaseById(case_id=ended.case_id)).decisions[0]
    exception = rpc.AuthoriseException(
        case_id=ended.case_id,
        referral_id=ended.referral_id,
        decision=EligibilityDecision.PROCEED,
        rationale=WORDS,
        review_on=date(2019, 12, 1),
    )
    world.ask(rpc.AUTHORISE_EXCEPTION, exception, role=Role.SERVICE_MANAGER)

    joined(world, ended)

    found = world.ask(rpc.ELIGIBILITY, rpc.CaseById(case_id=world.case_id)).decisions
    (now,) = (one for one in found if one.referral_id == ended.referral_id)
    assert not now.exception
    assert now.decision == before.decision


def test_what_was_judged_of_the_case_that_ended_stands_no_more(world, ended):
    world.refer()
    goes_on = seen_as(world, ended)
    in_force(world, advice=(advice("stalking_advocate", "stalking"),))
    seen_as(world, goes_on)

    joined(world, ended)

    ask = guard.ScreeningStanding(case_id=ended.case_id, strand_id=ended.strand_id)
    assert world.ask(guard.CONTACT_STANDING, ask, role=Role.SYSTEM).risk is None


def test_heard_before_the_case_that_goes_on_it_waits_for_it(world, ended):
    with pytest.raises(NotFound):
        joined(world, ended)

    world.refer()
    joined(world, ended)
