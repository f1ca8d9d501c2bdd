from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.screening.access import ACCESS
from services.screening.entrypoints import serves
from services.screening.store.tables import metadata
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.codes import BarKind, CaseFlag, CrimeType, Mode, RiskDecision, Side
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.intake.events import CaseErasedV1, CustodyChangedV1
from shared.contracts.registry import METHODS
from shared.contracts.screening import rpc
from shared.kernel.errors import Fault, InvalidInput, NotFound, NotPermitted, Refused
from shared.security.actors import Role
from shared.security.errors import KeyMissing
from shared.store.case_keys import PersonalDataErased, case_keys, unwrap
from shared.store.columns import undeclared_columns
from tests.support.risk import WHOLE, advice

MUST_ANSWER = ("A1", "A2", "B1", "B3", "C1", "C2", "C3", "C4", "D1", "D6", "E1", "F1")
WORDS = "Invented rationale of Testperson Alpha"


def latest(world):
    return world.ask(rpc.ELIGIBILITY, rpc.CaseById(case_id=world.case_id)).decisions[0]


def draft(world, decision=RiskDecision.PROCEED, modes=(Mode.CONFERENCE,), residual=(1, 2), **more):
    factors = tuple(
        rpc.RiskFactor(
            factor=code,
            likelihood=2,
            impact=2,
            residual_likelihood=residual[0],
            residual_impact=residual[1],
            rationale=WORDS,
            mitigation=WORDS,
        )
        for code in MUST_ANSWER
    )
    request = rpc.DraftRiskAssessment(
        case_id=world.case_id,
        strand_id=world.strand_id,
        factors=more.get("factors", factors),
        decision=decision,
        modes_permitted=modes,
        reasons=WORDS,
        valid_until=date(2019, 12, 1),
        **{**WHOLE, **more.get("record", {})},
    )
    return world.ask(rpc.DRAFT_RISK_ASSESSMENT, request).assessment_id


def sign(world, assessment_id, user, role=Role.CASE_COORDINATOR):
    request = rpc.SignRiskAssessment(case_id=world.case_id, assessment_id=assessment_id)
    return world.ask(rpc.SIGN_RISK_ASSESSMENT, request, user=user, role=role)


def in_force(world):
    found = draft(world)
    sign(world, found, "one")
    sign(world, found, "two")
    return found


def assigned(world, user="vol-1"):
    event = FacilitatorsAssignedV1(
        assignment_id=uuid4(),
        case_id=world.case_id,
        facilitator_ids=(uuid4(), uuid4()),
        user_ids=(user, "vol-2"),
        assigned_at=world.clock.now(),
    )
    world.hear(event)
    return event


@pytest.mark.parametrize("initiated_by", list(Side))
def test_a_murder_referral_is_decided_once_however_often_it_is_heard(world, initiated_by):
    world.refer(initiated_by=initiated_by, crime_types=(CrimeType.MURDER,))

    assert latest(world).decision is D.PROCEED
    assert latest(world).policy_version == "practice-2019"
    assert world.said() == ["screening.eligibility_decided.v1"]


@pytest.mark.requirement("RSK-06")
def test_domestic_abuse_stays_on_the_harmed_side_and_no_risk_assessment_gets_round_it(world):
    world.refer(crime_types=(CrimeType.GBH,), flags=(CaseFlag.DOMESTIC_ABUSE,))
    assessment = draft(world)

    with pytest.raises(Refused) as refused:
        sign(world, assessment, "one")

    assert latest(world).decision is D.PROCEED_WITH_RESTRICTION
    assert refused.value.code == "eligibility-harmed-side-only"


