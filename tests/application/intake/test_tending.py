"""What intake does once a day: erasing what is over, and indexing what was never indexed."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from services.intake.store.arrival_tables import match_keys
from services.intake.store.tables import cases, persons
from services.intake.use_cases.tending import reindex, retain
from shared.contracts.intake import entry, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.store.case_keys import PersonalDataErased
from tests.support.intake import a_submission

SEVEN_YEARS = timedelta(days=7 * 365)


def submit(intake, **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def somebody_else(intake):
    harmed = {**a_submission()["harmed"][0], "family_name": "Omegaexample", "phone": None}
    return submit(intake, harmed=[{**harmed, "email": None}], responsible=[])


def close(intake, case):
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome="information_provided", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))


def reveal(intake, case):
    person = case.participants[0].person_id
    ask = rpc.RevealPerson(case_id=case.case_id, person_id=person, purpose="to see what is left")
    return intake.ask(rpc.REVEAL_PERSON, ask).person


def erasures(intake):
    return [data["case_id"] for kind, data in intake.announced() if kind.endswith("case_erased.v1")]


def test_a_closed_case_is_erased_after_seven_years_and_its_holders_hear_of_it(intake):
    over, goes_on = submit(intake), somebody_else(intake)
    close(intake, over)
    ring_before = intake.runtime.keys.keyring.ids()
    intake.clock.advance(SEVEN_YEARS - timedelta(days=1))
    too_early = retain(intake.runtime)
    intake.clock.advance(timedelta(days=1))

    done = retain(intake.runtime)

    assert (too_early, done) == ({}, {"cases": 1})
    assert erasures(intake) == [str(over.case_id)]
    with pytest.raises(PersonalDataErased):
        reveal(intake, over)
    assert reveal(intake, goes_on).family_name == "Omegaexample"
    with intake.runtime.store.reading() as connection:
        mine = persons.c.case_id == over.case_id
        rows = connection.execute(select(persons.c.details, persons.c.match_index).where(mine))
        assert {tuple(row) for row in rows} == {(None, None)}
    assert not ring_before & intake.runtime.keys.keyring.ids()


def test_what_is_erased_already_is_left_alone(intake):
    over = submit(intake)
    close(intake, over)
    intake.clock.advance(SEVEN_YEARS)
    retain(intake.runtime)

    assert retain(intake.runtime) == {}
    assert len(erasures(intake)) == 1


def test_many_cases_are_erased_in_batches(intake, monkeypatch):
    monkeypatch.setattr("services.intake.use_cases.tending.BATCH", 2)
    for number in range(3):
        harmed = {**a_submission()["harmed"][0], "family_name": f"Number{'abc'[number]}example"}
        born = f"19{50 + number}-01-0{number + 1}"
        harmed |= {"date_of_birth": born, "phone": None, "email": None}
        close(intake, submit(intake, harmed=[harmed], responsible=[]))
    intake.clock.advance(SEVEN_YEARS)

    assert retain(intake.runtime) == {"cases": 3}


def test_an_enquiry_is_erased_after_a_year_by_the_same_run(intake):
    intake.ask(
        entry.RECORD_ENQUIRY,
        entry.RecordEnquiry(kind="informal_conversation", caller="Testperson Gamma"),
    )
    intake.clock.advance(timedelta(days=366))

    assert retain(intake.runtime) == {"enquiries": 1}


def like(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    found = intake.ask(entry.FIND_MATCHES, entry.FindMatches(submission=submission))
    return [match.case_id for match in found.matches]


def test_people_who_were_stored_before_there_were_match_keys_are_found_after_indexing(intake):
    case = submit(intake, offence={"crime_types": ["theft"], "crime_number": "1234567/19"})
    with intake.runtime.store.writing() as connection:
        connection.execute(delete(match_keys))
    assert like(intake) == []

    counted, again = reindex(intake.runtime), reindex(intake.runtime)

    assert (counted, again) == (3, 0)  # two people and what happened
    assert like(intake) == [case.case_id]


def test_indexing_passes_over_what_was_erased(intake):
    over = submit(intake)
    close(intake, over)
    with intake.runtime.store.writing() as connection:
        connection.execute(delete(match_keys))
    intake.clock.advance(SEVEN_YEARS)
    retain(intake.runtime)

    assert reindex(intake.runtime) == 0
    with intake.runtime.store.reading() as connection:
        assert connection.execute(select(cases.c.erased_at)).scalar_one() is not None
