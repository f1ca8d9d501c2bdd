from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from services.gateway.wording import sentence
from services.intake.entrypoints import reactions
from shared.audit.trail import entries
from shared.audit.verification import verify
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.codes import CaseStage, ConsentPurpose, Outcome, Side
from shared.contracts.feeds.events import DisclosureMadeV1, DisclosureWithheldV1
from shared.contracts.intake import guard, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.screening.events import EligibilityDecidedV1
from shared.kernel.errors import NotFound, Refused
from shared.store.case_keys import PersonalDataErased
from tests.support.intake import COMMS, COORDINATOR, FACILITATOR, MANAGER, a_submission


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def hear(intake, event):
    with intake.as_(COMMS) as uow:
        reaction = reactions.get(event.type())
        reaction.handler(uow, event, SimpleNamespace(time=intake.clock.now()))


def assign(intake, case):
    event = FacilitatorsAssignedV1(
        assignment_id=uuid4(),
        case_id=case.case_id,
        facilitator_ids=(uuid4(), uuid4()),
        user_ids=("facilitator-1", "facilitator-2"),
        assigned_at=intake.clock.now(),
    )
    hear(intake, event)


def consent(intake, case, person, purpose, **more):
    request = rpc.RecordConsent(case_id=case.case_id, person_id=person, purpose=purpose, **more)
    return intake.ask(rpc.RECORD_CONSENT, request)


def standing(intake, case, **more):
    request = guard.ContactStanding(
        case_id=case.case_id,
        strand_id=case.strands[0].strand_id,
        from_side=Side.HARMED,
        **more,
    )
    return intake.ask(guard.CONTACT_STANDING, request, COMMS)


def both_ready(intake, case):
    alpha, beta = (p.person_id for p in case.participants)
    item = uuid4()
    consent(intake, case, alpha, "take_part")
    consent(intake, case, beta, "take_part")
    consent(intake, case, alpha, "pass_item", item_id=item)
    consent(intake, case, beta, "receive_item", item_kind="letter")
    return alpha, beta, {"item_id": item, "item_kind": "letter"}


def close(intake, case, outcome=Outcome.LETTER_DELIVERED, **more):
    record = rpc.RecordOutcome(case_id=case.case_id, outcome=outcome, primary=True)
    intake.ask(rpc.RECORD_OUTCOME, record)
    return intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id, **more))


@pytest.mark.requirement("CON-01", "CON-04", "CON-05")
def test_contact_stands_only_while_both_sides_have_said_yes(intake, case):
    before = standing(intake, case, item_id=uuid4(), item_kind="letter")
    _, _, item = both_ready(intake, case)

    after = standing(intake, case, **item)

    assert not before.author_takes_part
    assert not before.recipient_consents_to_kind
    assert after.author_takes_part
    assert after.author_consents_to_item
    assert after.recipient_takes_part
    assert after.recipient_consents_to_kind
    assert after.case_open


@pytest.mark.requirement("CON-02")
def test_a_withdrawal_takes_effect_at_once_and_withdraws_the_strand(intake, case):
    _, beta, item = both_ready(intake, case)

    request = rpc.WithdrawConsent(case_id=case.case_id, person_id=beta)
    intake.ask(rpc.WITHDRAW_CONSENT, request)

    facts = standing(intake, case, **item)
    assert not facts.recipient_takes_part
    assert not facts.recipient_consents_to_kind
    data = dict(intake.announced())["intake.consent_withdrawn.v1"]
    assert data["strand_ids"] == [str(case.strands[0].strand_id)]
    view = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id))
    assert view.strands[0].engagement[str(beta)] == "withdrew"


def test_a_yes_after_a_withdrawal_counts_again(intake, case):
    alpha, _, item = both_ready(intake, case)
    withdraw = rpc.WithdrawConsent(
        case_id=case.case_id, person_id=alpha, purposes=(ConsentPurpose.TAKE_PART,)
    )
    intake.ask(rpc.WITHDRAW_CONSENT, withdraw)

    intake.clock.advance(timedelta(minutes=1))
    consent(intake, case, alpha, "take_part")

    assert standing(intake, case, **item).author_takes_part


@pytest.mark.requirement("HLD-01")
def test_a_hold_shows_in_the_standing_until_it_is_lifted(intake, case):
    held = intake.ask(rpc.HOLD_CASE, rpc.HoldCase(case_id=case.case_id, cause="other"))
    during = standing(intake, case).on_hold

    intake.ask(rpc.RESUME_CASE, rpc.ResumeCase(case_id=case.case_id, hold_id=held.hold_id))

    assert during
    assert not standing(intake, case).on_hold


