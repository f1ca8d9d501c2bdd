"""The four case studies of 2019-20 are judged as they were, with the reasons (issue 4, 3)."""

import pytest

from shared.contracts.codes import CaseFlag, CrimeType, Mode, RiskDecision
from shared.contracts.screening import risk_rpc, rpc
from shared.kernel.errors import Refused
from shared.security.actors import Role
from tests.store.screening.risk_work import draft, factors, in_force, sign, told
from tests.support.risk import WORDS, advice

EVERY_WAY = (Mode.CONFERENCE, Mode.SHUTTLE, Mode.LETTER)
TALK = (Mode.RESTORATIVE_CONVERSATION,)


def shown(world):
    found = world.ask(rpc.RISK, rpc.CaseById(case_id=world.case_id)).assessments
    return next(one for one in found if one.newest)


@pytest.mark.requirement("RSK-02", "RSK-04")
def test_the_conference_after_a_murder_stands_on_a_whole_record_of_everybody_concerned(world):
    world.refer(crime_types=(CrimeType.MURDER,))
    everybody = (*factors(), {"factor": "H1", "whom": "facilitator", "likelihood": 1, "impact": 2})
    with pytest.raises(Refused) as refused:
        sign(world, draft(world, modes=EVERY_WAY, contingency=None).assessment_id, "one")
    assert refused.value.code == "stage-incomplete"

    in_force(world, modes=EVERY_WAY, factors=everybody, based_on=shown(world).assessment_id)

    assert shown(world).stage.value == "before_conference"
    assert set(told(world).risk.modes) == set(EVERY_WAY)


@pytest.mark.requirement("RSK-09", "RSK-11")
def test_the_shuttle_leaves_no_chance_of_meeting_and_permits_no_meeting(world):
    world.refer(crime_types=(CrimeType.MURDER,))
    near = {"live_near": "no", "may_meet": "unknown", "plan": "No place is ever named."}

    in_force(world, RiskDecision.INDIRECT_ONLY, (Mode.SHUTTLE, Mode.LETTER), proximity=near)

    assert shown(world).proximity.plan == near["plan"]
    assert set(told(world).risk.modes) == {Mode.SHUTTLE, Mode.LETTER}


@pytest.mark.requirement("RSK-08", "RSK-09", "RSK-14", "RSK-15")
def test_the_letter_goes_one_way_typed_after_a_managers_exception_and_a_specialists_advice(world):
    world.refer_letter()
    world.ask(
        rpc.AUTHORISE_EXCEPTION,
        rpc.AuthoriseException(
            case_id=world.case_id,
            referral_id=world.referral_id,
            rationale=WORDS,
            review_on=world.clock.today().replace(month=10),
        ),
        role=Role.SERVICE_MANAGER,
    )
    family = {"whom": "family", "text": "He is a risk to her; she should not answer.",
              "advises_against": True, "answer": "A statement that asks for no reply."}  # fmt: skip
    typed = factors(F1="typed, not handwritten", C2="one way, no reply")
    judged = {"factors": typed, "views": (family,)}
    alone = draft(world, RiskDecision.INDIRECT_ONLY, **judged).assessment_id
    with pytest.raises(Refused) as refused:
        sign(world, alone, "one")
    assert refused.value.code == "specialist-consultation-needed"

    advised = (advice("stalking_advocate", "stalking"),)
    in_force(world, RiskDecision.INDIRECT_ONLY, based_on=alone, advice=advised, **judged)

    assert told(world).risk.modes == (Mode.LETTER,)
    request = risk_rpc.CompareAssessments(
        case_id=world.case_id, earlier=alone, later=shown(world).assessment_id
    )
    changes = world.ask(risk_rpc.RISK_DIFFERENCE, request).changes
    assert {one.path.split("[")[0] for one in changes} == {"advice"}


@pytest.mark.requirement("RSK-06", "RSK-07", "RSK-10", "RSK-12", "ELG-12")
def test_domestic_abuse_under_a_no_contact_order_is_worked_with_her_alone_and_her_safety_plan(
    world,
):
    world.refer(crime_types=(CrimeType.GBH,), flags=(CaseFlag.DOMESTIC_ABUSE,))
    world.ask(
        rpc.RECORD_BAR,
        rpc.RecordBar(
            case_id=world.case_id,
            strand_id=world.strand_id,
            kind="no_contact_order",
            order="no_contact",
            from_on=world.clock.today(),
            source="independent adviser",
        ),
    )
    told_by_adviser = {
        "information": [{"provider": "Invented IDVA service", "provided_on": "2019-06-28",
                         "basis": "consent", "consented_on": "2019-06-27", "scope": "this case",
                         "text": WORDS}],
        "agency_assessments": [{"tool": "dash", "level": "high", "assessed_on": "2019-06-01",
                                "assessor": "Invented IDVA"}],
        "self_harm": [{"whom": "harmed", "history": "past", "text": WORDS, "support": WORDS}],
        "safety_plans": [{"whom": "harmed", "held_by": "Invented IDVA", "kept_by": WORDS}],
        "advice": (advice("idva", "domestic_abuse"),),
    }  # fmt: skip
    contact = draft(world, **told_by_adviser).assessment_id
    with pytest.raises(Refused) as refused:
        sign(world, contact, "one")
    assert refused.value.ids["about"] == "bar-in-force,eligibility-harmed-side-only"

    in_force(world, RiskDecision.HARMED_SIDE_ONLY, TALK, based_on=contact, **told_by_adviser)

    kept = shown(world)
    assert kept.safety_plans[0].held_by == "Invented IDVA"
    assert (kept.agency_assessments[0].level.value, kept.self_harm[0].history.value) == (
        "high",
        "past",
    )
    assert kept.modes_permitted == TALK
    assert told(world).risk.modes == TALK
