"""From words written down to words delivered, and everything that stops them on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.comms.access import ACCESS
from services.comms.entrypoints import reactions, serves
from shared.contracts.codes import (
    AgreementKind,
    BarKind,
    ConsentMethod,
    ConsentPurpose,
    HoldCause,
    ItemKind,
    ItemState,
    Mode,
    Outcome,
    ParticipantRole,
    PlaceKind,
    ReviewResult,
    Side,
)
from shared.contracts.comms import rpc
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseHeldV1,
    CaseResumedV1,
    ConsentRecordedV1,
)
from shared.contracts.intake.guard import Terms
from shared.contracts.registry import METHODS, types_for
from shared.contracts.screening.events import (
    ContactBarLiftedV1,
    ContactBarredV1,
    SafeguardingConcernRaisedV1,
)
from shared.kernel.errors import NotFound, Refused, Unavailable
from shared.security.permissions import methods_without_row, rows_without_method
from tests.application.comms.world import AUDITOR, OFFICE, OTHER, SECOND, WORDS, codes


@pytest.mark.requirement("PRC-02", "PRC-08", "CON-01")
def test_a_letter_passes_once_everything_stands(world):
    item = world.offered()

    assert world.gate(item).open
    delivered = world.deliver(item)

    assert delivered.content_hash == item.content_hash
    assert world.state(item) is ItemState.DELIVERED
    released, done = world.announced("item_released"), world.announced("item_delivered")
    assert [one["content_hash"] for one in released + done] == [item.content_hash] * 2
    asked = [one[0].removesuffix(".contact_standing") for one in world.runtime.answers["asked"]]
    owners = ["allocation", "screening", "intake"]
    once = [*owners, "intake.identifying_terms"]
    assert asked[-11:] == [*once, *once, *(f"{owner}.confirm_lease" for owner in owners)]
    assert world.audited().count("item_delivered") == 1


def test_nothing_is_delivered_twice(world):
    item = world.offered()
    world.deliver(item)

    with pytest.raises(Refused) as refused:
        world.deliver(item)

    assert refused.value.ids["conditions"] == "not_delivered_before"
    assert len(world.announced("item_delivered")) == 1


def test_other_words_than_the_approved_ones_do_not_pass(world):
    item = world.offered()

    with pytest.raises(Refused) as refused:
        world.deliver(item, content_hash="b" * 64)

    assert refused.value.ids["conditions"] == "words_unchanged"


@pytest.mark.parametrize("objections", [("outside-safe-hours",), None])
def test_nothing_passes_when_the_recipient_asked_not_to_be_reached_now(world, objections):
    item = world.offered()
    told = world.standing(contact_objections=objections)
    world.runtime.answers["intake.contact_standing"] = told

    with pytest.raises(Refused) as refused:
        world.deliver(item)

    assert refused.value.ids["conditions"] == "contact_safe_now"
    asked = [one for name, one, _ in world.runtime.answers["asked"] if name.startswith("intake.c")]
    assert asked[-1].channel == "in_person"


@pytest.mark.requirement("CON-02")
def test_a_withdrawal_recalls_everything_undelivered(world):
    offered, draft, passed = world.offered(), world.compose(), world.offered()
    world.deliver(passed)

    world.hear(world.withdrawal())

    assert world.state(offered) is ItemState.RECALLED
    assert world.state(draft) is ItemState.RECALLED
    assert world.state(passed) is ItemState.DELIVERED
    assert [one["reason"] for one in world.announced("item_recalled")] == ["consent_withdrawn"] * 2
    with pytest.raises(Refused) as refused:
        world.deliver(offered)
    assert refused.value.ids["conditions"] == "not_recalled"


def test_the_same_withdrawal_twice_recalls_once(world):
    world.offered()
    withdrawal = world.withdrawal()

    world.hear(withdrawal)
    world.hear(withdrawal)

    assert len(world.announced("item_recalled")) == 1


def test_a_withdrawal_of_another_strand_or_of_the_newsletter_recalls_nothing(world):
    item = world.offered()

    world.hear(world.withdrawal(strands=(uuid4(),)))
    world.hear(world.withdrawal(ConsentPurpose.NEWSLETTER))

    assert world.state(item) is ItemState.OFFERED


@pytest.mark.requirement("CON-05")
def test_a_refused_consent_recalls_the_item_that_it_names(world):
    item, other = world.offered(), world.offered()
    refusal = ConsentRecordedV1(
        consent_id=uuid4(),
        case_id=world.case_id,
        person_id=uuid4(),
        role=ParticipantRole.HARMED,
        strand_id=world.strand_id,
        given=False,
        purpose=ConsentPurpose.PASS_ITEM,
        item_id=item.item_id,
        method=ConsentMethod.SPOKEN,
        obtained_by="vol-1",
        recorded_at=world.clock.now(),
    )

    world.hear(refusal)

    assert world.state(item) is ItemState.RECALLED
    assert world.state(other) is ItemState.OFFERED


def test_a_bar_recalls_and_closes_the_gate_until_it_is_lifted(world):
    item, bar_id = world.offered(), uuid4()
    world.hear(
        ContactBarredV1(
            bar_id=bar_id,
            case_id=world.case_id,
            kind=BarKind.NO_CONTACT_ORDER,
            from_on=world.clock.today(),
            barred_at=world.clock.now(),
        )
    )
    assert world.state(item) is ItemState.RECALLED
    again = world.offered()
    assert codes(world.gate(again)) == {"no_order_or_bar"}

    world.hear(
        ContactBarLiftedV1(bar_id=bar_id, case_id=world.case_id, lifted_at=world.clock.now())
    )

    assert world.gate(again).open


def test_a_safeguarding_concern_recalls_at_once(world):
    item = world.offered()

    world.hear(
        SafeguardingConcernRaisedV1(
            concern_id=uuid4(), case_id=world.case_id, raised_at=world.clock.now()
        )
    )

    assert world.state(item) is ItemState.RECALLED


def test_a_hold_recalls_what_was_offered_and_lets_drafts_wait(world):
    offered, draft, hold_id = world.offered(), world.compose(), uuid4()
    world.hear(
        CaseHeldV1(
            case_id=world.case_id, hold_id=hold_id, cause=HoldCause.OTHER, held_at=world.clock.now()
        )
    )

    assert world.state(offered) is ItemState.RECALLED
    assert world.state(draft) is ItemState.COMPOSED
    assert "no_hold" in codes(world.gate(draft))
    world.hear(CaseResumedV1(case_id=world.case_id, hold_id=hold_id, resumed_at=world.clock.now()))
    assert "no_hold" not in codes(world.gate(draft))


def test_when_a_facilitator_leaves_what_they_vetted_no_longer_counts(world):
    item = world.offered()

    world.hear(world.released())

    assert codes(world.gate(item)) == {"two_current_facilitators", "vetted_by_two"}


def test_one_facilitator_and_a_supervisor_may_vet(world):
    item = world.compose()
    world.step(rpc.APPROVE_ITEM, item)
    world.step(rpc.CHECK_ITEM, item)
    world.step(rpc.VET_ITEM, item)
    world.step(rpc.VET_ITEM, item, OFFICE)
    world.offer(item)

    assert world.gate(item).open


def test_one_person_vetting_twice_is_one_person(world):
    item = world.compose()
    world.step(rpc.APPROVE_ITEM, item)
    world.step(rpc.CHECK_ITEM, item)
    world.step(rpc.VET_ITEM, item)
    world.step(rpc.VET_ITEM, item)

    with pytest.raises(Refused, match="not-vetted-by-two"):
        world.offer(item)


def test_the_window_closes(world):
    item = world.offered()

    world.clock.advance(timedelta(days=4))

    assert codes(world.gate(item)) == {"window_open"}


def test_a_finding_must_be_answered_before_anybody_vets(world):
    item = world.compose("Signed, Testperson Alpha.")
    world.step(rpc.APPROVE_ITEM, item)
    (finding,) = world.step(rpc.CHECK_ITEM, item).findings

    assert "Testperson Alpha" in finding.excerpt
    with pytest.raises(Refused, match="finding-unanswered"):
        world.step(rpc.VET_ITEM, item)


@pytest.mark.parametrize(
    ("answer", "error"), [(Unavailable("no-answer"), Unavailable), (Terms(terms=()), Refused)]
)
def test_without_the_identifying_terms_there_is_no_check(world, answer, error):
    item = world.compose()
    world.step(rpc.APPROVE_ITEM, item)
    world.runtime.answers["intake.identifying_terms"] = answer

    with pytest.raises(error):
        world.step(rpc.CHECK_ITEM, item)

    assert world.state(item) is ItemState.APPROVED


def test_the_recipient_may_decline_and_later_accept(world):
    item = world.offered()
    world.offer(item, accepts=False)
    assert codes(world.gate(item)) == {"recipient_accepted", "window_open"}

    world.offer(item)

    assert world.gate(item).open
    assert len(world.announced("item_declined")) == 1


@pytest.mark.requirement("RSK-14", "PRC-08")
def test_a_one_way_letter_takes_no_reply(world):
    letter = world.offered(one_way=True)
    world.deliver(letter)

    with pytest.raises(Refused, match="no-reply-wanted"):
        world.compose("No.", in_reply_to=letter.item_id, from_side=Side.RESPONSIBLE)


def test_only_what_was_delivered_is_acknowledged(world):
    item = world.offered()
    request = rpc.ItemById(case_id=world.case_id, item_id=item.item_id)
    with pytest.raises(Refused, match="item-not-delivered"):
        world.do(rpc.ACKNOWLEDGE_ITEM, request)
    world.deliver(item)

    world.do(rpc.ACKNOWLEDGE_ITEM, request)

    assert world.state(item) is ItemState.ACKNOWLEDGED


def test_a_facilitator_of_another_case_learns_not_even_that_it_exists(world):
    item = world.offered()

    with pytest.raises(NotFound):
        world.process(OTHER)
    with pytest.raises(NotFound):
        world.deliver(item, by=OTHER)
    world.hear(world.released(SECOND))
    with pytest.raises(NotFound):
        world.process(SECOND)
    assert world.process(AUDITOR).items


def test_reading_the_words_is_audited(world):
    item = world.compose()

    found = world.do(rpc.READ_ITEM, rpc.ItemById(case_id=world.case_id, item_id=item.item_id))

    assert found.text == WORDS
    assert world.audited()[-1] == "item_read"


@pytest.mark.requirement("PRC-04")
def test_a_conference_passes_the_same_gate(world):
    world.conference()
    world.runtime.answers["intake.contact_standing"] = world.standing(recipient_takes_part=False)

    with pytest.raises(Refused) as refused:
        world.conference()

    assert refused.value.ids["conditions"] == "recipient_takes_part"
    assert len(world.announced("conference_held")) == 1


@pytest.mark.requirement("PRC-09")
def test_a_restorative_conversation_is_always_possible(world):
    world.intake_is_away()
    world.hear(
        ContactBarredV1(
            bar_id=uuid4(),
            case_id=world.case_id,
            kind=BarKind.NO_CONTACT_ORDER,
            from_on=world.clock.today(),
            barred_at=world.clock.now(),
        )
    )

    world.do(
        rpc.HOLD_RESTORATIVE_CONVERSATION,
        rpc.HoldRestorativeConversation(
            case_id=world.case_id,
            strand_id=world.strand_id,
            place=PlaceKind.OFFICE,
            minutes=90,
        ),
    )

    assert world.process().strands[0].conversation_held_at == world.clock.now()


@pytest.mark.requirement("PRC-05", "PRC-06", "AFT-02")
def test_an_agreement_by_letter_is_in_force_and_reviewed_after_closure(world):
    letter = world.offered(one_way=True)
    agreement = rpc.RecordAgreement(
        case_id=world.case_id,
        strand_id=world.strand_id,
        kind=AgreementKind.STATEMENT_ACCEPTED,
        letter_item_id=letter.item_id,
        undertakings=(
            rpc.UndertakingDraft(by_side=Side.RESPONSIBLE, text="No contact of any kind."),
        ),
    )
    with pytest.raises(Refused, match="agreement-without-letter"):
        world.do(rpc.RECORD_AGREEMENT, agreement)
    world.deliver(letter)
    made = world.do(rpc.RECORD_AGREEMENT, agreement)
    world.hear(
        CaseClosedV1(
            case_id=world.case_id,
            primary_outcome=Outcome.OUTCOME_AGREEMENT,
            positive=True,
            completed=True,
            closed_at=world.clock.now(),
        )
    )

    world.do(
        rpc.REVIEW_UNDERTAKING,
        rpc.ReviewUndertaking(
            case_id=world.case_id,
            agreement_id=made.agreement_id,
            undertaking_id=made.undertaking_ids[0],
            result=ReviewResult.KEPT,
        ),
    )

    (shown,) = world.process().agreements
    assert shown.in_force
    assert [one["result"] for one in world.announced("undertaking_reviewed")] == ["kept"]


@pytest.mark.requirement("PRC-14")
def test_the_mode_may_change_and_its_history_is_kept(world):
    for mode in (Mode.CONFERENCE, Mode.SHUTTLE):
        world.do(
            rpc.PLAN_PROCESS,
            rpc.PlanProcess(case_id=world.case_id, strand_id=world.strand_id, mode=mode),
        )
    world.do(
        rpc.CONCLUDE_PROCESS,
        rpc.ConcludeProcess(case_id=world.case_id, strand_id=world.strand_id, completed=True),
    )

    (strand,) = world.process().strands
    assert (strand.mode, strand.modes_before) == (Mode.SHUTTLE, (Mode.CONFERENCE,))
    assert [one["mode"] for one in world.announced("process_concluded")] == ["shuttle"]


@pytest.mark.requirement("PRC-03", "PRC-18")
def test_preparation_is_announced_for_its_one_side(world):
    world.do(
        rpc.RECORD_PREPARATION_MEETING,
        rpc.RecordPreparationMeeting(
            case_id=world.case_id,
            strand_id=world.strand_id,
            sides=(Side.HARMED,),
            place=PlaceKind.VIDEO,
            minutes=60,
            notes="Invented notes.",
        ),
    )

    assert [one["sides"] for one in world.announced("preparation_meeting_held")] == [["harmed"]]
    assert world.process().strands[0].preparation_meetings == 1


@pytest.mark.requirement("PRC-02", "PRC-07")
def test_a_question_passes_by_shuttle_and_is_answered(world):
    question = world.offered("Do you think about it?", kind=ItemKind.QUESTION)
    world.deliver(question)

    answer = world.offered(
        "Every day.",
        kind=ItemKind.ANSWER,
        from_side=Side.RESPONSIBLE,
        in_reply_to=question.item_id,
    )
    world.deliver(answer)

    sides = [one["from_side"] for one in world.announced("item_delivered")]
    assert sides == ["harmed", "responsible"]


def test_every_method_has_a_row_and_a_use_case():
    names = {method.name for method in METHODS.values() if method.service == "comms"}

    assert serves.names() == names
    assert methods_without_row(ACCESS, names) == []
    assert rows_without_method(ACCESS, names) == []


def test_every_event_of_the_catalogue_is_handled_and_no_other():
    assert reactions.types() == frozenset(types_for("comms"))