def test_a_facilitator_sees_a_case_only_while_assigned(intake, case):
    assign(intake, case)
    seen = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id), FACILITATOR)
    listed = intake.ask(rpc.CASES, rpc.ListCases(), FACILITATOR)

    event = FacilitatorReleasedV1(
        assignment_id=uuid4(),
        case_id=case.case_id,
        facilitator_id=uuid4(),
        user_id="facilitator-1",
        reason="asked",
        released_at=intake.clock.now(),
    )
    hear(intake, event)

    assert seen.stage is CaseStage.ALLOCATED
    assert len(listed.cases) == 1
    assert intake.ask(rpc.CASES, rpc.ListCases(), FACILITATOR).cases == ()
    with pytest.raises(NotFound):
        intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id), FACILITATOR)


@pytest.mark.requirement("PRC-01")
def test_the_stage_never_goes_back_and_the_timeline_keeps_the_order(intake, case):
    assign(intake, case)
    late = EligibilityDecidedV1(
        decision_id=uuid4(),
        case_id=case.case_id,
        referral_id=case.referral_id,
        decision="proceed",
        policy_version="practice-2019",
        decided_at=intake.clock.now(),
    )
    hear(intake, late)

    view = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id))
    entries = intake.ask(rpc.CASE_TIMELINE, rpc.CaseTimeline(case_id=case.case_id)).entries
    assert view.stage is CaseStage.ALLOCATED
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[-1].event == "screening.eligibility_decided.v1"


def test_a_list_of_cases_tells_the_newest_decision_of_each(intake, case):
    before = intake.ask(rpc.CASES, rpc.ListCases()).cases
    for decision in ("defer", "proceed"):
        hear(
            intake,
            EligibilityDecidedV1(
                decision_id=uuid4(),
                case_id=case.case_id,
                referral_id=case.referral_id,
                decision=decision,
                policy_version="practice-2019",
                decided_at=intake.clock.now(),
            ),
        )

    assert [one.decision for one in before] == [None]
    assert [one.decision for one in intake.ask(rpc.CASES, rpc.ListCases()).cases] == ["proceed"]


def test_cases_are_listed_newest_first_or_longest_waiting_first_a_page_at_a_time(intake):
    def listed(**asked):
        found = intake.ask(rpc.CASES, rpc.ListCases(stage=CaseStage.REFERRED, **asked)).cases
        return [one.case_id for one in found]

    for _ in range(5):
        intake.receive(uuid4())
    made = sorted(listed())

    assert len(made) == 5
    assert listed() == made[::-1]
    assert listed(limit=2, before=made[3]) == [made[2], made[1]]
    assert listed(oldest_first=True) == made
    assert listed(oldest_first=True, limit=2) == made[:2]
    assert listed(oldest_first=True, limit=2, after=made[1]) == made[2:4]


@pytest.mark.requirement("PTR-28", "CON-08")
def test_the_timeline_says_of_what_was_kept_back_that_nobody_was_told(intake, case):
    disclosure, at = uuid4(), intake.clock.now()
    about = {"disclosure_id": disclosure, "case_id": case.case_id, "agency": "mps"}
    hear(
        intake,
        DisclosureMadeV1(
            **about, clause="6.1", kind="request", fields=("reference",), disclosed_at=at
        ),
    )
    hear(
        intake,
        DisclosureWithheldV1(**about, kind="request", why="consent-withdrawn", withheld_at=at),
    )

    entries = intake.ask(rpc.CASE_TIMELINE, rpc.CaseTimeline(case_id=case.case_id)).entries
    made, kept = entries[-2:]
    assert sentence(made) == "Something was put on its way to an agency."
    assert sentence(kept) == "What was on its way to an agency was kept back: it was not told."
    assert kept.codes["disclosure_id"] == made.codes["disclosure_id"] == str(disclosure)
    assert kept.codes["why"] == "consent-withdrawn"


