"""Amendments keep the reason, the old and the new value, and pass the same validation."""

import pytest

from shared.contracts.codes import Side
from shared.contracts.intake import amending, entry, guard, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.leases import ConfirmLease
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from tests.support.intake import COMMS, FACILITATOR, POLICE, a_submission

WHY = "The officer rang back with the right one."


def submit(intake, **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), POLICE)


def amend(intake, case, by=None, clear=(), **changes):
    request = amending.AmendReferral(
        case_id=case.case_id,
        referral_id=case.referral_id,
        changes=changes,
        clear=clear,
        reason=WHY,
    )
    return intake.ask(amending.AMEND_REFERRAL, request, *([by] if by else []))


def amend_person(intake, case, index=0, clear=(), **changes):
    request = amending.AmendPerson(
        case_id=case.case_id,
        person_id=case.participants[index].person_id,
        changes=changes,
        clear=clear,
        reason=WHY,
    )
    return intake.ask(amending.AMEND_PERSON, request)


def amended(intake, case):
    request = amending.AskAmendments(case_id=case.case_id, purpose="to understand the file")
    return intake.ask(amending.AMENDMENTS, request).amendments


def seen(intake, case):
    request = entry.AskReferral(case_id=case.case_id, referral_id=case.referral_id)
    return intake.ask(entry.REFERRAL, request)


def test_an_amendment_keeps_reason_old_and_new_value_and_who(intake):
    case = submit(intake, heard_via="police")

    amend(intake, case, heard_via="witness_care_unit")

    (kept,) = amended(intake, case)
    assert (kept.field, kept.old, kept.new) == ("heard_via", "police", "witness_care_unit")
    assert (kept.reason, kept.amended_by) == (WHY, "coordinator-1")
    assert kept.amended_at == intake.clock.now()
    assert seen(intake, case).heard_via == "witness_care_unit"


@pytest.mark.requirement("INT-06")
def test_amended_crime_types_change_the_priority_and_are_announced_as_codes(intake):
    case = submit(intake)

    amend(intake, case, crime_types=["sexual"])

    view = seen(intake, case)
    assert (view.crime_types, view.priority_reasons) == (("sexual",), ("crime:sexual",))
    told = dict(intake.announced())["intake.referral_amended.v1"]
    assert (told["fields"], told["crime_types"]) == (["crime_types"], ["sexual"])
    assert told["enhanced_priority"] is True
    assert WHY not in str(told)


def test_a_priority_that_was_set_by_hand_outlives_an_amendment(intake):
    case = submit(intake)
    override = entry.OverridePriority(
        case_id=case.case_id, referral_id=case.referral_id, enhanced=True, note="Asked for by them."
    )
    intake.ask(entry.OVERRIDE_PRIORITY, override)

    amend(intake, case, crime_types=["theft"])

    assert seen(intake, case).enhanced_priority
    assert dict(intake.announced())["intake.referral_amended.v1"]["enhanced_priority"] is True


def test_an_amendment_passes_the_same_validation_as_a_referral(intake):
    case = submit(intake)

    with pytest.raises(InvalidInput) as refusal:
        amend(intake, case, offence_on="2031-01-01", rj_is_condition=True)

    assert refusal.value.faults == (
        Fault("offence.offence_on", "in-the-future"),
        Fault("rj_is_condition", "without-disposal"),
    )
    assert amended(intake, case) == ()
    assert intake.count("outbox") == 3


def test_a_field_may_be_emptied_but_not_one_that_is_not_amendable(intake):
    case = submit(intake, heard_via="police")

    amend(intake, case, clear=["heard_via"])
    with pytest.raises(InvalidInput) as refusal:
        amend(intake, case, clear=["sender_reference"])

    (kept,) = amended(intake, case)
    assert (kept.old, kept.new) == ("police", None)
    assert seen(intake, case).heard_via is None
    assert refusal.value.faults == (Fault("clear.0", "not-amendable"),)


def test_nothing_changed_is_no_amendment_and_others_cases_are_unknown(intake):
    case = submit(intake)

    with pytest.raises(Refused, match="nothing-changed"):
        amend(intake, case, crime_types=["burglary"])
    with pytest.raises(NotFound):
        amend(intake, case, FACILITATOR, crime_types=["theft"])


def test_an_amended_crime_number_lets_the_next_referral_join(intake):
    offence = {"crime_types": ["burglary"], "force": "mps"}
    case = submit(intake, offence={**offence, "crime_number": "7654321/19"})

    amend(intake, case, crime_number="1234567/19")

    joined = submit(intake, offence={**offence, "crime_number": "1234567/19"})
    assert joined.case_id == case.case_id


def test_an_amended_person_is_found_by_what_is_new_and_no_more_by_what_was_wrong(intake):
    case = submit(intake, responsible=[])

    amend_person(
        intake, case, family_name="Omegaexample", date_of_birth="1975-06-30", clear=["email"]
    )

    right = {
        **a_submission()["harmed"][0],
        "family_name": "Omegaexample",
        "date_of_birth": "1975-06-30",
        "phone": None,
        "email": None,
    }
    wrong = {**a_submission()["harmed"][0], "phone": None, "email": None}
    assert [m.case_id for m in find(intake, right)] == [case.case_id]
    assert find(intake, wrong) == ()
    fields = {view.field: (view.old, view.new) for view in amended(intake, case)}
    assert fields["family_name"] == ("Alphaexample", "Omegaexample")
    assert fields["email"] == ("alpha@example.org", None)
    reveal = rpc.RevealPerson(
        case_id=case.case_id, person_id=case.participants[0].person_id, purpose="to-check"
    )
    assert intake.ask(rpc.REVEAL_PERSON, reveal).person.family_name == "Omegaexample"


def find(intake, harmed):
    submission = ReferralSubmission.model_validate(a_submission(harmed=[harmed], responsible=[]))
    return intake.ask(entry.FIND_MATCHES, entry.FindMatches(submission=submission)).matches


def test_an_amended_address_ends_what_was_leased_to_a_delivery_under_way(intake):
    case = submit(intake)
    question = guard.ContactStanding(
        case_id=case.case_id, strand_id=case.strands[0].strand_id, from_side=Side.HARMED
    )
    lease = intake.ask(guard.CONTACT_STANDING, question, COMMS).lease_id

    amend_person(intake, case, index=1, phone="07700 900222")

    confirm = ConfirmLease(case_id=case.case_id, lease_id=lease)
    assert not intake.ask(guard.CONFIRM_LEASE, confirm, COMMS).stands
