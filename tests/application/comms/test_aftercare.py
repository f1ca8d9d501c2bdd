"""Aftercare: follow-ups, support offered, statements before and after, quotations, feedback."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.codes import ConsentPurpose, Outcome
from shared.contracts.comms import aftercare
from shared.contracts.intake.events import CaseClosedV1, ConsentRecordedV1
from shared.kernel.errors import NotFound, Refused
from tests.application.comms.world import FIRST, OFFICE, OTHER


def ask(world, method, request, by=OFFICE, **about):
    return world.do(method, request(case_id=world.case_id, **about), by)


def plan(world):
    about = {"strand_id": world.strand_id, "person_id": world.harmed}
    return ask(world, aftercare.PLAN_AFTERCARE, aftercare.PlanAftercare, **about).follow_up_ids


def due(world, by=OFFICE):
    found = world.do(aftercare.DUE_FOLLOW_UPS, aftercare.AskDueFollowUps(), by).follow_ups
    return [one.interval for one in found]


def follow_up(world, follow_up_id, result):
    about = {"follow_up_id": follow_up_id, "result": result}
    ask(world, aftercare.RECORD_FOLLOW_UP, aftercare.RecordFollowUp, **about)


def shown(world):
    return ask(world, aftercare.AFTERCARE, aftercare.AskAftercare)


def close(world):
    world.hear(
        CaseClosedV1(
            case_id=world.case_id,
            primary_outcome=Outcome.SHUTTLE_COMPLETED,
            positive=True,
            completed=True,
            closed_at=world.clock.now(),
        )
    )


@pytest.mark.requirement("AFT-01")
def test_follow_ups_come_at_the_intervals_of_the_policy_also_after_closure(world):
    ids = plan(world)
    close(world)
    assert due(world) == []
    world.clock.advance(timedelta(days=7))
    assert due(world) == ["one_day", "one_week"]
    assert due(world, OTHER) == []

    follow_up(world, ids[0], "heard")
    with pytest.raises(Refused, match="follow-up-recorded"):
        follow_up(world, ids[0], "heard")
    assert due(world) == ["one_week"]
    world.clock.advance(timedelta(days=200))
    assert due(world) == ["one_week", "seven_weeks", "six_months"]


@pytest.mark.requirement("AFT-01", "CON-11")
def test_who_wants_no_more_is_asked_no_more(world):
    ids = plan(world)
    with pytest.raises(Refused, match="aftercare-planned"):
        plan(world)
    world.clock.advance(timedelta(days=365))

    follow_up(world, ids[0], "not_wanted")

    assert due(world) == []
    assert {one.result for one in shown(world).follow_ups} == {"not_wanted"}


def offer(world, service, answer):
    about = {"person_id": world.harmed, "service": service, "answer": answer}
    return ask(world, aftercare.OFFER_SUPPORT, aftercare.OfferSupport, **about).offer_id


def update(world, offer_id):
    about = {"offer_id": offer_id, "kind": "licence_change", "told_on": world.clock.today()}
    ask(world, aftercare.RECORD_SUPPORT_UPDATE, aftercare.RecordSupportUpdate, **about)


@pytest.mark.requirement("AFT-01", "AFT-03", "CON-11")
def test_support_is_offered_taken_or_declined_and_the_liaison_officer_tells_of_changes(world):
    declined, taken = (
        offer(world, "counselling", "declined"),
        offer(world, "victim_contact_scheme", "accepted"),
    )
    close(world)
    update(world, taken)
    with pytest.raises(Refused, match="support-declined"):
        update(world, declined)

    found = {one.service: (one.answer, one.updates) for one in shown(world).support}
    assert found == {
        "counselling": ("declined", ()),
        "victim_contact_scheme": ("accepted", ("licence_change",)),
    }


def state(world, person, told, *feelings, **more):
    about = {"strand_id": world.strand_id, "person_id": person, "told": told, "feelings": feelings}
    ask(world, aftercare.RECORD_STATEMENT, aftercare.RecordStatement, **about, **more)


@pytest.mark.requirement("OUT-07", "OUT-08", "OUT-09")
def test_what_each_side_felt_before_and_after_is_kept(world):
    state(world, world.harmed, "before", "anxious")
    state(world, world.harmed, "after", "safe", "listened_to", satisfaction=5)
    state(world, world.responsible, "after", "acknowledges_harm", "support_needs_met")

    found = [(one.side, one.told, one.feelings) for one in shown(world).statements]
    assert found == [
        ("harmed", "before", ("anxious",)),
        ("harmed", "after", ("safe", "listened_to")),
        ("responsible", "after", ("acknowledges_harm", "support_needs_met")),
    ]
    assert shown(world).statements[1].satisfaction == 5
    with pytest.raises(NotFound):
        state(world, uuid4(), "after", "safe")


def word_on_being_quoted(world, *, given):
    world.hear(
        ConsentRecordedV1(
            consent_id=uuid4(),
            case_id=world.case_id,
            person_id=world.harmed,
            role="harmed",
            purpose=ConsentPurpose.CASE_STUDY,
            given=given,
            method="written",
            obtained_by="staff",
            recorded_at=world.clock.now(),
        )
    )
    world.clock.advance(timedelta(minutes=1))


def quoted(world, by=OFFICE):
    found = world.do(aftercare.QUOTATIONS, aftercare.AskQuotations(), by).quotations
    return [(one.words, one.attribution) for one in found]


@pytest.mark.requirement("OUT-10", "CON-04")
def test_words_are_quoted_without_a_name_and_only_while_consent_stands(world):
    about = {"person_id": world.harmed, "words": "I can sleep again."}
    kept = ask(world, aftercare.KEEP_QUOTATION, aftercare.KeepQuotation, **about)
    assert (kept.usable, quoted(world)) == (False, [])
    word_on_being_quoted(world, given=True)
    assert quoted(world) == [("I can sleep again.", "RJ Service User")]
    assert quoted(world, OTHER) == []
    assert world.audited().count("quotations_read") == 1

    withdrawal = world.withdrawal(ConsentPurpose.CASE_STUDY)
    item = world.offered()
    world.hear(withdrawal.model_copy(update={"person_id": world.harmed}))
    assert quoted(world) == []
    assert world.gate(item).open, "being quoted is another purpose than taking part"
    world.clock.advance(timedelta(minutes=1))
    word_on_being_quoted(world, given=True)
    assert len(quoted(world)) == 1
    word_on_being_quoted(world, given=False)
    assert quoted(world) == []


@pytest.mark.requirement("AFT-04", "PRC-20")
def test_feedback_of_a_partner_may_come_after_closure(world):
    about = {"given_by": "referrer", "words": "Please tell me how it went."}
    ask(world, aftercare.RECORD_FEEDBACK, aftercare.RecordFeedback, FIRST, **about)
    close(world)
    about = {"given_by": "partner", "agency": "idva_service", "words": "Thank you for your care."}
    ask(world, aftercare.RECORD_FEEDBACK, aftercare.RecordFeedback, **about)

    found = [(one.given_by, one.agency, one.after_closure) for one in shown(world).feedback]
    assert found == [("referrer", None, False), ("partner", "idva_service", True)]
