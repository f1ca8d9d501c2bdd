"""A case that somebody must have is not erased, however old; a hold says why, by whom, until when."""

from datetime import date, timedelta

import pytest

from services.intake.use_cases.tending import retain
from shared.audit.trail import entries
from shared.contracts.intake import legal_holds, rpc
from shared.kernel.errors import InvalidInput, NotFound, Refused
from tests.application.intake.test_tending import SEVEN_YEARS, close, erasures, submit
from tests.support.intake import MANAGER, POLICE
from tests.support.joined import Both, herself, join
from tests.support.joined import submit as submit_as

WHY = "A court has ordered the record kept."


@pytest.fixture
def case(intake):
    return submit(intake)


def place(intake, case_id, review_on=date(2019, 12, 1)):
    request = legal_holds.PlaceLegalHold(case_id=case_id, reason=WHY, review_on=review_on)
    return intake.ask(legal_holds.PLACE_LEGAL_HOLD, request, MANAGER).legal_hold_id


def lift(intake, case_id, hold_id):
    request = legal_holds.LiftLegalHold(
        case_id=case_id, legal_hold_id=hold_id, reason="The court is done with it."
    )
    intake.ask(legal_holds.LIFT_LEGAL_HOLD, request, MANAGER)


def standing(intake, **about):
    request = legal_holds.ListLegalHolds(**about)
    return intake.ask(legal_holds.LEGAL_HOLDS, request, MANAGER).holds


def test_a_case_under_a_legal_hold_outlives_its_retention_until_the_hold_is_lifted(intake, case):
    first, second = place(intake, case.case_id), place(intake, case.case_id)
    close(intake, case)
    intake.clock.advance(SEVEN_YEARS)
    held = retain(intake.runtime)
    lift(intake, case.case_id, first)
    still_held = retain(intake.runtime)
    seen = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id))

    lift(intake, case.case_id, second)

    assert (held, still_held) == ({}, {})
    assert seen.under_legal_hold
    assert retain(intake.runtime) == {"cases": 1}
    assert erasures(intake) == [str(case.case_id)]


def test_a_held_case_does_not_keep_others_from_being_erased(intake, case, monkeypatch):
    monkeypatch.setattr("services.intake.use_cases.tending.BATCH", 1)
    other = submit_as(intake, POLICE, **herself())
    place(intake, case.case_id)
    for one in (case, other):
        close(intake, one)
    intake.clock.advance(SEVEN_YEARS)

    assert retain(intake.runtime) == {"cases": 1}
    assert erasures(intake) == [str(other.case_id)]


def test_not_even_a_person_erases_what_is_under_a_legal_hold(intake, case):
    place(intake, case.case_id)
    close(intake, case)

    erase = rpc.ErasePerson(case_id=case.case_id, reason="Asked for.")

    with pytest.raises(Refused, match="legal-hold"):
        intake.ask(rpc.ERASE_CASE, erase, MANAGER)

    assert erasures(intake) == []


def test_a_hold_says_why_by_whom_and_when_it_is_looked_at_again(intake, case):
    hold_id = place(intake, case.case_id, review_on=date(2019, 8, 1))
    intake.clock.advance(timedelta(days=40))

    (hold,) = standing(intake)

    assert (hold.legal_hold_id, hold.case_id, hold.reason) == (hold_id, case.case_id, WHY)
    assert (hold.placed_by, hold.review_on) == (MANAGER.id, date(2019, 8, 1))
    assert hold.overdue
    assert standing(intake, review_by=date(2019, 7, 31)) == ()
    with intake.as_(MANAGER) as uow:
        read = [one.action for one in entries(uow.connection, f"case/{case.case_id}")]
    assert read.count("legal_holds.read") == 1


def test_a_review_moves_the_day_of_the_next_and_is_never_in_the_past(intake, case):
    hold_id = place(intake, case.case_id)
    again = {"case_id": case.case_id, "legal_hold_id": hold_id}

    request = legal_holds.ReviewLegalHold(**again, review_on=date(2020, 6, 1))
    intake.ask(legal_holds.REVIEW_LEGAL_HOLD, request, MANAGER)

    assert [one.review_on for one in standing(intake, case_id=case.case_id)] == [date(2020, 6, 1)]
    late = legal_holds.ReviewLegalHold(**again, review_on=date(2019, 7, 1))
    with pytest.raises(InvalidInput):
        intake.ask(legal_holds.REVIEW_LEGAL_HOLD, late, MANAGER)


def test_a_hold_is_lifted_once_and_only_in_its_own_case(intake, case):
    hold_id = place(intake, case.case_id)
    other = submit_as(intake, POLICE, **herself())
    with pytest.raises(NotFound, match="legal-hold-unknown"):
        lift(intake, other.case_id, hold_id)
    lift(intake, case.case_id, hold_id)

    with pytest.raises(Refused, match="legal-hold-lifted"):
        lift(intake, case.case_id, hold_id)

    assert standing(intake) == ()


def test_there_is_nothing_left_to_hold_of_what_was_erased(intake, case):
    close(intake, case)
    erase = rpc.ErasePerson(case_id=case.case_id, reason="Asked for.")
    intake.ask(rpc.ERASE_CASE, erase, MANAGER)

    with pytest.raises(Refused, match="case-erased"):
        place(intake, case.case_id)


def test_a_hold_of_a_case_that_was_joined_holds_the_one_that_goes_on(intake, case):
    pair = Both(case, submit_as(intake, POLICE, **herself()))
    place(intake, pair.herself.case_id)
    join(intake, pair)

    assert [one.case_id for one in standing(intake)] == [case.case_id]
    close(intake, case)
    intake.clock.advance(SEVEN_YEARS)
    assert retain(intake.runtime) == {}
