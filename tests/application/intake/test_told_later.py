"""What a later referral tells of somebody who is known: kept, shown, sought in letters, chosen by staff."""

import pytest

from shared.contracts.codes import Side
from shared.contracts.intake import amending, contact, guard, rpc, waiting
from shared.contracts.intake.codes import TaskKind
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.leases import ConfirmLease
from shared.kernel.errors import Refused
from shared.store.case_keys import PersonalDataErased
from tests.application.intake.test_agency_answers import arrive
from tests.application.intake.test_amending import amend_person, terms
from tests.application.intake.test_calling_off import close, no
from tests.application.intake.test_merging_is_told import alpha, merge, referred
from tests.support.intake import COMMS, COORDINATOR, MANAGER, POLICE, a_submission

NEW = {
    "phone": "07700 900555",
    "address": ["5 Invented Mews", "Pretendham"],
    "further_identifiers": [{"kind": "employer", "value": "Mockbeggar Mill"}],
}


def submit(intake, **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), POLICE)


@pytest.fixture
def known_case(intake):
    return submit(intake)


def again(intake, case, **told):
    person = {**a_submission()["harmed"][0], **told}
    return submit(
        intake,
        joins_case_reference=case.reference,
        harmed=[person],
        referrer_name="PC Otherexample",
    )


def history(intake, case, *, unmasked=False, person_id=None):
    request = contact.AskContactHistory(
        case_id=case.case_id,
        person_id=person_id or case.participants[0].person_id,
        purpose="to choose the right number",
        unmasked=unmasked,
    )
    return intake.ask(contact.CONTACT_HISTORY, request).details


def later(details):
    return {(one.field, one.shown) for one in details if not one.stands}


@pytest.mark.requirement("INT-17", "PRC-07")
def test_newer_details_are_kept_with_source_and_day_and_what_stands_stays(intake, known_case):
    joined = again(intake, known_case, **NEW)

    assert joined.participants[0].person_id == known_case.participants[0].person_id
    found = history(intake, known_case, unmasked=True)
    assert ("phone", "07700 900001") in {(one.field, one.shown) for one in found if one.stands}
    assert later(found) == {
        ("phone", "07700 900555"),
        ("address", "5 Invented Mews, Pretendham"),
        ("further_identifiers", "Mockbeggar Mill"),
    }
    (told,) = (one for one in found if one.field == "phone" and not one.stands)
    assert (told.referral_id, told.told_by) == (joined.referral_id, POLICE.id)
    assert told.told_at == intake.clock.now()


def test_they_are_masked_for_whoever_does_not_ask_for_more(intake, known_case):
    again(intake, known_case, **NEW)

    shown = [one.shown for one in history(intake, known_case)]

    assert not any("900" in text or "Mews" in text for text in shown)
    assert all("*" in text for text in shown)


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_the_leak_check_seeks_what_nobody_has_chosen_yet(intake, known_case):
    again(intake, known_case, **NEW)

    told = {
        ("phone", "07700 900555"),
        ("address", "5 Invented Mews"),
        ("employer", "Mockbeggar Mill"),
    }
    assert told <= terms(intake, known_case, Side.HARMED)
    assert not told & terms(intake, known_case, Side.RESPONSIBLE), "it is their own"


def test_the_same_details_in_other_spacing_are_nothing_new(intake, known_case):
    again(intake, known_case, phone="07700900001", email="ALPHA@example.org")

    assert later(history(intake, known_case)) == set()
    assert intake.ask(waiting.TASKS, waiting.ListTasks()).tasks == ()


@pytest.mark.requirement("INT-13")
def test_staff_are_asked_which_is_right_and_choose_by_an_amendment(intake, known_case):
    again(intake, known_case, **NEW)

    (task,) = intake.ask(waiting.TASKS, waiting.ListTasks()).tasks
    assert (task.kind, task.cause) == (TaskKind.CONFIRM_DETAILS, "told_otherwise")
    assert task.person_id == known_case.participants[0].person_id

    amend_person(intake, known_case, phone=NEW["phone"])

    stands = {
        (one.field, one.shown) for one in history(intake, known_case, unmasked=True) if one.stands
    }
    assert ("phone", "07700 900555") in stands
    assert ("phone", "07700 900001") in terms(intake, known_case, Side.HARMED)


def test_it_is_erased_with_its_case(intake, known_case):
    again(intake, known_case, **NEW)
    close(intake, known_case)
    intake.ask(
        rpc.ERASE_CASE,
        rpc.ErasePerson(case_id=known_case.case_id, reason="An invented wish."),
        MANAGER,
    )

    with pytest.raises(PersonalDataErased):
        history(intake, known_case)
    with intake.as_(COORDINATOR) as uow:
        rows = uow.connection.exec_driver_sql("SELECT details FROM told_later").all()
    assert [row.details for row in rows] == [None]


@pytest.fixture
def merged_cases(intake):
    """Two cases with a record each of one person, merged."""
    one, other = referred(intake), referred(intake)
    merge(intake, one, other)
    return one, other


def amend_elsewhere(intake, other, **changes):
    request = amending.AmendPerson(
        case_id=other.case_id,
        person_id=alpha(other),
        changes=changes,
        reason="She told us that she moved.",
    )
    intake.ask(amending.AMEND_PERSON, request)


