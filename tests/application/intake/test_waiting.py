"""What waits: agencies by clock and counterpart, tasks after a move, holds of strands and of many."""

from datetime import date, timedelta

import pytest

from shared.audit.trail import entries
from shared.contracts.codes import Side
from shared.contracts.intake import guard, rpc, waiting
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import NotFound, Refused
from tests.support.intake import COMMS, COORDINATOR, FACILITATOR, MANAGER, POLICE, a_submission


def submit(intake, number=1, **changes):
    harmed = {
        **a_submission()["harmed"][0],
        "family_name": f"Testperson-{'abcdefgh'[number] * 3}",
        "date_of_birth": f"19{50 + number}-0{number}-17",
        "phone": None,
        "email": None,
    }
    body = a_submission(**{"harmed": [harmed], "responsible": [], **changes})
    submission = ReferralSubmission.model_validate(body)
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), POLICE)


def ask_agency(intake, case, agency="mps", counterpart="The one Testperson-Officer", **more):
    values = {"kind": "find_person", "interim_arrangement": True, **more}
    request = rpc.OpenAgencyRequest(
        case_id=case.case_id, agency=agency, counterpart=counterpart, **values
    )
    return intake.ask(rpc.OPEN_AGENCY_REQUEST, request).request_id


def answer(intake, case, request_id, *, found):
    request = rpc.AnswerAgencyRequest(case_id=case.case_id, request_id=request_id, found=found)
    intake.ask(rpc.ANSWER_AGENCY_REQUEST, request)


def chase(intake, case, request_id):
    request = waiting.ChaseAgencyRequest(case_id=case.case_id, request_id=request_id)
    intake.ask(waiting.CHASE, request)


@pytest.mark.requirement("PRC-13", "PRC-16", "PTR-28", "PTR-29")
def test_a_list_says_which_agency_keeps_us_waiting_and_for_how_many_days(intake):
    old, new = submit(intake, 1), submit(intake, 2)
    first = ask_agency(intake, old)
    intake.clock.advance(timedelta(days=24))
    ask_agency(intake, new, agency="hmpps", interim_arrangement=False, clause="4.2")
    intake.clock.advance(timedelta(days=10))
    chase(intake, old, first)

    mps, hmpps = intake.ask(waiting.WAITING, waiting.ListWaiting()).requests

    assert (mps.agency, mps.days_waiting, mps.reference) == ("mps", 34, old.reference)
    assert (mps.working_days_waiting, mps.overdue, mps.chased) == (24, True, 1)
    assert mps.counterpart == "The one Testperson-Officer"
    assert mps.last_chased_at == intake.clock.now()
    assert (hmpps.days_waiting, hmpps.overdue, hmpps.clause) == (10, False, "4.2")
    only = intake.ask(waiting.WAITING, waiting.ListWaiting(agency="hmpps")).requests
    assert [one.agency for one in only] == ["hmpps"]
    with intake.as_(MANAGER) as uow:
        read = [one.action for one in entries(uow.connection, "intake")]
    assert read.count("waiting_requests.read") == 2


def test_what_waits_is_told_a_page_at_a_time_each_request_once(intake):
    asked = [ask_agency(intake, submit(intake, number)) for number in (1, 2, 3)]

    found, after, pages = [], None, 0
    while True:
        told = intake.ask(waiting.WAITING, waiting.ListWaiting(limit=2, after=after))
        found += [one.request_id for one in told.requests]
        pages += 1
        after = told.next_page
        if after is None:
            break

    assert (found, pages) == (sorted(asked), 2)


def test_what_was_answered_waits_no_longer_and_is_not_chased(intake):
    case = submit(intake)
    request_id = ask_agency(intake, case)
    answer(intake, case, request_id, found=True)

    assert intake.ask(waiting.WAITING, waiting.ListWaiting()).requests == ()
    with pytest.raises(Refused, match="agency-request-ended"):
        chase(intake, case, request_id)