def test_the_letter_case_goes_on_by_a_managers_exception_that_new_facts_can_end(world):
    world.refer_letter()
    before = latest(world).decision
    request = rpc.AuthoriseException(
        case_id=world.case_id,
        referral_id=world.referral_id,
        rationale=WORDS,
        review_on=date(2019, 10, 1),
    )
    exception = world.ask(rpc.AUTHORISE_EXCEPTION, request, role=Role.SERVICE_MANAGER)
    facts = rpc.RecordFacts(
        case_id=world.case_id, referral_id=world.referral_id, facts={"harmed_home": "london"}
    )
    kept = world.ask(rpc.RECORD_FACTS, facts)
    ended = world.ask(
        rpc.RECORD_FACTS, facts.model_copy(update={"facts": {"initiated_by": "responsible"}})
    )

    assert (before, exception.decision, exception.exception) == (D.DEFER, D.PROCEED, True)
    assert (kept.decision, kept.exception) == (D.PROCEED, True)
    assert (ended.decision, ended.exception) == (D.DECLINE, False)


@pytest.mark.requirement("ELG-16")
@pytest.mark.parametrize("flag", ["domestic_abuse", "stalking", "child_abuse", "non_recent"])
def test_a_flag_is_answered_in_intake_which_tells_everybody(world, flag):
    world.refer()
    request = rpc.RecordFacts(
        case_id=world.case_id, referral_id=world.referral_id, facts={flag: "yes"}
    )

    with pytest.raises(InvalidInput) as refused:
        world.ask(rpc.RECORD_FACTS, request)

    assert refused.value.faults == (Fault(f"facts.{flag}", "kept-by-intake"),)


def test_facts_are_codes_and_every_fault_is_listed(world):
    world.refer()
    request = rpc.RecordFacts(
        case_id=world.case_id, referral_id=world.referral_id, facts={"a": "b", "sexual": WORDS}
    )

    with pytest.raises(InvalidInput) as refused:
        world.ask(rpc.RECORD_FACTS, request)

    assert len(refused.value.faults) == 2


@pytest.mark.requirement("RSK-02", "RSK-03")
def test_two_different_people_bring_an_assessment_into_force_and_a_later_one_replaces_it(world):
    world.refer()
    first = draft(world)
    assert not sign(world, first, "one").in_force
    with pytest.raises(Refused):
        sign(world, first, "one")
    with pytest.raises(Refused) as twice:
        sign(world, first, "one", Role.SERVICE_MANAGER)
    assert twice.value.code == "already-signed", "one person in two roles is one person"
    assert sign(world, first, "two").in_force
    second = in_force(world)

    found = world.ask(rpc.RISK, rpc.CaseById(case_id=world.case_id)).assessments

    assert [one.assessment_id for one in found if one.in_force] == [second]
    assert world.said().count("screening.risk_assessment_signed_off.v1") == 2


@pytest.mark.parametrize(
    ("residual", "role", "accepted"),
    [
        ((2, 4), Role.FACILITATOR, False),
        ((2, 4), Role.SERVICE_MANAGER, True),
        ((3, 4), Role.SERVICE_MANAGER, False),
        ((3, 4), Role.MANAGING_DIRECTOR, True),
    ],
)
def test_a_high_residual_asks_for_the_right_signature(world, residual, role, accepted):
    world.refer()
    assigned(world, "two")
    found = draft(world, residual=residual, record={"advice": (advice("panel"),)})
    sign(world, found, "one")

    if accepted:
        assert sign(world, found, "two", role).in_force
    else:
        with pytest.raises(Refused):
            sign(world, found, "two", role)


def test_an_unknown_marked_factor_blocks_the_first_signature_already(world):
    world.refer()
    found = draft(world, factors=(rpc.RiskFactor(factor="A1"),))

    with pytest.raises(Refused) as refused:
        sign(world, found, "one")

    assert refused.value.code == "must-answer-unknown"


