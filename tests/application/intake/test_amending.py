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


def announced(intake):
    return [data for kind, data in intake.announced() if kind == "intake.referral_amended.v1"]


@pytest.mark.requirement("ELG-16")
def test_an_amendment_says_which_facts_of_eligibility_are_others_now(intake):
    case = submit(intake)

    amend(intake, case, proceedings="sentenced", flags=["domestic_abuse"], scheme="h1")

    (told,) = announced(intake)
    assert told["fields"] == ["flags", "proceedings", "scheme"]
    assert told["facts_changed"] == ["flags", "proceedings"]
    assert told["facts_before"]["proceedings"] == "unknown"
    assert told["facts_now"]["proceedings"] == "sentenced"
    assert told["facts_now"]["flags"] == ["domestic_abuse"]


@pytest.mark.requirement("ELG-16", "INT-06")
def test_a_person_amended_amends_the_referral_as_far_as_it_rests_on_them(intake):
    case = submit(intake)

    amend_person(intake, case, date_of_birth="2004-02-03", home_area="outside", phone="020 7946 0")

    (told,) = announced(intake)
    assert told["referral_id"] == str(case.referral_id)
    assert told["fields"] == ["person.date_of_birth", "person.home_area", "person.phone"]
    assert told["facts_changed"] == ["harmed_home", "harmed_under_18_now"]
    assert told["facts_now"]["harmed_under_18_now"] == "yes"
    assert told["enhanced_priority"] is True
    assert seen(intake, case).enhanced_priority
    assert "2004-02-03" not in str(told)
    assert "020 7946" not in str(told)


def test_a_person_cannot_be_amended_into_what_no_referral_could_say(intake):
    case = submit(intake)

    with pytest.raises(InvalidInput) as refusal:
        amend_person(intake, case, date_of_birth="2031-01-01")

    assert refusal.value.faults == (Fault("harmed.0.date_of_birth", "in-the-future"),)
    assert announced(intake) == []


def terms(intake, case, of_side):
    question = guard.IdentifyingTerms(
        case_id=case.case_id, strand_id=case.strands[0].strand_id, of_side=of_side
    )
    return {
        (one.kind, one.text) for one in intake.ask(guard.IDENTIFYING_TERMS, question, COMMS).terms
    }


def test_what_was_amended_away_still_identifies_somebody_and_stays_known_to_the_leak_check(intake):
    case = submit(intake)
    amend_person(intake, case, family_name="Omegaexample", address=["1 Invented Row", "Nowhereham"])
    amend_person(
        intake, case, address=["2 Invented Row"], clear=["email"], date_of_birth="1981-02-03"
    )

    of_harmed, of_the_other = (
        terms(intake, case, side) for side in (Side.HARMED, Side.RESPONSIBLE)
    )

    once = {
        ("name", "Alphaexample"),
        ("address", "1 Invented Row"),
        ("address", "Nowhereham"),
        ("email", "alpha@example.org"),
        ("date", "1980-02-03"),
    }
    assert once <= of_harmed
    assert {("name", "Omegaexample"), ("address", "2 Invented Row")} <= of_harmed
    assert not once & of_the_other


@pytest.mark.requirement("ELG-07", "ELG-16")
@pytest.mark.parametrize("kind", ["other", "sexual"])
def test_a_kind_of_offence_that_nobody_knew_is_known_once_staff_say_it(intake, kind):
    offence = {**a_submission()["offence"], "crime_types": ["other"], "crime_type_known": False}
    case = submit(intake, offence=offence)
    assert seen(intake, case).crime_type_known is False

    amend(intake, case, crime_types=[kind])

    found = seen(intake, case)
    assert (found.crime_types, found.crime_type_known) == ((kind,), True)
    told = intake.announced()[-1][1]
    assert "crime_type_known" in told["facts_changed"]
    assert told["facts_before"]["crime_type_known"] is False
