from uuid import uuid4

import pytest

from shared.contracts.intake import rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from tests.support.intake import COORDINATOR, FACILITATOR, POLICE, a_submission


def submit(intake, by=COORDINATOR, **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), by)


def test_a_referral_opens_a_case_and_is_announced_in_the_agreed_order(intake):
    intake.receive(uuid4())

    types = [type_ for type_, _ in intake.announced()]
    assert types == [
        "intake.case_opened.v1",
        "intake.referral_received.v1",
        "intake.consent_recorded.v1",
    ]


def test_what_is_announced_names_nobody(intake):
    intake.receive(uuid4())

    said = str(intake.announced())
    for personal in ("Testperson", "example", "07700", "1980", "Narrativetext", "WWI"):
        assert personal not in said


def test_the_same_sender_reference_twice_is_one_referral(intake):
    first = submit(intake, POLICE, sender_reference="S-1")

    second = submit(intake, POLICE, sender_reference="S-1")

    assert second == first
    assert intake.count("referrals") == 1


def test_a_second_feed_message_with_the_same_reference_is_answered_as_duplicate(intake):
    intake.receive(uuid4(), sender_reference="S-1")
    message = uuid4()

    intake.receive(message, sender_reference="S-1")

    type_, data = intake.announced()[-1]
    assert type_ == "intake.referral_refused.v1"
    assert data["feed_message_id"] == str(message)
    assert data["faults"] == [{"field": "sender_reference", "code": "duplicate"}]
    assert intake.count("referrals") == 1


def test_a_refused_referral_lists_every_fault_and_keeps_nothing(intake):
    message = uuid4()

    intake.receive(
        message,
        consents=[],
        offence={"crime_types": ["theft"], "offence_on": "2031-01-01"},
        joins_case_reference="RJ-1907-AAAAAAA",
    )

    type_, data = intake.announced()[-1]
    assert type_ == "intake.referral_refused.v1"
    assert data["faults"] == [
        {"field": "consents", "code": "consent-missing"},
        {"field": "joins_case_reference", "code": "unknown-reference"},
        {"field": "offence.offence_on", "code": "in-the-future"},
    ]
    assert intake.count("persons") == 0


@pytest.mark.requirement("INT-20")
def test_a_referral_about_the_same_crime_and_person_joins_the_open_case(intake):
    offence = {"crime_types": ["burglary"], "force": "mps", "crime_number": "1234567/19"}
    first = submit(intake, offence=offence)

    second = submit(intake, offence=offence)

    assert second.case_id == first.case_id
    assert not second.opened_case
    assert second.participants == first.participants
    assert second.strands == first.strands
    assert intake.count("persons") == 2


@pytest.mark.requirement("INT-17")
def test_a_referral_that_names_its_case_joins_it_and_may_bring_a_strand(intake):
    first = submit(intake)
    other = {
        "ref": "gamma",
        "role": "responsible",
        "given_name": "X",
        "family_name": "Deltaexample",
    }

    second = submit(intake, joins_case_reference=first.reference.lower(), responsible=[other])

    assert second.case_id == first.case_id
    assert second.strands[0].strand_id != first.strands[0].strand_id
    assert intake.count("strands") == 2


@pytest.mark.requirement("INT-11")
def test_somebody_in_custody_who_refers_themselves_is_sent_to_their_offender_manager(intake):
    responsible = [{**a_submission()["responsible"][0], "in_custody": True}]
    consents = [{"participant": "beta", "purpose": "be_contacted", "obtained_by": "self"}]

    with pytest.raises(Refused) as refusal:
        submit(
            intake,
            source="self",
            initiated_by="responsible",
            responsible=responsible,
            consents=consents,
        )

    assert refusal.value.code == "ask-offender-manager"


def test_the_gateway_hears_every_fault_by_field(intake):
    with pytest.raises(InvalidInput) as refusal:
        submit(intake, consents=[], harmed=[])

    assert refusal.value.faults == (Fault("harmed", "missing"),)


def test_a_facilitator_does_not_learn_that_a_case_exists(intake):
    answer = submit(intake)

    with pytest.raises(NotFound):
        intake.ask(rpc.CASE, rpc.CaseById(case_id=answer.case_id), FACILITATOR)


def test_a_reference_is_found_however_it_is_typed(intake):
    answer = submit(intake)
    typed = answer.reference.lower().replace("-", " ").removeprefix("rj")

    found = intake.ask(rpc.FIND_CASE, rpc.CaseByReference(reference=typed))

    assert found.case_id == answer.case_id
