"""What the leak check hears: every identifier of everybody but the reader, from wherever it is kept."""

from datetime import date

import pytest

from shared.contracts.codes import Side
from shared.contracts.intake import amending, contact, guard, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.leases import ConfirmLease
from shared.kernel.errors import Refused
from tests.application.intake.test_agency_answers import about, arrive
from tests.application.intake.test_amending import amend, amend_person, terms
from tests.support.intake import COMMS, POLICE, a_submission

FURTHER = {
    "school": "Invented Lane Primary",
    "employer": "Pretendham Bakery",
    "vehicle": "blue Fiesta, ZZ57 QQQ",
    "social_media": "@alpha_invented",
    "other": "the Mockbeggar Arms",
}
OFFENCE = {
    "crime_types": ["burglary"],
    "crime_number": "1234567/19",
    "references": [
        {"kind": "case_urn", "value": "01ZZ0123419"},
        {"kind": "incident_log", "value": "CAD 4321/01JUL19"},
    ],
}


def alpha(**more):
    return {**a_submission()["harmed"][0], **more}


def beta(**more):
    return {**a_submission()["responsible"][0], **more}


@pytest.fixture
def case(intake):
    given = [{"kind": kind, "value": value} for kind, value in FURTHER.items()]
    submission = a_submission(
        harmed=[alpha(further_identifiers=given, safe_contact="By her aunt, 07700 900333.")],
        responsible=[
            beta(
                identifiers=[{"kind": "pnc_id", "value": "2004/0712343W"}],
                offender_manager="Officer Deltaexample, Invented Unit, delta@example.org",
            )
        ],
        offence=OFFENCE,
        sender_reference="SENT-2019-004",
        referrer_name="PC Gammaexample",
        referrer_contact="020 7946 0444 or gamma@example.org",
    )
    return intake.ask(
        rpc.SUBMIT_REFERRAL,
        rpc.SubmitReferral(submission=ReferralSubmission.model_validate(submission)),
        POLICE,
    )


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_else_somebody_is_known_by_is_told_and_never_to_their_own_letters_reader(intake, case):
    of_harmed = terms(intake, case, Side.HARMED)
    of_the_other = terms(intake, case, Side.RESPONSIBLE)

    assert set(FURTHER.items()) <= of_harmed
    assert not set(FURTHER.items()) & of_the_other
    assert ("phone", "07700 900333") in of_harmed - of_the_other
    assert ("email", "delta@example.org") in of_the_other - of_harmed
    assert ("name", "Officer Deltaexample") in of_the_other - of_harmed
    assert {kind for kind, _ in of_the_other - of_harmed} >= {"pnc_id", "prison"}


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_the_incident_and_the_case_are_called_is_told_whoever_reads(intake, case):
    named = {
        ("crime_number", "1234567/19"),
        ("case_urn", "01ZZ0123419"),
        ("incident_log", "CAD 4321/01JUL19"),
        ("reference", "SENT-2019-004"),
        ("reference", case.reference),
        ("name", "PC Gammaexample"),
        ("phone", "020 7946 0444"),
        ("email", "gamma@example.org"),
    }

    for side in Side:
        assert named <= terms(intake, case, side)


def test_what_was_amended_away_of_these_is_told_as_before(intake, case):
    amend_person(intake, case, further_identifiers=[{"kind": "school", "value": "Other School"}])
    amend(intake, case, crime_number="7654321/19")

    told = terms(intake, case, Side.HARMED)

    assert {("school", "Other School"), ("crime_number", "7654321/19")} <= told
    assert {*FURTHER.items(), ("crime_number", "1234567/19")} <= told


def test_what_staff_note_later_is_added_to_what_was_known(intake, case):
    request = amending.AmendPerson(
        case_id=case.case_id,
        person_id=case.participants[0].person_id,
        also_known=[
            {"kind": "social_media", "value": "@another_alpha"},
            {"kind": "school", "value": FURTHER["school"]},
        ],
        reason="Noted for the leak check.",
    )

    intake.ask(amending.AMEND_PERSON, request)

    told = terms(intake, case, Side.HARMED)
    assert {*FURTHER.items(), ("social_media", "@another_alpha")} <= told
    with pytest.raises(Refused, match="nothing-changed"):
        intake.ask(amending.AMEND_PERSON, request)


@pytest.mark.requirement("PRC-16", "PRC-07")
def test_what_an_agency_answers_about_somebody_is_told_and_ends_what_was_leased(intake, case):
    request_id = about(intake, case, counterpart="Officer Epsilonexample, 020 7946 0555")
    question = guard.ContactStanding(
        case_id=case.case_id, strand_id=case.strands[0].strand_id, from_side=Side.HARMED
    )
    lease = intake.ask(guard.CONTACT_STANDING, question, COMMS).lease_id

    arrive(
        intake,
        request_id,
        finding="found",
        phone="07700 900777",
        email="found@example.org",
        note="Stays with her mother, ZZ4 7QX; rings from 07700 900888.",
    )

    told = terms(intake, case, Side.HARMED)
    assert {
        ("phone", "07700 900777"),
        ("email", "found@example.org"),
        ("postcode", "ZZ4 7QX"),
        ("phone", "07700 900888"),
        ("name", "Officer Testperson"),
        ("name", "Officer Epsilonexample"),
        ("phone", "020 7946 0555"),
    } <= told
    assert not {("phone", "07700 900777"), ("phone", "07700 900888")} & terms(
        intake, case, Side.RESPONSIBLE
    )
    confirm = ConfirmLease(case_id=case.case_id, lease_id=lease)
    assert not intake.ask(guard.CONFIRM_LEASE, confirm, COMMS).stands


def test_the_name_that_somebody_asked_to_be_called_is_told(intake, case):
    request = contact.SetPreferences(
        case_id=case.case_id,
        person_id=case.participants[0].person_id,
        preferences=contact.Preferences(name_to_use="Zetaexample", avoid=(date(2019, 8, 1),)),
    )
    intake.ask(contact.SET_PREFERENCES, request)

    assert ("name", "Zetaexample") in terms(intake, case, Side.HARMED)
    assert ("name", "Zetaexample") not in terms(intake, case, Side.RESPONSIBLE)


def test_a_fellow_accused_moved_between_prisons_is_a_third_party_to_the_letter(intake):
    submission = a_submission(
        responsible=[beta(), beta(ref="eta", family_name="Etaexample", establishment=None)]
    )
    case = intake.ask(
        rpc.SUBMIT_REFERRAL,
        rpc.SubmitReferral(submission=ReferralSubmission.model_validate(submission)),
        POLICE,
    )
    moved = rpc.RecordCustodyChange(
        case_id=case.case_id,
        person_id=case.participants[2].person_id,
        change="moved",
        establishment="PVI",
        source="offender_manager",
    )
    intake.ask(rpc.RECORD_CUSTODY_CHANGE, moved)

    told = terms(intake, case, Side.HARMED)

    assert {("prison", "PVI"), ("name", "Etaexample")} <= told
    assert ("prison", "WWI") not in told
