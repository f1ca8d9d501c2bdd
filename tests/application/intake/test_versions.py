"""Nobody overwrites in intake what they have not seen: referrals, preferences, the case itself."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from services.intake.entrypoints import serves
from shared.contracts.intake import amending, contact, entry, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused
from shared.messaging.versioning import answered
from tests.support.intake import COORDINATOR, FACILITATOR, a_submission

WHY = "The officer rang back with the right one."


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def ask(intake, method, request, expected=None, by=COORDINATOR):
    """Ask as a request over the bus is answered: held to the version that it names."""
    with intake.as_(by) as uow:
        return answered(serves, serves.get(method.name), uow, request, expected)


def amend(intake, case, expected=None, **changes):
    request = amending.AmendReferral(
        case_id=case.case_id, referral_id=case.referral_id, changes=changes, reason=WHY
    )
    return ask(intake, amending.AMEND_REFERRAL, request, expected)


def referral(intake, case):
    asked = entry.AskReferral(case_id=case.case_id, referral_id=case.referral_id)
    return ask(intake, entry.REFERRAL, asked)


def prefer(intake, case, expected=None, **wishes):
    request = contact.SetPreferences(
        case_id=case.case_id,
        person_id=case.participants[0].person_id,
        preferences=contact.Preferences(**wishes),
    )
    return ask(intake, contact.SET_PREFERENCES, request, expected)


def advice(intake, case):
    asked = contact.AskContact(
        case_id=case.case_id,
        person_id=case.participants[0].person_id,
        channel="phone",
        purpose="to ring them",
    )
    return ask(intake, contact.CONTACT_ADVICE, asked)


def case_now(intake, case):
    return ask(intake, rpc.CASE, rpc.CaseById(case_id=case.case_id))


def test_whoever_amends_what_somebody_amended_meanwhile_is_told_and_nothing_is_lost(intake, case):
    opened = referral(intake, case).record_version
    amend(intake, case, opened, narrative="An invented other Narrativetext.")

    with pytest.raises(Conflict) as refused:
        amend(intake, case, opened, heard_via="probation")

    assert refused.value.code == "version-not-current"
    assert refused.value.ids == {"record": "referral", "current": str(opened + 1)}
    now = referral(intake, case)
    assert (now.record_version, now.heard_via) == (opened + 1, None)
    amend(intake, case, now.record_version, heard_via="probation")
    assert referral(intake, case).heard_via == "probation"


def test_who_names_no_version_changes_whichever_stands_and_is_counted_too(intake, case):
    opened = referral(intake, case).record_version

    amend(intake, case, heard_via="probation")

    assert referral(intake, case).record_version == opened + 1


def test_a_refused_change_makes_no_version(intake, case):
    opened = referral(intake, case).record_version

    with pytest.raises(Refused):
        amend(intake, case, opened)

    assert referral(intake, case).record_version == opened


def test_of_many_who_set_the_same_preferences_at_once_one_does(intake, case):
    opened = advice(intake, case).record_version

    def attempt(number):
        try:
            prefer(intake, case, opened, name_to_use=f"Invented {number}")
        except Conflict as refused:
            return refused.code
        return number

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(attempt, range(6)))

    done = [one for one in found if isinstance(one, int)]
    assert len(done) == 1
    assert found.count("version-not-current") == 5
    now = advice(intake, case)
    assert (now.record_version, now.name_to_use) == (opened + 1, f"Invented {done[0]}")


def test_of_many_who_hold_a_case_as_they_saw_it_one_does(intake, case):
    """A case has a version of its own: how many entries its timeline has."""
    opened = case_now(intake, case).record_version

    def attempt(_):
        request = rpc.HoldCase(case_id=case.case_id, cause="participant_request")
        try:
            ask(intake, rpc.HOLD_CASE, request, opened)
        except Conflict as refused:
            return refused.code
        return "held"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(attempt, range(6)))

    assert sorted(found) == ["held"] + ["version-not-current"] * 5
    assert intake.count("holds") == 1


def test_whatever_happens_to_a_case_makes_its_next_version(intake, case):
    opened = case_now(intake, case).record_version

    amend(intake, case, heard_via="probation")

    assert case_now(intake, case).record_version > opened


def test_who_is_refused_learns_of_the_version_first_when_they_had_another(intake, case):
    """That nothing would be changed is said of a record that they have not seen."""
    opened = referral(intake, case).record_version
    amend(intake, case, opened, heard_via="probation")

    with pytest.raises(Conflict):
        amend(intake, case, opened, heard_via="probation")


@pytest.mark.parametrize("expected", [0, 3])
def test_a_version_tells_nobody_whether_there_is_what_they_may_not_see(intake, case, expected):
    request = amending.AmendReferral(
        case_id=case.case_id,
        referral_id=case.referral_id,
        changes={"heard_via": "probation"},
        reason=WHY,
    )
    nowhere = request.model_copy(update={"case_id": uuid4()})

    for asked in (request, nowhere):
        with pytest.raises(NotFound):
            ask(intake, amending.AMEND_REFERRAL, asked, expected, by=FACILITATOR)


def test_a_version_of_what_has_none_is_not_quietly_passed_over(intake, case):
    """Withdrawing always works, so it takes none."""
    request = rpc.WithdrawConsent(case_id=case.case_id, person_id=case.participants[0].person_id)

    with pytest.raises(InvalidInput):
        ask(intake, rpc.WITHDRAW_CONSENT, request, 1)