@pytest.mark.requirement("RSK-04")
def test_a_concern_bars_at_once_and_only_a_manager_lifts_it(world):
    world.refer()
    assigned(world)
    note = rpc.RaiseConcern(case_id=world.case_id, note=WORDS)
    raised = world.ask(rpc.RAISE_CONCERN, note, user="vol-1", role=Role.FACILITATOR)
    found = draft(world)
    with pytest.raises(Refused):
        sign(world, found, "one")
    lift = rpc.LiftBar(case_id=world.case_id, bar_id=raised.bar_id, reason=WORDS)
    with pytest.raises(NotPermitted):
        world.ask(rpc.LIFT_BAR, lift)
    world.ask(rpc.LIFT_BAR, lift, role=Role.SERVICE_MANAGER)
    sign(world, found, "one")

    assert sign(world, found, "two").in_force
    assert {
        "screening.contact_barred.v1",
        "screening.safeguarding_concern_raised.v1",
        "screening.contact_bar_lifted.v1",
    } <= set(world.said())


def test_an_order_that_has_ended_bars_nothing(world):
    world.refer()
    bar = rpc.RecordBar(
        case_id=world.case_id,
        kind=BarKind.NO_CONTACT_ORDER,
        from_on=date(2019, 1, 1),
        until_on=date(2019, 6, 30),
        source="court",
    )
    world.ask(rpc.RECORD_BAR, bar)

    assert in_force(world)


def test_a_facilitator_sees_a_case_only_while_assigned(world):
    world.refer()
    question = rpc.CaseById(case_id=world.case_id)
    with pytest.raises(NotFound):
        world.ask(rpc.RISK, question, user="vol-1", role=Role.FACILITATOR)
    event = assigned(world)
    world.ask(rpc.RISK, question, user="vol-1", role=Role.FACILITATOR)
    released = FacilitatorReleasedV1(
        assignment_id=event.assignment_id,
        case_id=world.case_id,
        facilitator_id=event.facilitator_ids[0],
        user_id="vol-1",
        reason="moved_away",
        released_at=world.clock.now(),
    )
    world.hear(released)

    with pytest.raises(NotFound):
        world.ask(rpc.RISK, question, user="vol-1", role=Role.FACILITATOR)


@pytest.mark.requirement("RSK-03", "PRC-12")
def test_a_move_between_prisons_asks_for_a_review_of_what_is_in_force(world):
    world.refer()
    moved = CustodyChangedV1(
        case_id=world.case_id,
        person_id=world.responsible_id,
        change="moved",
        changed_at=world.clock.now(),
    )
    world.hear(moved)
    assert "screening.risk_review_due.v1" not in world.said()
    in_force(world)
    world.hear(moved)

    assert world.said().count("screening.risk_review_due.v1") == 1


def test_after_erasure_no_word_can_be_read(world):
    world.refer()
    in_force(world)
    world.hear(CaseErasedV1(case_id=world.case_id, erased_at=world.clock.now()))

    with pytest.raises(PersonalDataErased):
        world.ask(rpc.RISK, rpc.CaseById(case_id=world.case_id))


def test_a_copy_made_before_the_erasure_is_unreadable_after_it(world):
    world.refer()
    in_force(world)
    with world.runtime.store.reading() as connection:
        copied = connection.execute(
            select(case_keys).where(case_keys.c.owner_id == world.case_id)
        ).one()
    ring, other = world.runtime.keys.keyring, uuid4()
    assert unwrap(ring, copied.wrapped_key, copied.kek_id, world.case_id)
    with world.runtime.transaction() as uow:
        uow.keys.create(other)
        sealed = uow.keys.seal(other, WORDS, "risk_assessments.content")
    erased = CaseErasedV1(case_id=world.case_id, erased_at=world.clock.now())

    world.hear(erased)
    world.hear(erased)

    with pytest.raises(KeyMissing):
        unwrap(ring, copied.wrapped_key, copied.kek_id, world.case_id)
    with world.runtime.transaction() as uow:
        assert uow.keys.open(other, sealed, "risk_assessments.content") == WORDS


def test_every_method_has_a_row_and_every_column_says_what_it_holds():
    own = {method.name for method in METHODS.values() if method.service == "screening"}

    assert set(ACCESS) == own == set(serves.names())
    assert undeclared_columns(metadata) == []
