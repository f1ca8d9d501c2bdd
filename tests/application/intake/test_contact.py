"""Contact as people asked for it, attempts by path, and updates as they were promised."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from shared.contracts.codes import Side
from shared.contracts.intake import contact, entry, guard, rpc, waiting
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.leases import ConfirmLease
from shared.kernel.errors import InvalidInput, NotFound, Refused
from tests.support.intake import COMMS, COORDINATOR, FACILITATOR, MANAGER, a_submission

MONDAY_TEN = datetime(2019, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def of(case, index=0, **more):
    return {"case_id": case.case_id, "person_id": case.participants[index].person_id, **more}


def prefer(intake, case, index=0, **wishes):
    preferences = contact.Preferences(**wishes)
    request = contact.SetPreferences(**of(case, index, preferences=preferences))
    intake.ask(contact.SET_PREFERENCES, request)


def attempt(intake, case, index=0, by=COORDINATOR, **more):
    values = {"channel": "phone", "path": "own_contact_details", "result": "no_answer", **more}
    return intake.ask(
        contact.RECORD_CONTACT, contact.RecordContact(**of(case, index, **values)), by
    )


def advice(intake, case, channel="phone", at=None):
    request = contact.AskContact(**of(case, channel=channel, at=at, purpose="to arrange a meeting"))
    return intake.ask(contact.CONTACT_ADVICE, request)


WEDNESDAY_EVENING = {"day": "wednesday", "after": "18:00", "until": "20:00"}


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        ({"channels": ["email"]}, "channel-not-safe"),
        ({"channels": []}, "channel-not-safe"),
        ({"hours": [WEDNESDAY_EVENING]}, "outside-safe-hours"),
        ({"avoid": ["2019-07-01"]}, "date-to-avoid"),
        ({"avoid_every_year": ["07-01"]}, "date-to-avoid"),
    ],
)
def test_what_a_person_asked_for_is_enforced_where_contact_is_recorded(
    intake, case, wishes, refusal
):
    prefer(intake, case, **wishes)

    assert advice(intake, case).objections == (refusal,)
    with pytest.raises(Refused, match=refusal):
        attempt(intake, case)
    assert intake.count("contacts") == 0


def standing(intake, case, from_side=Side.RESPONSIBLE, **about):
    """Ask as comms does before something of ``from_side`` crosses."""
    strand = case.strands[0].strand_id
    about = {"case_id": case.case_id, "strand_id": strand, "from_side": from_side, **about}
    return intake.ask(guard.CONTACT_STANDING, guard.ContactStanding(**about), COMMS)


@pytest.mark.parametrize(
    ("wishes", "objections"),
    [
        ({}, ()),
        ({"channels": ["post"]}, ("channel-not-safe",)),
        ({"hours": [WEDNESDAY_EVENING]}, ("outside-safe-hours",)),
        ({"avoid_every_year": ["07-01"]}, ("date-to-avoid",)),
        ({"channels": [], "avoid": ["2019-07-01"]}, ("channel-not-safe", "date-to-avoid")),
    ],
)
def test_what_the_recipient_asked_for_is_told_to_comms_before_anything_crosses(
    intake, case, wishes, objections
):
    prefer(intake, case, **wishes)

    told = standing(intake, case, item_id=uuid4(), channel="phone")
    of_the_other = standing(intake, case, Side.HARMED, item_id=uuid4(), channel="phone")

    assert told.contact_objections == objections
    assert of_the_other.contact_objections == ()


def test_a_meeting_reaches_both_sides_and_an_unchosen_channel_only_meets_what_all_would(
    intake, case
):
    prefer(intake, case, channels=["post"], hours=[WEDNESDAY_EVENING])

    assert standing(intake, case, Side.HARMED, channel="in_person").contact_objections == (
        "channel-not-safe",
        "outside-safe-hours",
    )
    assert standing(intake, case, Side.HARMED).contact_objections == ()


def test_other_wishes_end_what_comms_was_told_and_are_announced_without_what_they_are(intake, case):
    lease = standing(intake, case, item_id=uuid4()).lease_id

    prefer(intake, case, name_to_use="Allie", channels=["post"])

    question = ConfirmLease(case_id=case.case_id, lease_id=lease)
    assert not intake.ask(guard.CONFIRM_LEASE, question, COMMS).stands
    told = dict(intake.announced())["intake.contact_preferences_set.v1"]
    assert set(told) == {"case_id", "person_id", "set_at"}


def test_within_what_was_asked_for_contact_is_safe_and_told_how(intake, case):
    prefer(
        intake,
        case,
        hours=[WEDNESDAY_EVENING],
        name_to_use="Allie",
        may_not_learn=["A Fictional partner"],
        leave_messages=True,
    )

    told = advice(intake, case, at=datetime(2019, 7, 3, 17, 30, tzinfo=UTC))

    assert told.allowed
    assert (told.name_to_use, told.may_not_learn) == ("Allie", ("A Fictional partner",))
    assert told.leave_messages


def test_a_letter_is_bound_by_dates_and_not_by_hours(intake, case):
    prefer(intake, case, hours=[WEDNESDAY_EVENING])

    assert advice(intake, case, channel="post").allowed


def test_no_message_is_left_with_who_does_not_want_one(intake, case):
    with pytest.raises(Refused, match="message-not-wanted"):
        attempt(intake, case, result="message_left")

    prefer(intake, case, leave_messages=True)

    assert attempt(intake, case, result="message_left").attempts == 1


def test_what_happened_against_a_wish_is_kept_with_its_reason(intake, case):
    prefer(intake, case, channels=["email"])

    attempt(intake, case, against_preferences="They rang us first and asked us to ring back.")

    (kept,) = intake.ask(contact.CONTACTS, contact.AskContacts(case_id=case.case_id)).contacts
    assert kept.against_preferences


def test_the_newest_wish_stands(intake, case):
    prefer(intake, case, channels=["email"])
    prefer(intake, case, channels=["phone"])

    assert advice(intake, case).allowed
    assert not advice(intake, case, channel="email").allowed
    assert intake.count("contact_preferences") == 2


@pytest.mark.requirement("CON-02")
def test_who_withdrew_is_not_contacted_any_more(intake, case):
    intake.ask(rpc.WITHDRAW_CONSENT, rpc.WithdrawConsent(**of(case)))

    assert advice(intake, case).objections == ("contact-refused",)
    with pytest.raises(Refused, match="contact-refused"):
        attempt(intake, case)


@pytest.mark.requirement("INT-16")
def test_nobody_contacts_the_deceased_whatever_the_reason(intake):
    family = {**a_submission()["harmed"][0], "role": "family"}
    late = {"ref": "late", "role": "deceased", "given_name": "Late", "family_name": "Testperson"}
    submission = ReferralSubmission.model_validate(a_submission(harmed=[late, family]))
    case = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))

    with pytest.raises(Refused, match="deceased-is-never-contacted"):
        attempt(intake, case, against_preferences="There is no such reason.")
    with pytest.raises(Refused, match="deceased-is-never-contacted"):
        prefer(intake, case)
    with pytest.raises(Refused, match="deceased-is-never-contacted"):
        promise(intake, case, "monthly")


def test_hours_that_end_before_they_begin_are_a_fault(intake, case):
    with pytest.raises(InvalidInput) as refusal:
        prefer(intake, case, hours=[{"day": "monday", "after": "12:00", "until": "12:00"}])

    assert refusal.value.faults[0].field == "preferences.hours.0.until"


@pytest.mark.requirement("PTR-30", "PRC-17")
def test_attempts_keep_their_path_and_engagement_its_history(intake, case):
    attempt(intake, case)
    attempt(intake, case, path="police_path", channel="through_agency", result="reached")
    for engagement in ("attempting", "reluctant", "willing_indirect"):
        intake.clock.advance(timedelta(days=1))
        request = rpc.ChangeEngagement(
            **of(case, strand_id=case.strands[0].strand_id, engagement=engagement)
        )
        intake.ask(rpc.CHANGE_ENGAGEMENT, request)

    found = intake.ask(contact.CONTACTS, contact.AskContacts(case_id=case.case_id))

    assert [c.path for c in found.contacts] == ["own_contact_details", "police_path"]
    assert [e.engagement for e in found.engagement] == [
        "attempting",
        "reluctant",
        "willing_indirect",
    ]
    assert [e.since.date() for e in found.engagement] == [date(2019, 7, n) for n in (2, 3, 4)]


def test_an_attempt_of_tomorrow_and_one_on_somebody_elses_case_are_refused(intake, case):
    with pytest.raises(InvalidInput):
        attempt(intake, case, at=MONDAY_TEN + timedelta(days=1))
    with pytest.raises(NotFound):
        attempt(intake, case, by=FACILITATOR)


def promise(intake, case, interval, index=0, path="direct"):
    request = contact.PromiseUpdates(**of(case, index, interval=interval, path=path))
    intake.ask(contact.PROMISE_UPDATES, request)


def due(intake, **more):
    return intake.ask(contact.DUE_UPDATES, contact.ListUpdates(**more)).updates


@pytest.mark.requirement("HLD-02", "HLD-03")
def test_each_hears_at_the_interval_and_by_the_path_that_they_chose(intake, case):
    promise(intake, case, "fortnightly")
    promise(intake, case, "monthly", index=1, path="rehub")

    intake.clock.advance(timedelta(days=33))

    harmed, responsible = due(intake)
    assert (harmed.due_on, harmed.days_overdue, harmed.path) == (date(2019, 7, 15), 19, "direct")
    assert (responsible.due_on, responsible.days_overdue) == (date(2019, 8, 1), 2)
    assert responsible.path == "rehub"
    intake.ask(contact.RECORD_UPDATE, contact.RecordUpdate(**of(case)))
    assert [one.person_id for one in due(intake)] == [responsible.person_id]


@pytest.mark.requirement("HLD-02")
def test_what_is_due_is_told_of_one_case_alone_where_one_is_named(intake, case):
    promise(intake, case, "fortnightly")
    intake.clock.advance(timedelta(days=33))

    assert [one.case_id for one in due(intake, case_id=case.case_id)] == [case.case_id]
    assert due(intake, case_id=uuid4()) == ()


@pytest.mark.requirement("HLD-02")
def test_who_wants_no_updates_is_never_overdue(intake, case):
    promise(intake, case, "weekly")
    promise(intake, case, "none")

    intake.clock.advance(timedelta(days=400))

    assert due(intake) == ()


@pytest.mark.requirement("HLD-07")
def test_a_hold_stops_process_clocks_and_no_promised_update(intake, case):
    promise(intake, case, "weekly")

    def deadline():
        request = entry.AskReferral(case_id=case.case_id, referral_id=case.referral_id)
        (one,) = intake.ask(entry.REFERRAL, request).deadlines
        return one.due_on

    before = deadline()
    held = intake.ask(
        rpc.HOLD_CASE, rpc.HoldCase(case_id=case.case_id, cause="prison_access_restricted")
    )
    intake.clock.advance(timedelta(days=14))
    (update,) = due(intake)
    intake.ask(rpc.RESUME_CASE, rpc.ResumeCase(case_id=case.case_id, hold_id=held.hold_id))

    assert (before, deadline()) == (date(2019, 7, 8), date(2019, 7, 22))
    assert (update.days_overdue, update.on_hold) == (7, True)


@pytest.mark.requirement("AFT-01", "CON-11")
def test_aftercare_that_was_declined_is_on_record_also_after_closure(intake, case):
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome="onward_referral", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))

    for step in ("offered", "declined"):
        request = waiting.RecordAftercare(**of(case, service="victim_support", step=step))
        intake.ask(waiting.RECORD_AFTERCARE, request)

    assert intake.count("aftercare") == 2


def test_after_erasure_no_wish_and_no_attempt_can_be_read(intake, case):
    prefer(intake, case, name_to_use="Allie")
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome="duplicate", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))
    erase = rpc.ErasePerson(case_id=case.case_id, reason="retention is over")
    intake.ask(rpc.ERASE_CASE, erase, MANAGER)

    with pytest.raises(Refused, match="personal-data-erased"):
        advice(intake, case)


@pytest.mark.requirement("CON-02")
@pytest.mark.parametrize("index", [0, 1])
def test_who_left_everything_is_not_to_be_contacted_asked_about_it_or_not(intake, case, index):
    """The first had said yes to contact; the second was never asked."""
    assert advice_of(intake, case, index).allowed

    intake.ask(rpc.WITHDRAW_CONSENT, rpc.WithdrawConsent(**of(case, index)))

    assert advice_of(intake, case, index).objections == ("contact-refused",)
    say = rpc.RecordConsent(**of(case, index), purpose="be_contacted")
    intake.ask(rpc.RECORD_CONSENT, say)
    assert advice_of(intake, case, index).allowed, "a newer yes opens the way again"


@pytest.mark.requirement("CON-02", "INT-17")
def test_who_left_one_strand_without_being_asked_about_contact_may_be_reached_still(intake, case):
    strand = case.strands[0].strand_id

    intake.ask(rpc.WITHDRAW_CONSENT, rpc.WithdrawConsent(**of(case, 1), strand_id=strand))

    assert advice_of(intake, case, 1).allowed


def advice_of(intake, case, index):
    request = contact.AskContact(**of(case, index, channel="phone", purpose="to arrange a meeting"))
    return intake.ask(contact.CONTACT_ADVICE, request)