@pytest.mark.requirement("PTR-29", "PTR-30")
def test_turnaround_is_counted_by_agency_counterpart_and_arrangement(intake):
    cases = [submit(intake, number) for number in range(1, 6)]
    for days, case in zip((2, 4, 30), cases, strict=False):
        request_id = ask_agency(intake, case)
        intake.clock.advance(timedelta(days=days))
        answer(intake, case, request_id, found=days == 2)
    lapsed = ask_agency(intake, cases[3])
    lapse = waiting.LapseAgencyRequest(case_id=cases[3].case_id, request_id=lapsed)
    intake.ask(waiting.LAPSE_AGENCY_REQUEST, lapse)
    ask_agency(
        intake,
        cases[4],
        agency="hmpps",
        counterpart="A team",
        interim_arrangement=False,
        clause="4.2",
    )

    hmpps, mps = intake.ask(waiting.TURNAROUND, waiting.AskTurnaround()).rows

    assert (mps.agency, mps.counterpart) == ("mps", "The one Testperson-Officer")
    assert (mps.opened, mps.answered, mps.found, mps.lapsed, mps.waiting) == (4, 3, 1, 1, 0)
    assert (mps.median_days, mps.longest_days) == (4, 30)
    assert (hmpps.opened, hmpps.waiting, hmpps.median_days) == (1, 1, None)
    before = waiting.AskTurnaround(until_on=date(2019, 7, 1))
    (row,) = intake.ask(waiting.TURNAROUND, before).rows
    assert row.opened == 1


def in_prison(intake, number=1):
    beta = {**a_submission()["responsible"][0], "in_custody": True}
    return submit(
        intake, number, responsible=[{**beta, "family_name": f"Beta{'abcdefgh'[number] * 4}"}]
    )


def move(intake, case, change="moved", establishment="LWI"):
    request = rpc.RecordCustodyChange(
        case_id=case.case_id,
        person_id=case.participants[1].person_id,
        change=change,
        establishment=establishment,
        source="offender_manager",
    )
    intake.ask(rpc.RECORD_CUSTODY_CHANGE, request)


def tasks(intake, by=COORDINATOR):
    return intake.ask(waiting.TASKS, waiting.ListTasks(), by).tasks


@pytest.mark.requirement("PRC-12")
def test_a_move_raises_the_tasks_that_it_undoes_and_they_are_done_one_by_one(intake):
    case = in_prison(intake)

    move(intake, case)

    raised = tasks(intake)
    assert {task.kind for task in raised} == {
        "find_offender_manager",
        "ask_for_visit_approval",
        "arrange_venue",
        "review_risk",
    }
    assert {task.due_on for task in raised} == {date(2019, 7, 8)}
    done = waiting.FinishTask(case_id=case.case_id, task_id=raised[0].task_id)
    intake.ask(waiting.FINISH_TASK, done)
    assert len(tasks(intake)) == 3
    with pytest.raises(NotFound):
        intake.ask(waiting.FINISH_TASK, done)
    intake.clock.advance(timedelta(days=8))
    assert all(task.overdue for task in tasks(intake))


@pytest.mark.requirement("PRC-12")
def test_a_second_move_asks_only_for_what_was_done_since(intake):
    case = in_prison(intake)
    move(intake, case)
    (first, *_) = tasks(intake)
    intake.ask(waiting.FINISH_TASK, waiting.FinishTask(case_id=case.case_id, task_id=first.task_id))

    move(intake, case, establishment="FDI")

    assert len(tasks(intake)) == 4
    assert tasks(intake, FACILITATOR) == ()


@pytest.mark.requirement("PRC-12")
def test_custody_is_a_history_with_sources_and_a_release_asks_for_other_things(intake):
    case = in_prison(intake)
    move(intake, case)
    move(intake, case, change="released", establishment=None)

    person = case.participants[1].person_id
    steps = intake.ask(
        waiting.CUSTODY, waiting.AskCustody(case_id=case.case_id, person_id=person)
    ).steps

    assert [(s.change, s.establishment, s.source) for s in steps] == [
        ("moved", "LWI", "offender_manager"),
        ("released", None, "offender_manager"),
    ]
    assert "check_licence_conditions" in {task.kind for task in tasks(intake)}
    with pytest.raises(NotFound):
        intake.ask(
            waiting.CUSTODY,
            waiting.AskCustody(case_id=case.case_id, person_id=person),
            FACILITATOR,
        )


