"""A request to an agency ends, by its own name, with the reason for which it was opened."""

from datetime import timedelta
from uuid import UUID

import pytest

from shared.contracts.codes import Outcome
from shared.contracts.intake import rpc, waiting
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Refused
from tests.application.intake.test_agency_answers import arrive, said_of
from tests.application.intake.test_contact import of
from tests.application.intake.test_merging_is_told import merge, referred, said
from tests.application.intake.test_sought import case, sought, withdraw  # noqa: F401 - a fixture
from tests.support.intake import MANAGER, a_submission
from tests.support.joined import join, two_cases
from tests.support.joined import withdraw as leave


def called_off(intake):
    return [
        (UUID(one["request_id"]), one["why"]) for one in said(intake, "agency_request_called_off")
    ]


def waits(intake):
    return [one.request_id for one in intake.ask(waiting.WAITING, waiting.ListWaiting()).requests]


def no(intake, case, index=0, **more):  # noqa: F811
    words = {"purpose": "be_contacted", "given": False, "method": "spoken", **more}
    intake.ask(rpc.RECORD_CONSENT, rpc.RecordConsent(**of(case, index), **words))


def close(intake, case):  # noqa: F811
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome=Outcome.HARMED_DECLINED, primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome, MANAGER)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id), MANAGER)


@pytest.mark.requirement("CON-02", "PRC-16", "PTR-28")
@pytest.mark.parametrize("says_no", [withdraw, no])
def test_a_no_ends_what_sought_that_person_and_nothing_else(intake, case, says_no):  # noqa: F811
    mine = sought(intake, case, "find_person")
    theirs = sought(intake, case, "find_person", index=1)
    about_custody = sought(intake, case, "custody_location")

    says_no(intake, case)

    assert called_off(intake) == [(mine, "refused")]
    assert waits(intake) == [theirs, about_custody]
    (view, *_) = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id)).agency_requests
    assert (view.request_id, view.called_off_at) == (mine, intake.clock.now())
    chase = waiting.ChaseAgencyRequest(case_id=case.case_id, request_id=mine)
    with pytest.raises(Refused, match="agency-request-ended"):
        intake.ask(waiting.CHASE, chase)


@pytest.mark.requirement("CON-02")
def test_what_was_called_off_stays_so_when_its_person_says_yes_again(intake, case):  # noqa: F811
    sought(intake, case, "contact_person")
    no(intake, case)
    intake.clock.advance(timedelta(days=1))
    no(intake, case, given=True)

    assert waits(intake) == [], "the agency was told to stop"
    assert waits(intake) != [sought(intake, case, "contact_person")], "and may be asked anew"


def test_a_no_to_one_strand_leaves_what_was_asked_for_another(intake):
    beta = a_submission()["responsible"][0]
    two = [beta, {**beta, "ref": "gamma", "given_name": "Testy", "date_of_birth": "1991-05-06"}]
    submission = ReferralSubmission.model_validate(a_submission(responsible=two))
    case = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))  # noqa: F811
    left, kept = (
        sought(intake, case, "find_person", strand_id=strand.strand_id) for strand in case.strands
    )

    withdraw(intake, case, strand_id=case.strands[0].strand_id, purposes=("take_part",))

    assert called_off(intake) == [(left, "refused")]
    assert waits(intake) == [kept]


@pytest.mark.requirement("PRC-16")
def test_the_end_of_a_case_ends_whatever_was_asked_for_it(intake, case):  # noqa: F811
    asked = [sought(intake, case, kind) for kind in ("find_person", "custody_location")]

    close(intake, case)

    assert called_off(intake) == [(one, "case_closed") for one in asked]
    assert waits(intake) == []
    names = [name for name, _ in intake.announced()]
    assert names.index("intake.case_closed.v1") < names.index("intake.agency_request_called_off.v1")


@pytest.mark.requirement("PTR-29", "PTR-30")
def test_no_figure_holds_against_an_agency_what_was_called_off(intake, case):  # noqa: F811
    sought(intake, case, "find_person", counterpart="A Testperson")
    intake.clock.advance(timedelta(days=90))
    no(intake, case)
    answered = sought(intake, case, "find_person", index=1, counterpart="A Testperson")
    intake.clock.advance(timedelta(days=3))
    answer = rpc.AnswerAgencyRequest(case_id=case.case_id, request_id=answered, found=True)
    intake.ask(rpc.ANSWER_AGENCY_REQUEST, answer)

    (row,) = intake.ask(waiting.TURNAROUND, waiting.AskTurnaround()).rows

    assert (row.opened, row.answered, row.lapsed, row.waiting, row.called_off) == (1, 1, 0, 0, 1)
    assert (row.median_days, row.longest_days) == (3, 3)


def test_what_was_open_when_its_case_closed_was_given_up_with_it(intake, case):  # noqa: F811
    sought(intake, case, "find_person")
    intake.clock.advance(timedelta(days=40))
    close(intake, case)

    (row,) = intake.ask(waiting.TURNAROUND, waiting.AskTurnaround()).rows

    assert (row.opened, row.lapsed, row.called_off, row.waiting) == (1, 1, 0, 0)
    assert row.longest_days == 40


@pytest.mark.requirement("CON-02", "PTR-28")
def test_an_answer_that_crosses_the_calling_off_comes_too_late(intake, case):  # noqa: F811
    request_id = sought(intake, case, "find_person")
    no(intake, case)

    message = arrive(intake, request_id, finding="found", phone="07700 900123")

    assert said_of(intake, message) == ("agency_answer_refused", "request-ended")
    asked = rpc.AnswerAgencyRequest(case_id=case.case_id, request_id=request_id, found=True)
    with pytest.raises(Refused, match="agency-request-ended"):
        intake.ask(rpc.ANSWER_AGENCY_REQUEST, asked)


@pytest.mark.requirement("CON-02")
def test_a_merge_that_shows_a_no_ends_the_search_under_the_other_record(intake):
    one, other = referred(intake), referred(intake)
    request_id = sought(intake, other, "find_person")
    no(intake, one)
    assert called_off(intake) == []

    merge(intake, one, other)

    assert called_off(intake) == [(request_id, "refused")]


@pytest.mark.requirement("CON-02")
def test_a_no_under_one_record_ends_the_search_under_another(intake):
    one, other = referred(intake), referred(intake)
    request_id = sought(intake, other, "find_person")
    merge(intake, one, other)

    no(intake, one)

    assert called_off(intake) == [(request_id, "refused")]
    assert waits(intake) == []


@pytest.mark.requirement("CON-02", "INT-17")
@pytest.mark.parametrize("who_said_no", ["police", "herself"])
def test_joining_ends_the_search_for_who_said_no_in_either_case(intake, who_said_no):
    both = two_cases(intake)
    leave(intake, both.case(who_said_no).case_id, both.person(who_said_no))
    (other,) = {"police", "herself"} - {who_said_no}
    asked = rpc.OpenAgencyRequest(
        case_id=both.case(other).case_id,
        person_id=both.person(other),
        agency="mps",
        kind="find_person",
        clause="6.1",
    )
    request_id = intake.ask(rpc.OPEN_AGENCY_REQUEST, asked).request_id

    join(intake, both)

    assert called_off(intake) == [(request_id, "refused")]
