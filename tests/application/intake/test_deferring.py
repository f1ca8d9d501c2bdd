"""Who waits for an answer that nobody asked for is somebody's task, until it is answered."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from services.intake.entrypoints import reactions
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.intake import rpc, waiting
from shared.contracts.intake.codes import TaskKind
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.screening.events import EligibilityDecidedV1
from tests.application.intake.test_calling_off import close
from tests.support.intake import COMMS, COORDINATOR, FACILITATOR, a_submission


@pytest.fixture
def waiting_referral(intake):
    submission = ReferralSubmission.model_validate(a_submission(source="self", channel="web_form"))
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def decided(intake, case, decision, *missing):
    event = EligibilityDecidedV1(
        decision_id=uuid4(),
        case_id=case.case_id,
        referral_id=case.referral_id,
        decision=decision,
        missing_facts=missing,
        policy_version="service-2026",
        decided_at=intake.clock.now(),
    )
    with intake.as_(COMMS) as uow:
        reactions.get(event.type()).handler(uow, event, SimpleNamespace(time=intake.clock.now()))


def tasks(intake, by=COORDINATOR):
    return intake.ask(waiting.TASKS, waiting.ListTasks(), by).tasks


@pytest.mark.requirement("ELG-16", "INT-13")
def test_a_self_referral_that_waits_tells_coordinators_for_what_and_by_when(
    intake, waiting_referral
):
    decided(intake, waiting_referral, D.DEFER, "child_abuse", "domestic_abuse")

    (task,) = tasks(intake)

    assert (task.kind, task.case_id) == (TaskKind.ANSWER_FACTS, waiting_referral.case_id)
    assert task.referral_id == waiting_referral.referral_id
    assert task.missing_facts == ("child_abuse", "domestic_abuse")
    assert (task.due_on, task.overdue) == (date(2019, 7, 8), False), "five working days"
    assert tasks(intake, FACILITATOR) == (), "nobody who may not see the case"


@pytest.mark.requirement("INT-06")
def test_somebody_with_enhanced_rights_is_asked_sooner(intake):
    offence = {**a_submission()["offence"], "flags": ["domestic_abuse"]}
    submission = ReferralSubmission.model_validate(a_submission(offence=offence))
    case = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))

    decided(intake, case, D.DEFER, "stalking")

    (task,) = tasks(intake)
    assert task.due_on == date(2019, 7, 3)


@pytest.mark.requirement("ELG-16")
def test_the_task_follows_what_is_still_missing_and_ends_with_the_last_answer(
    intake, waiting_referral
):
    decided(intake, waiting_referral, D.DEFER, "child_abuse", "stalking")
    intake.clock.advance(timedelta(days=2))
    decided(intake, waiting_referral, D.DEFER, "stalking")

    (task,) = tasks(intake)
    assert (task.missing_facts, task.due_on) == (("stalking",), date(2019, 7, 8))

    decided(intake, waiting_referral, D.PROCEED)
    assert tasks(intake) == ()

    decided(intake, waiting_referral, D.DEFER, "stalking")
    (again,) = tasks(intake)
    assert again.task_id != task.task_id, "an answer was taken back"


@pytest.mark.parametrize(
    ("decision", "missing"), [(D.DEFER, ()), (D.PROCEED, ("non_recent",)), (D.DECLINE, ())]
)
def test_what_waits_for_no_answer_is_no_task(intake, waiting_referral, decision, missing):
    decided(intake, waiting_referral, decision, *missing)

    assert tasks(intake) == ()


def test_a_case_that_closed_is_asked_nothing_more(intake, waiting_referral):
    decided(intake, waiting_referral, D.DEFER, "stalking")

    close(intake, waiting_referral)

    assert tasks(intake) == ()
