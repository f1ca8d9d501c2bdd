"""Two cases turn out to be one harm: one goes on with everything of both, and a no loses no force."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake.store.shapes import metadata
from shared.contracts.codes import CaseStage, ConsentPurpose
from shared.contracts.intake import contact, entry, guard, joining, rpc
from shared.contracts.leases import ConfirmLease
from tests.application.intake.test_agency_answers import arrive, said_of
from tests.support.intake import COMMS, COORDINATOR, POLICE, a_submission
from tests.support.joined import (
    WHY,
    Both,
    heard,
    herself,
    join,
    say,
    since,
    submit,
    told,
    two_cases,
    view,
    withdraw,
)


@pytest.fixture
def both(intake):
    return two_cases(intake)


@pytest.mark.requirement("INT-17")
def test_one_case_goes_on_with_the_referrals_of_both(intake, both):
    before = heard(intake)

    done = join(intake, both)

    goes_on, ended = (view(intake, one.case_id) for one in (both.police, both.herself))
    assert goes_on.referral_ids == (both.police.referral_id, both.herself.referral_id)
    assert goes_on.joined_case_ids == (both.herself.case_id,)
    assert {one.person_id for one in goes_on.participants} >= {
        both.person("police"),
        both.person("herself"),
    }
    assert [one.strand_id for one in goes_on.strands] == [both.strand("police")]
    assert done.strands[0].into_strand_id == both.strand("police")
    assert (ended.stage, ended.joined_into_case_id) == (CaseStage.CLOSED, both.police.case_id)
    assert (ended.referral_ids, ended.participants, ended.consents) == ((), (), ())
    assert ended.primary_outcome is None
    names = [name for name, _ in since(intake, before)]
    assert names == ["cases_joined", "referral_joined_case"]


def test_the_referrals_of_both_are_told_a_page_at_a_time(intake, both):
    join(intake, both)
    asked = entry.AskReferrals(case_id=both.police.case_id, limit=1)

    first = intake.ask(entry.REFERRALS, asked)
    behind = asked.model_copy(update={"after": first.next_page})
    second = intake.ask(entry.REFERRALS, behind)

    told_of = [one.referral_id for page in (first, second) for one in page.referrals]
    assert told_of == [both.police.referral_id, both.herself.referral_id]
    assert second.next_page is None


def test_nothing_is_changed_by_asking_what_joining_would_do(intake, both):
    before = heard(intake)
    plan = joining.PlanJoin(case_id=both.herself.case_id, into_case_id=both.police.case_id)

    found = intake.ask(joining.PLAN_JOIN, plan)

    assert found.referral_ids == (both.herself.referral_id,)
    assert found.same_persons == ()  # another name and no date of birth: nobody guesses
    assert [one.into_strand_id for one in found.strands] == [None]
    assert heard(intake) == before
    assert view(intake, both.herself.case_id).joined_into_case_id is None


def test_who_joined_them_and_why_is_kept_under_the_key_of_the_case_that_goes_on(intake, both):
    join(intake, both)

    with intake.as_(COORDINATOR) as uow:
        row = uow.connection.execute(select(metadata.tables["case_joins"])).one()
        assert uow.keys.open(both.police.case_id, row.reason, "case_joins.reason") == WHY
    assert row.joined_by == COORDINATOR.id
    assert row.joined_at == intake.clock.now()
    assert str(both.person("herself")) in row.persons


@pytest.mark.requirement("INT-14")
def test_each_referrer_is_told_under_the_reference_of_their_own_receipt(intake, both):
    join(intake, both)

    found = intake.ask(
        entry.REFERRAL_FEEDBACK, entry.AskFeedback(reference=both.herself.reference), POLICE
    )

    assert found.reference == both.herself.reference
    assert both.police.reference not in found.text
    assert "Opened: 2 July 2019" in found.text  # not the day on which the police had sent theirs
    led = intake.ask(rpc.FIND_CASE, rpc.CaseByReference(reference=both.herself.reference))
    assert led.case_id == both.police.case_id


def test_a_referral_sent_again_gets_the_same_receipt_as_before(intake):
    one = submit(intake, POLICE, sender_reference="one")
    two = submit(intake, POLICE, **herself(sender_reference="two"))
    pair = Both(one, two)
    join(intake, pair)

    again = submit(intake, POLICE, **herself(sender_reference="two"))

    assert again == two


def test_a_later_referral_that_names_the_old_reference_joins_the_case_that_goes_on(intake, both):
    join(intake, both)

    third = submit(intake, joins_case_reference=both.herself.reference)

    assert (third.case_id, third.reference) == (both.police.case_id, both.police.reference)


@pytest.mark.requirement("CON-02")
def test_a_withdrawal_stays_in_force_whatever_was_said_under_the_other_record(intake, both):
    say(intake, both.police.case_id, both.person("police"))
    say(intake, both.police.case_id, both.person("police", "beta"))
    intake.clock.advance(timedelta(hours=1))
    withdraw(intake, both.herself.case_id, both.person("herself"))
    assert told(intake, both.police.case_id, both.strand("police")).author_takes_part
    before = heard(intake)

    join(intake, both)

    assert not told(intake, both.police.case_id, both.strand("police")).author_takes_part
    withdrawals = [d for name, d in since(intake, before) if name == "consent_withdrawn"]
    assert {one["person_id"] for one in withdrawals} == {str(both.person("police"))}
    assert {tuple(one["strand_ids"]) for one in withdrawals} == {(str(both.strand("police")),)}
    assert ["take_part"] in [one["purposes"] for one in withdrawals]


def test_a_yes_that_the_same_person_gave_later_is_not_announced_as_withdrawn(intake, both):
    withdraw(
        intake, both.herself.case_id, both.person("herself"), purposes=(ConsentPurpose.TAKE_PART,)
    )
    intake.clock.advance(timedelta(hours=1))
    say(intake, both.police.case_id, both.person("police"))
    before = heard(intake)

    join(intake, both)

    assert "consent_withdrawn" not in [name for name, _ in since(intake, before)]
    # Contact waits all the same until the no of the other record is answered by a person.
    assert not told(intake, both.police.case_id, both.strand("police")).author_takes_part


def test_nothing_passes_in_the_case_that_ended(intake, both):
    say(intake, both.herself.case_id, both.person("herself"))
    earlier = told(intake, both.herself.case_id, both.strand("herself"))
    other = told(intake, both.police.case_id, both.strand("police"))

    join(intake, both)

    now = told(intake, both.herself.case_id, both.strand("herself"))
    assert not now.case_open
    assert not now.author_takes_part
    for case_id, facts in ((both.herself.case_id, earlier), (both.police.case_id, other)):
        question = ConfirmLease(case_id=case_id, lease_id=facts.lease_id)
        assert intake.ask(guard.CONFIRM_LEASE, question, COMMS).objection == "lease-ended"


def test_a_no_said_on_the_page_of_the_case_that_ended_is_heard(intake, both):
    say(intake, both.police.case_id, both.person("police"))
    join(intake, both)
    assert told(intake, both.police.case_id, both.strand("police")).author_takes_part

    withdraw(intake, both.herself.case_id, both.person("herself"), strand_id=both.strand("herself"))

    assert not told(intake, both.police.case_id, both.strand("police")).author_takes_part


def test_what_was_asked_for_under_one_record_protects_under_the_other(intake, both):
    wish = contact.Preferences(channels=("post",), may_not_learn=("Her brother Testperson",))
    intake.ask(
        contact.SET_PREFERENCES,
        contact.SetPreferences(
            case_id=both.herself.case_id, person_id=both.person("herself"), preferences=wish
        ),
    )
    join(intake, both)

    ask = contact.AskContact(
        case_id=both.police.case_id,
        person_id=both.person("police"),
        channel="phone",
        purpose="first-contact",
    )
    found = intake.ask(contact.CONTACT_ADVICE, ask)

    assert not found.allowed
    assert "channel-not-safe" in found.objections
    assert found.may_not_learn == ("Her brother Testperson",)


def test_a_hold_goes_on_and_is_heard(intake, both):
    hold = rpc.HoldCase(
        case_id=both.herself.case_id, cause="participant_request", note="An invented note"
    )
    placed = intake.ask(rpc.HOLD_CASE, hold)
    before = heard(intake)

    join(intake, both)

    assert view(intake, both.police.case_id).on_hold
    held = [data for name, data in since(intake, before) if name == "case_held"]
    assert [(one["case_id"], one["hold_id"]) for one in held] == [
        (str(both.police.case_id), str(placed.hold_id))
    ]
    intake.ask(rpc.RESUME_CASE, rpc.ResumeCase(case_id=both.police.case_id, hold_id=placed.hold_id))
    assert not view(intake, both.police.case_id).on_hold


@pytest.mark.requirement("PTR-28")
def test_an_agency_that_was_asked_in_the_case_that_ended_still_answers(intake, both):
    asked = intake.ask(
        rpc.OPEN_AGENCY_REQUEST,
        rpc.OpenAgencyRequest(
            case_id=both.herself.case_id,
            person_id=both.person("herself"),
            agency="mps",
            kind="find_person",
            clause="6.1",
        ),
    )
    join(intake, both)

    message = arrive(intake, asked.request_id, finding="found", phone="07700 900009")

    assert said_of(intake, message) == ("agency_answer_taken",)
    (request,) = view(intake, both.police.case_id).agency_requests
    assert request.request_id == asked.request_id
    assert request.answered_at is not None


def test_another_responsible_person_brings_a_strand_of_its_own(intake, both):
    gamma = {
        "ref": "gamma",
        "role": "responsible",
        "given_name": "Testperson",
        "family_name": "Gammaexample",
    }
    other = submit(intake, POLICE, **herself(responsible=[gamma]))
    pair = Both(both.police, other)
    before = heard(intake)

    done = join(intake, pair)

    strands = view(intake, both.police.case_id).strands
    assert [one.responsible_id for one in strands] == [
        both.person("police", "beta"),
        pair.person("herself", "gamma"),
    ]
    assert strands[1].harmed_ids == (both.person("police"),)
    (joined,) = (d for name, d in since(intake, before) if name == "referral_joined_case")
    assert [UUID(one["strand_id"]) for one in joined["new_strands"]] == [
        done.strands[0].into_strand_id
    ]


def test_a_person_of_one_name_and_birthday_is_the_same_without_being_named(intake):
    one, two = submit(intake, POLICE), submit(intake, POLICE)
    pair = Both(one, two)

    done = join(intake, pair, same_persons=[])

    assert {(p.person_id, p.into_person_id) for p in done.same_persons} == {
        (pair.person("herself", ref), pair.person("police", ref)) for ref in ("alpha", "beta")
    }


def test_a_case_joined_into_one_that_is_joined_goes_on_in_the_last(intake, both):
    omega = {**a_submission()["harmed"][0], "family_name": "Omegaexample"}
    last = submit(intake, POLICE, harmed=[omega], responsible=[])
    join(intake, both)

    intake.ask(
        joining.JOIN_CASES,
        joining.JoinCases(
            case_id=both.police.case_id, into_case_id=last.case_id, reason="All of one evening."
        ),
    )

    found = intake.ask(rpc.FIND_CASE, rpc.CaseByReference(reference=both.herself.reference))
    assert found.case_id == last.case_id
    assert len(view(intake, last.case_id).referral_ids) == 3
    withdraw(intake, both.herself.case_id, both.person("herself"))
    assert not told(intake, last.case_id, last.strands[0].strand_id).author_takes_part