@pytest.mark.requirement("PRC-16", "PTR-28")
def test_an_agency_request_counts_the_days_until_it_is_answered(intake, case):
    opened = intake.ask(
        rpc.OPEN_AGENCY_REQUEST,
        rpc.OpenAgencyRequest(
            case_id=case.case_id, agency="mps", kind="find_person", interim_arrangement=True
        ),
    )
    intake.clock.advance(timedelta(days=9))
    answer = rpc.AnswerAgencyRequest(
        case_id=case.case_id, request_id=opened.request_id, found=False
    )
    intake.ask(rpc.ANSWER_AGENCY_REQUEST, answer)
    intake.clock.advance(timedelta(days=30))

    view = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id))
    assert view.agency_requests[0].days_waiting == 9
    assert view.stage is CaseStage.CONTACTING
    with pytest.raises(Refused):
        intake.ask(rpc.ANSWER_AGENCY_REQUEST, answer)


def test_a_person_is_revealed_for_a_purpose_that_stays_on_record(intake, case):
    alpha = case.participants[0].person_id
    request = rpc.RevealPerson(
        case_id=case.case_id, person_id=alpha, purpose="to arrange a first meeting"
    )

    revealed = intake.ask(rpc.REVEAL_PERSON, request)

    assert revealed.person.family_name == "Alphaexample"
    assert intake.count("readings") == 1
    with intake.runtime.store.reading() as connection:
        assert verify(connection, key=intake.runtime.keys.audit_key) == []


@pytest.mark.requirement("CON-09")
def test_the_leak_check_hears_of_one_side_and_nothing_of_the_other(intake, case):
    request = guard.IdentifyingTerms(
        case_id=case.case_id, strand_id=case.strands[0].strand_id, of_side=Side.RESPONSIBLE
    )

    terms = {term.text for term in intake.ask(guard.IDENTIFYING_TERMS, request, COMMS).terms}

    assert {"Betaexample", "WWI"} <= terms
    assert "Alphaexample" not in terms


@pytest.mark.requirement("OUT-03")
def test_a_case_has_one_primary_outcome_and_closes_under_it(intake, case):
    with pytest.raises(Refused):
        intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))

    ended = close(intake, case)

    assert ended.primary_outcome is Outcome.LETTER_DELIVERED
    assert not standing(intake, case).case_open
    with pytest.raises(Refused):
        close(intake, case)


@pytest.mark.requirement("INT-19", "OUT-01")
def test_a_case_reopened_as_new_names_its_successor_and_is_not_completed(intake, case):
    submission = a_submission(predecessor_reference=case.reference)
    successor = intake.ask(
        rpc.SUBMIT_REFERRAL,
        rpc.SubmitReferral(submission=ReferralSubmission.model_validate(submission)),
    )

    close(intake, case, Outcome.REOPENED_AS_NEW, successor_case_id=successor.case_id)

    told = dict(intake.announced())
    assert told["intake.case_closed.v1"]["completed"] is False
    assert told["intake.case_opened.v1"]["predecessor_case_id"] == str(case.case_id)
    before, after = (
        intake.ask(rpc.CASE, rpc.CaseById(case_id=one.case_id)) for one in (case, successor)
    )
    assert (before.successor_case_id, after.predecessor_case_id) == (
        successor.case_id,
        case.case_id,
    )


@pytest.mark.parametrize(
    ("reason", "kept"), [("ordered", "ordered"), ("Mrs E asked", "stated-in-words")]
)
def test_the_trail_keeps_why_a_case_was_erased_where_that_is_a_code(intake, case, reason, kept):
    close(intake, case)

    intake.ask(rpc.ERASE_CASE, rpc.ErasePerson(case_id=case.case_id, reason=reason), MANAGER)

    with intake.runtime.store.reading() as connection:
        found = entries(connection, f"case/{case.case_id}")
    assert [one.purpose for one in found if one.action == "case.erased"] == [kept]


def test_erasure_destroys_what_was_personal_and_keeps_the_figures(intake, case):
    close(intake, case)
    kept = rpc.ErasePerson(case_id=case.case_id, reason="retention is over")

    intake.ask(rpc.ERASE_CASE, kept, MANAGER)
    intake.ask(rpc.ERASE_CASE, kept, MANAGER)

    alpha = case.participants[0].person_id
    request = rpc.RevealPerson(case_id=case.case_id, person_id=alpha, purpose="to-check")
    with pytest.raises(PersonalDataErased):
        intake.ask(rpc.REVEAL_PERSON, request, COORDINATOR)
    assert [type_ for type_, _ in intake.announced()].count("intake.case_erased.v1") == 1
    assert intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id)).closed_at
