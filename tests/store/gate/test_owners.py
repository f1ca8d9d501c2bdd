"""What screening and allocation tell the gate, and that whatever changes it ends the lease."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.screening.use_cases import telling
from shared.contracts.allocation import guard as allocation
from shared.contracts.allocation import rpc as allocation_rpc
from shared.contracts.codes import Restriction, RiskDecision, VolunteerStatus
from shared.contracts.leases import ConfirmLease
from shared.contracts.screening import events, guard
from shared.contracts.screening import rpc as screening_rpc
from shared.kernel.errors import NotFound
from shared.security.actors import system_actor
from tests.store.gate.acts import is_barred, is_found_to_be_domestic_abuse, is_moved
from tests.store.gate.ecosystem import MANAGER

COMMS = system_actor("comms")


def screening_tells(case):
    question = guard.ScreeningStanding(case_id=case.case_id, strand_id=case.strand_id)
    return case.world.ask(guard.CONTACT_STANDING, question, COMMS)


def allocation_tells(case):
    question = allocation.AssignmentStanding(case_id=case.case_id)
    return case.world.ask(allocation.CONTACT_STANDING, question, COMMS)


def confirmed(case, method, facts):
    question = ConfirmLease(case_id=case.case_id, lease_id=facts.lease_id)
    return case.world.ask(method, question, COMMS)


def test_screening_tells_what_stands(case):
    facts = screening_tells(case)

    assert facts.bars == ()
    assert [one.decision.value for one in facts.eligibility] == ["proceed"]
    assert (facts.risk.decision, facts.risk.signatures) == (RiskDecision.PROCEED, 2)
    latest = case.world.clock.today() + timedelta(weeks=8)
    assert facts.risk.review_blocks_from == latest, "reviewed every eight weeks at the latest"
    assert confirmed(case, guard.CONFIRM_LEASE, facts).stands


def test_screening_tells_bars_that_stand_and_no_longer_those_that_were_lifted(case):
    is_barred(case, None)
    (bar,) = screening_tells(case).bars
    assert bar.from_on == case.world.clock.today()
    (shown,) = case.ask(screening_rpc.RISK, screening_rpc.CaseById).bars
    before = screening_tells(case)

    lift = screening_rpc.LiftBar(
        case_id=case.case_id, bar_id=shown.bar_id, reason="An invented reason."
    )
    case.world.ask(screening_rpc.LIFT_BAR, lift)

    assert screening_tells(case).bars == ()
    after = screening_tells(case)
    assert after.risk.review_blocks_from == case.world.clock.today(), "it asks for a review"
    assert not confirmed(case, guard.CONFIRM_LEASE, before).stands


def test_screening_tells_the_newest_decision_on_a_referral_with_its_restrictions(case):
    is_found_to_be_domestic_abuse(case, None)

    (decided,) = screening_tells(case).eligibility

    assert decided.restrictions == (Restriction.HARMED_SIDE_ONLY,)


def test_screening_tells_from_when_a_review_that_is_due_blocks(case):
    is_moved(case, None)
    case.world.carry("screening")

    assert screening_tells(case).risk.review_blocks_from == case.world.clock.today()


def test_screening_tells_a_later_judgement_in_place_of_an_earlier(case):
    case.assess(RiskDecision.PAUSE, ())

    assert screening_tells(case).risk.decision is RiskDecision.PAUSE


@pytest.mark.parametrize("event", events.EVENTS, ids=lambda event: event.__name__)
def test_every_event_of_screening_ends_leases_but_the_one_that_only_opens(event):
    assert (event in telling.ENDING) is (event is not events.ContactBarLiftedV1)


def test_what_screening_announces_otherwise_ends_no_lease():
    """``tell`` ends leases; an announcement past it would not. One is known to need none."""
    past = [
        path.name
        for path in Path(telling.__file__).parent.glob("*.py")
        if path.name != "telling.py"
        for line in path.read_text().splitlines()
        if "uow.announce(" in line
    ]

    assert past == ["barring.py"]


def test_allocation_tells_who_is_assigned_and_current(case):
    facts = allocation_tells(case)

    assert set(facts.user_ids) == set(case.users)
    assert confirmed(case, allocation.CONFIRM_LEASE, facts).stands


def test_allocation_no_longer_names_whose_check_has_run_out(case):
    case.world.clock.advance(timedelta(days=600))

    assert allocation_tells(case).user_ids == ()
    case.world.clock.advance(timedelta(days=-600))


def test_allocation_no_longer_names_who_is_not_active(case):
    before = allocation_tells(case)
    change = allocation_rpc.ChangeVolunteerStatus(
        facilitator_id=case.facilitators[0], status=VolunteerStatus.UNAVAILABLE
    )
    case.world.ask(allocation_rpc.CHANGE_VOLUNTEER_STATUS, change, MANAGER)

    assert allocation_tells(case).user_ids == (case.users[1],)
    assert confirmed(case, allocation.CONFIRM_LEASE, before).objection == "lease-ended"


@pytest.mark.parametrize("tells", [screening_tells, allocation_tells])
def test_of_an_unknown_case_nothing_is_told(case, tells):
    case.case_id = case.case_id.__class__(int=1)

    with pytest.raises(NotFound):
        tells(case)