@pytest.mark.requirement("PRC-12")
def test_the_custody_of_a_case_is_that_of_each_person_responsible_and_of_no_other(intake):
    case = in_prison(intake)
    move(intake, case)
    harmed, responsible = (one.person_id for one in case.participants[:2])
    asked = waiting.AskCustodyOfCase(case_id=case.case_id)

    people = intake.ask(waiting.CUSTODY_OF_CASE, asked).people

    alone = waiting.AskCustody(case_id=case.case_id, person_id=responsible)
    assert [one.person_id for one in people] == [responsible]
    assert people[0].steps == intake.ask(waiting.CUSTODY, alone).steps != ()
    assert harmed not in {one.person_id for one in people}
    with pytest.raises(NotFound):
        intake.ask(waiting.CUSTODY_OF_CASE, asked, FACILITATOR)


def on_hold(intake, case, strand=0):
    request = guard.ContactStanding(
        case_id=case.case_id, strand_id=case.strands[strand].strand_id, from_side=Side.HARMED
    )
    return intake.ask(guard.CONTACT_STANDING, request, COMMS).on_hold


@pytest.mark.requirement("HLD-01", "HLD-04")
def test_many_cases_are_held_by_one_cause_and_resumed_together(intake):
    inside, outside = in_prison(intake, 1), submit(intake, 2)
    released = in_prison(intake, 3)
    move(intake, released, change="released", establishment=None)
    own = intake.ask(
        rpc.HOLD_CASE, rpc.HoldCase(case_id=inside.case_id, cause="participant_request")
    )

    held = intake.ask(
        waiting.HOLD_MANY,
        waiting.HoldMany(cause="prison_access_restricted", in_custody=True),
        MANAGER,
    )

    assert held.case_ids == (inside.case_id,)
    assert not on_hold(intake, outside)
    assert not on_hold(intake, released)
    (standing,) = intake.ask(waiting.BULK_HOLDS, waiting.ListBulkHolds(), MANAGER).holds
    assert (standing.bulk_id, standing.cause, standing.cases) == (
        held.bulk_id,
        "prison_access_restricted",
        1,
    )
    resumed = intake.ask(waiting.RESUME_MANY, waiting.ResumeMany(bulk_id=held.bulk_id), MANAGER)
    assert resumed.case_ids == (inside.case_id,)
    assert intake.ask(waiting.BULK_HOLDS, waiting.ListBulkHolds(), MANAGER).holds == ()
    assert on_hold(intake, inside)
    lift = rpc.ResumeCase(case_id=inside.case_id, hold_id=own.hold_id)
    intake.ask(rpc.RESUME_CASE, lift)
    assert not on_hold(intake, inside)
    with pytest.raises(NotFound):
        intake.ask(waiting.RESUME_MANY, waiting.ResumeMany(bulk_id=held.bulk_id), MANAGER)


@pytest.mark.requirement("HLD-04")
def test_either_all_that_are_named_are_held_or_none(intake):
    case, closed = submit(intake, 1), submit(intake, 2)
    outcome = rpc.RecordOutcome(case_id=closed.case_id, outcome="duplicate", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=closed.case_id))

    both = waiting.HoldMany(cause="other", case_ids=(case.case_id, closed.case_id))
    with pytest.raises(Refused, match="case-closed"):
        intake.ask(waiting.HOLD_MANY, both, MANAGER)
    with pytest.raises(Refused, match="nothing-to-hold"):
        intake.ask(waiting.HOLD_MANY, waiting.HoldMany(cause="other"), MANAGER)

    assert intake.count("holds") == 0


@pytest.mark.requirement("HLD-01", "PRC-15")
def test_one_strand_is_held_while_the_others_go_on(intake):
    two = [
        {"ref": ref, "role": "responsible", "given_name": "X", "family_name": name}
        for ref, name in (("beta", "Betaexample"), ("gamma", "Gammaexample"))
    ]
    case = submit(intake, responsible=two)
    leases = intake.count("leases")
    on_hold(intake, case)

    held = intake.ask(
        waiting.HOLD_STRAND,
        waiting.HoldStrand(
            case_id=case.case_id, strand_id=case.strands[0].strand_id, cause="participant_request"
        ),
    )

    assert (on_hold(intake, case, 0), on_hold(intake, case, 1)) == (True, False)
    assert not intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id)).on_hold
    assert intake.count("leases") > leases
    lift = rpc.ResumeCase(case_id=case.case_id, hold_id=held.hold_id)
    intake.ask(rpc.RESUME_CASE, lift)
    assert not on_hold(intake, case, 0)
