"""Who is in custody or on licence asks through their offender manager, and a person sees to it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.intake.use_cases.tending import retain
from shared.contracts.intake import entry, routing, rpc, waiting
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.store.case_keys import PersonalDataErased
from tests.support.intake import COORDINATOR, FACILITATOR, a_submission


def self_referral(**person):
    known = {"in_custody": True, "prison_number": "A0000AA", "offender_manager": "Officer Invented"}
    return a_submission(
        source="self",
        channel="web_form",
        initiated_by="responsible",
        responsible=[{**a_submission()["responsible"][0], **known, **person}],
        consents=[{"participant": "beta", "purpose": "be_contacted", "obtained_by": "self"}],
    )


def route(intake, submission):
    asked = routing.RouteSelfReferral(submission=ReferralSubmission.model_validate(submission))
    return intake.ask(routing.ROUTE_SELF_REFERRAL, asked).enquiry_id


def tasks(intake, by=COORDINATOR):
    return intake.ask(waiting.TASKS, waiting.ListTasks(), by).tasks


def revealed(intake, enquiry_id):
    asked = routing.AskEnquiry(enquiry_id=enquiry_id, purpose="find-offender-manager")
    return intake.ask(routing.ENQUIRY, asked)


@pytest.mark.requirement("INT-11")
def test_what_somebody_in_custody_asked_is_kept_with_a_task_and_is_no_referral(intake):
    enquiry_id = route(intake, self_referral())

    (task,) = tasks(intake)
    assert (task.kind, task.cause) == ("find_offender_manager", "self_referral_routed")
    assert (task.case_id, task.due_on.isoformat()) == (enquiry_id, "2019-07-08")
    told = revealed(intake, enquiry_id)
    assert (told.caller, told.prison_number) == ("Testperson Betaexample", "A0000AA")
    assert (told.offender_manager, told.establishment) == ("Officer Invented", "WWI")
    assert told.note == "Asked for themselves in custody, born 1990-04-05."
    assert (intake.count("referrals"), intake.count("cases"), intake.announced()) == (0, 0, [])


def test_the_referral_of_the_offender_manager_ends_the_task(intake):
    enquiry_id = route(intake, self_referral())
    referral = ReferralSubmission.model_validate(
        {**self_referral(), "source": "probation", "channel": "paper", "arrived_on": "2019-07-01"}
    )

    made = intake.ask(
        rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=referral, enquiry_id=enquiry_id)
    )

    assert tasks(intake) == ()
    assert revealed(intake, enquiry_id).enquiry.referral_id == made.referral_id


def test_the_task_may_be_done_without_a_referral_but_not_by_a_facilitator(intake):
    enquiry_id = route(intake, self_referral())
    (task,) = tasks(intake)
    done = waiting.FinishTask(case_id=enquiry_id, task_id=task.task_id, note="Rang the manager.")

    assert tasks(intake, FACILITATOR) == ()
    with pytest.raises(NotFound):
        intake.ask(waiting.FINISH_TASK, done, FACILITATOR)
    intake.ask(waiting.FINISH_TASK, done)

    assert tasks(intake) == ()


@pytest.mark.requirement("INT-11")
def test_a_self_referral_that_came_by_a_feed_is_kept_too_and_its_agency_told(intake):
    intake.receive(uuid4(), **self_referral())

    assert [kind for kind, _ in intake.announced()] == ["intake.referral_refused.v1"]
    assert [task.cause for task in tasks(intake)] == ["self_referral_routed"]


def test_only_what_custody_or_licence_stands_in_the_way_of_is_routed(intake):
    with pytest.raises(Refused, match="self-referral-possible"):
        route(intake, self_referral(in_custody=False))
    with pytest.raises(InvalidInput) as refusal:
        route(intake, {**self_referral(), "consents": []})

    assert refusal.value.faults == (Fault("consents", "consent-missing"),)
    assert intake.count("enquiries") == 0


def test_what_was_asked_is_read_with_a_trace_and_gone_after_a_year(intake):
    enquiry_id = route(intake, self_referral())
    revealed(intake, enquiry_id)
    traces = intake.count("audit_entries")
    intake.clock.advance(timedelta(days=366))
    retain(intake.runtime)

    with pytest.raises(PersonalDataErased):
        revealed(intake, enquiry_id)
    with pytest.raises(NotFound):
        revealed(intake, uuid4())
    listed = intake.ask(entry.ENQUIRIES, entry.ListEnquiries()).enquiries
    assert [one.enquiry_id for one in listed] == [enquiry_id]
    assert traces == 2
