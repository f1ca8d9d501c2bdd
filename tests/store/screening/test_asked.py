"""A referral of which nobody was asked waits for answers by name, and goes on with them."""

from datetime import UTC, datetime

import pytest

from shared.contracts.codes import CaseFlag, CrimeType, Side
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.intake.events import ReferralAmendedV1
from shared.contracts.intake.facts import ReferralFacts
from shared.contracts.screening import rpc
from shared.contracts.screening.eligibility_codes import Because

TODAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
KNOWN = {"harmed_home": "london", "harmed_under_18_now": "no"}
KNOWN |= {"responsible_identified": "yes", "responsibility_accepted": "yes"}
ASKED = (CaseFlag.DOMESTIC_ABUSE, CaseFlag.STALKING, CaseFlag.CHILD_ABUSE)


def received(world, **more):
    world.clock.set(TODAY)
    world.refer(received_at=TODAY, **KNOWN, **more)
    return newest(world)


def newest(world):
    return world.ask(rpc.ELIGIBILITY, rpc.CaseById(case_id=world.case_id)).decisions[0]


def answered(world, before, after, flags=()):
    told = {"initiated_by": Side.HARMED, "crime_types": (CrimeType.ASSAULT,)}
    world.hear(
        ReferralAmendedV1(
            case_id=world.case_id,
            referral_id=world.referral_id,
            fields=("flags",),
            crime_types=(CrimeType.ASSAULT,),
            flags=flags,
            asked=after,
            enhanced_priority=False,
            amended_at=TODAY,
            facts_changed=("asked",),
            facts_before=ReferralFacts(**told, asked=before),
            facts_now=ReferralFacts(**told, asked=after, flags=flags),
        )
    )
    return newest(world)


@pytest.mark.requirement("ELG-05", "ELG-06", "ELG-13")
def test_what_nobody_was_asked_is_asked_for_in_words_and_the_referral_waits(world):
    found = received(world, asked=())

    assert found.decision is D.DEFER
    assert found.missing_facts == ("child_abuse", "domestic_abuse", "stalking")
    (reason,) = (one.reason for one in found.results if one.topic == "domestic-abuse")
    assert reason.endswith("Is there domestic abuse?")


def test_a_form_that_asked_and_heard_no_is_decided_at_once(world):
    assert received(world, asked=ASKED).decision is D.PROCEED


@pytest.mark.requirement("ELG-16")
def test_each_answer_decides_again_until_nothing_is_open(world):
    received(world, asked=())

    still = answered(world, (), ASKED[:2])
    done = answered(world, ASKED[:2], ASKED)

    assert (still.decision, still.missing_facts) == (D.DEFER, ("child_abuse",))
    assert (done.decision, done.missing_facts) == (D.PROCEED, ())
    assert done.because is Because.REFERRAL_AMENDED


@pytest.mark.requirement("ELG-06", "ELG-16")
def test_a_yes_brings_what_the_criteria_say_of_it(world):
    received(world, asked=())

    found = answered(world, (), ASKED, flags=(CaseFlag.DOMESTIC_ABUSE,))

    assert found.decision is D.PROCEED_WITH_RESTRICTION
    assert set(found.restrictions) == {"harmed_side_only", "specialist_first"}


@pytest.mark.requirement("ELG-16")
def test_an_answer_taken_back_makes_it_wait_again(world):
    received(world, asked=ASKED)

    found = answered(world, ASKED, ASKED[1:])

    assert (found.decision, found.missing_facts) == (D.DEFER, ("domestic_abuse",))


def test_what_an_older_intake_announced_is_decided_as_it_was(world):
    assert received(world).decision is D.PROCEED