def standing(intake, case):
    question = guard.ContactStanding(
        case_id=case.case_id, strand_id=case.strands[0].strand_id, from_side=Side.HARMED
    )
    return intake.ask(guard.CONTACT_STANDING, question, COMMS)


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_another_case_knows_of_the_same_person_is_sought_and_nobody_elses(
    intake, merged_cases
):
    one, other = merged_cases
    amend_elsewhere(intake, other, phone="07700 900666", address=["7 Elsewhere Lane"])
    amend_elsewhere(intake, other, phone="07700 900667")
    beta = next(p.person_id for p in other.participants if p.ref == "beta")
    amendment = amending.AmendPerson(
        case_id=other.case_id,
        person_id=beta,
        changes={"phone": "07700 900888"},
        reason="Another person altogether.",
    )
    intake.ask(amending.AMEND_PERSON, amendment)

    told = terms(intake, one, Side.HARMED)

    assert {("phone", "07700 900666"), ("phone", "07700 900667")} <= told
    assert ("address", "7 Elsewhere Lane") in told
    assert ("phone", "07700 900888") not in told
    assert ("address", "7 Elsewhere Lane") not in terms(intake, one, Side.RESPONSIBLE)


def an_agency_answers(intake, other):
    request = rpc.OpenAgencyRequest(
        case_id=other.case_id,
        person_id=alpha(other),
        agency="mps",
        kind="find_person",
        clause="6.1",
    )
    arrive(intake, intake.ask(rpc.OPEN_AGENCY_REQUEST, request).request_id, finding="not_found")


def is_referred_again(intake, other):
    known = history(intake, other, unmasked=True, person_id=alpha(other))
    (name,) = (one.shown for one in known if one.field == "family_name")
    again(intake, other, family_name=name, phone="07700 900666")


def moves(intake, other):
    amend_elsewhere(intake, other, phone="07700 900666")


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize("becomes_known", [moves, an_agency_answers, is_referred_again])
def test_what_becomes_known_in_another_case_ends_what_was_leased_in_this_one(
    intake, merged_cases, becomes_known
):
    one, other = merged_cases
    lease = standing(intake, one).lease_id

    becomes_known(intake, other)

    asked = ConfirmLease(case_id=one.case_id, lease_id=lease)
    assert not intake.ask(guard.CONFIRM_LEASE, asked, COMMS).stands


def test_of_an_erased_case_nothing_is_known_any_more(intake, merged_cases):
    one, other = merged_cases
    amend_elsewhere(intake, other, phone="07700 900666")
    close(intake, other)
    intake.ask(
        rpc.ERASE_CASE, rpc.ErasePerson(case_id=other.case_id, reason="An invented wish."), MANAGER
    )

    assert ("phone", "07700 900666") not in terms(intake, one, Side.HARMED)


@pytest.mark.requirement("CON-02")
def test_a_no_to_contact_in_one_case_is_heard_in_the_other(intake, merged_cases):
    one, other = merged_cases
    yes = rpc.RecordConsent(case_id=one.case_id, person_id=alpha(one), purpose="take_part")
    intake.ask(rpc.RECORD_CONSENT, yes)
    asked = contact.AskContact(
        case_id=one.case_id, person_id=alpha(one), channel="phone", purpose="to call them"
    )
    before = standing(intake, one)
    assert (before.author_takes_part, intake.ask(contact.CONTACT_ADVICE, asked).allowed) == (
        True,
        True,
    )

    no(intake, other)

    advice = intake.ask(contact.CONTACT_ADVICE, asked)
    assert (advice.allowed, advice.objections) == (False, ("contact-refused",))
    attempt = contact.RecordContact(
        case_id=one.case_id,
        person_id=alpha(one),
        channel="phone",
        path="own_contact_details",
        result="no_answer",
    )
    with pytest.raises(Refused, match="contact-refused"):
        intake.ask(contact.RECORD_CONTACT, attempt)
    assert not standing(intake, one).author_takes_part
    confirm = ConfirmLease(case_id=one.case_id, lease_id=before.lease_id)
    assert not intake.ask(guard.CONFIRM_LEASE, confirm, COMMS).stands


@pytest.mark.requirement("PRC-14")
def test_what_somebody_asked_for_in_one_case_holds_in_the_other(intake, merged_cases):
    one, other = merged_cases
    wish = contact.SetPreferences(
        case_id=other.case_id,
        person_id=alpha(other),
        preferences={"channels": ["post"], "leave_messages": False, "name_to_use": "Ally"},
    )
    intake.ask(contact.SET_PREFERENCES, wish)

    asked = contact.AskContact(
        case_id=one.case_id, person_id=alpha(one), channel="phone", purpose="to call them"
    )
    advice = intake.ask(contact.CONTACT_ADVICE, asked)

    assert (advice.allowed, advice.objections) == (False, ("channel-not-safe",))
    assert (advice.leave_messages, advice.name_to_use) == (False, "Ally")


@pytest.mark.requirement("PRC-14")
def test_what_somebody_asked_for_is_read_with_how_they_are_reached(intake, merged_cases):
    one, other = merged_cases
    read = contact.AskContactHistory(case_id=one.case_id, person_id=alpha(one), purpose="to ring")
    assert intake.ask(contact.CONTACT_HISTORY, read).asked_for == ()
    asked = {"channels": ["post"], "avoid_every_year": ["03-07"], "may_not_learn": ["A neighbour"]}
    wish = contact.SetPreferences(case_id=other.case_id, person_id=alpha(other), preferences=asked)
    intake.ask(contact.SET_PREFERENCES, wish)

    (found,) = intake.ask(contact.CONTACT_HISTORY, read).asked_for

    assert found == wish.preferences, (
        "it holds for every record of theirs, and nothing of it is masked"
    )
