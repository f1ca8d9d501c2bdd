"""What calls for a review closes the gate until it is done (RSK-03, 5.4); orders act at once."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.screening.store.risk_policies import review_policies, risk_criteria
from shared.contracts.codes import (
    BarKind,
    ConsentPurpose,
    Mode,
    Outcome,
    ParticipantRole,
    PlaceKind,
    ReviewResult,
)
from shared.contracts.comms.events import ConferenceHeldV1, UndertakingReviewedV1
from shared.contracts.intake.events import CaseClosedV1, CaseResumedV1, ConsentWithdrawnV1
from shared.contracts.screening import risk_rpc, rpc
from shared.kernel.errors import InvalidInput, NotPermitted, Refused
from shared.security.actors import Role
from shared.store.case_keys import case_keys
from tests.store.screening.risk_work import (
    blocked,
    draft,
    in_force,
    report,
    reviews,
    sign,
    told,
)
from tests.support.risk import WORDS, advice

EVERY_WAY = (Mode.CONFERENCE, Mode.SHUTTLE, Mode.LETTER)
STAFF_TRIGGERS = sorted(
    name
    for name, one in review_policies().items()
    if one.by.value == "staff" and one.after_times == 1
)


def later(world, **span):
    world.clock.advance(timedelta(**span))


@pytest.mark.requirement("RSK-03")
@pytest.mark.parametrize("trigger", STAFF_TRIGGERS)
def test_what_staff_report_makes_a_dated_task_and_closes_the_gate_where_a_marked_factor_is_stale(
    world, trigger
):
    world.refer()
    standing = in_force(world)
    later(world, minutes=1)
    stops = review_policies()[trigger].blocks(risk_criteria().must_answer)

    raised = report(world, trigger, note=WORDS)

    assert (raised.blocks_contact, blocked(world)) == (stops, stops)
    assert trigger in reviews(world)
    later(world, minutes=1)
    in_force(world, based_on=standing)
    assert (blocked(world), reviews(world)) == (False, ["weeks_since_review"])


@pytest.mark.requirement("RSK-03")
def test_what_is_reported_before_the_first_assessment_waits_for_it(world):
    world.refer()
    report(world, "stop_concern", note=WORDS)
    assert reviews(world) == ["stop_concern"]
    later(world, minutes=1)

    in_force(world)

    assert (blocked(world), reviews(world)) == (False, ["weeks_since_review"])


def test_the_second_missed_appointment_asks_for_a_review_and_the_first_does_not(world):
    world.refer()
    in_force(world)
    later(world, minutes=1)

    assert report(world, "missed_appointments").review_ids == ()
    assert not blocked(world)
    assert len(report(world, "missed_appointments").review_ids) == 1
    assert blocked(world)


def test_eight_weeks_after_the_last_review_the_gate_closes_by_itself(world):
    world.refer()
    standing = in_force(world)
    later(world, days=55)
    assert not blocked(world)
    later(world, days=1)

    assert blocked(world)
    later(world, minutes=1)
    in_force(world, based_on=standing)
    assert not blocked(world)


def test_nobody_puts_the_next_review_off_further_than_eight_weeks(world):
    world.refer()
    standing = in_force(world, next_review_on=date(2019, 12, 31))
    assert told(world).risk.review_blocks_from == date(2019, 8, 26)
    later(world, minutes=1)

    in_force(world, based_on=standing, next_review_on=date(2019, 7, 10))

    assert told(world).risk.review_blocks_from == date(2019, 7, 10)


@pytest.mark.requirement("RSK-02", "RSK-03")
def test_once_the_two_have_met_what_follows_is_judged_afresh(world):
    world.refer()
    met = in_force(world, modes=EVERY_WAY)
    later(world, hours=1)
    about = {"case_id": world.case_id, "strand_id": world.strand_id, "meeting_id": uuid4()}
    world.hear(ConferenceHeldV1(**about, place=PlaceKind.OFFICE, held_at=world.clock.now()))

    assert blocked(world)
    assert "conference_held" in reviews(world)
    later(world, hours=1)
    in_force(world, modes=(Mode.LETTER,), based_on=met, stage="after_event")
    assert (blocked(world), reviews(world)) == (False, ["weeks_since_review"])


@pytest.mark.parametrize(
    ("purposes", "asked"),
    [
        ((ConsentPurpose.TAKE_PART,), True),
        ((ConsentPurpose.NEWSLETTER, ConsentPurpose.TAKE_PART), True),
        ((), True),
        ((ConsentPurpose.NEWSLETTER, ConsentPurpose.UPDATES), False),
    ],
)
def test_a_withdrawal_asks_for_a_review_unless_it_is_beside_the_process(world, purposes, asked):
    world.refer()
    in_force(world)
    later(world, minutes=1)
    withdrawn = ConsentWithdrawnV1(
        case_id=world.case_id,
        person_id=uuid4(),
        role=ParticipantRole.HARMED,
        strand_ids=(world.strand_id,),
        consent_ids=(uuid4(),),
        purposes=purposes,
        withdrawn_at=world.clock.now(),
    )
    world.hear(withdrawn)

    assert ("consent_withdrawn" in reviews(world), blocked(world)) == (asked, asked)


@pytest.mark.parametrize("what", ["hold", "breach"])
def test_a_lifted_hold_or_a_breached_undertaking_asks_for_a_review(world, what):
    world.refer()
    in_force(world)
    about = {"case_id": world.case_id}
    if what == "hold":
        world.hear(CaseResumedV1(**about, hold_id=uuid4(), resumed_at=world.clock.now()))
    else:
        ids = {name: uuid4() for name in ("undertaking_id", "agreement_id")}
        for result in (ReviewResult.KEPT, ReviewResult.BREACHED):
            event = UndertakingReviewedV1(
                **about, **ids, strand_id=world.strand_id, result=result,
                reviewed_on=world.clock.today(),
            )  # fmt: skip
            world.hear(event)

    assert blocked(world)
    assert len(reviews(world)) == 2


def test_a_closed_case_asks_for_no_review_and_its_assessment_has_ended(world):
    world.refer()
    in_force(world)
    closed = CaseClosedV1(
        case_id=world.case_id,
        primary_outcome=Outcome.LETTER_DELIVERED,
        positive=True,
        completed=True,
        closed_at=world.clock.now(),
    )
    world.hear(closed)

    assert (reviews(world), told(world).risk) == ([], None)


def test_what_happened_after_the_draft_was_written_keeps_it_from_being_signed(world):
    world.refer()
    standing = in_force(world)
    later(world, minutes=1)
    unaware = draft(world, based_on=standing).assessment_id
    later(world, minutes=1)
    report(world, "new_offence_or_arrest")

    with pytest.raises(Refused) as refused:
        sign(world, unaware, "one")

    assert refused.value.code == "review-raised-since"
    later(world, minutes=1)
    in_force(world, based_on=unaware)
    assert not blocked(world)


def test_a_review_that_stops_contact_ends_with_a_new_version_and_another_with_a_note(world):
    world.refer()
    in_force(world)
    (hard,) = report(world, "media_event").review_ids
    (soft,) = report(world, "supporter_changed").review_ids
    ask = {"case_id": world.case_id, "note": WORDS}

    stopping = risk_rpc.FinishRiskReview(review_id=hard, **ask)
    with pytest.raises(Refused) as refused:
        world.ask(risk_rpc.FINISH_RISK_REVIEW, stopping)
    world.ask(risk_rpc.FINISH_RISK_REVIEW, risk_rpc.FinishRiskReview(review_id=soft, **ask))

    assert refused.value.code == "new-version-needed"
    assert reviews(world) == ["media_event", "weeks_since_review"]


def test_a_trigger_that_practice_does_not_know_is_refused(world):
    world.refer()

    for unknown in ("full_moon", "weeks_since_review"):
        with pytest.raises(InvalidInput):
            report(world, unknown)


@pytest.mark.requirement("RSK-06")
def test_domestic_abuse_found_out_later_closes_the_gate_until_a_specialist_has_advised(world):
    world.refer()
    standing = in_force(world)
    later(world, minutes=1)
    known = rpc.RecordFacts(
        case_id=world.case_id, referral_id=world.referral_id, facts={"sexual": "yes"}
    )
    world.ask(rpc.RECORD_FACTS, known)

    assert blocked(world)
    assert "sexual_harm_disclosed" in reviews(world)
    later(world, minutes=1)
    alone = draft(world, based_on=standing).assessment_id
    with pytest.raises(Refused) as refused:
        sign(world, alone, "one")
    assert refused.value.code == "specialist-consultation-needed"
    in_force(world, based_on=alone, advice=(advice("isva", "sexual_harm"),))
    assert not blocked(world)


def order(world, order, kind, **more):
    given = {"case_id": world.case_id, "from_on": world.clock.today(), "source": "invented court"}
    request = rpc.RecordBar(order=order, kind=kind, **{**given, **more})
    return world.ask(rpc.RECORD_BAR, request).bar_id


@pytest.mark.requirement("ELG-12")
@pytest.mark.parametrize(
    ("named", "kind", "left"),
    [
        ("no_contact", "no_contact_order", ()),
        ("restraining", "restraining_order", ()),
        ("non_molestation", "non_molestation_order", ()),
        ("bail", "bail_condition", ()),
        ("licence_no_contact", "licence_condition", ()),
        ("sexual_harm_prevention", "other_order", ()),
        ("stalking_protection", "other_order", ()),
        ("exclusion_zone", "licence_condition", (Mode.SHUTTLE, Mode.LETTER)),
        ("occupation", "other_order", (Mode.SHUTTLE, Mode.LETTER)),
    ],
)
def test_an_order_takes_from_the_gate_at_once_exactly_what_it_forbids(world, named, kind, left):
    world.refer()
    standing = in_force(world, modes=EVERY_WAY)
    later(world, minutes=1)

    order(world, named, kind)

    assert blocked(world)
    assert set(told(world).risk.modes) == set(left)
    (bar,) = told(world).bars
    assert set(bar.modes or EVERY_WAY) == set(EVERY_WAY) - set(left)
    assert world.said().count("screening.contact_barred.v1") == 1
    later(world, minutes=1)
    if left:
        in_force(world, modes=left, based_on=standing)
        assert set(told(world).risk.modes) == set(left)
        assert not blocked(world)


@pytest.mark.parametrize("days", [-1, 0, 4, 5])
def test_an_order_bars_from_its_first_day_to_its_last(world, days):
    world.refer()
    first, last = date(2019, 7, 3), date(2019, 7, 6)
    order(world, "exclusion_zone", "licence_condition", from_on=first, until_on=last)
    in_force(world, modes=(Mode.SHUTTLE, Mode.LETTER))
    later(world, days=(first - world.clock.today()).days + days)
    barred = first <= world.clock.today() <= last

    found = draft(world, based_on=None, modes=(Mode.CONFERENCE,)).assessment_id

    if barred:
        with pytest.raises(Refused) as refused:
            sign(world, found, "one")
        assert refused.value.code == "bar-in-force"
    else:
        assert sign(world, found, "one").signatures == 1


@pytest.mark.requirement("ELG-12", "RSK-03")
@pytest.mark.parametrize(("modes", "asked"), [((Mode.CONFERENCE,), True), ((Mode.LETTER,), False)])
def test_contact_does_not_begin_again_by_itself_when_an_order_ends(world, modes, asked):
    """It was still to come when the assessment was signed, so nothing else would ask again."""
    world.refer()
    first, last = date(2019, 7, 3), date(2019, 7, 6)
    order(world, "exclusion_zone", "licence_condition", from_on=first, until_on=last)
    standing = in_force(world, modes=modes)
    world.clock.set(datetime(2019, 7, 6, 22, 30, tzinfo=UTC))
    assert not blocked(world), "its last day is not over yet"
    world.clock.set(datetime(2019, 7, 6, 23, 30, tzinfo=UTC))

    assert blocked(world) is asked, "half past midnight in London"
    assert ("order_ended" in reviews(world)) is asked
    later(world, minutes=1)
    in_force(world, modes=modes, based_on=standing)
    assert (blocked(world), reviews(world)) == (False, ["weeks_since_review"])


def test_an_order_is_announced_as_its_own_kind_and_a_concern_is_not_recorded_as_one(world):
    world.refer()

    with pytest.raises(InvalidInput):
        order(world, "bail", "restraining_order")
    with pytest.raises(InvalidInput):
        order(world, None, BarKind.SAFEGUARDING)


@pytest.mark.requirement("RSK-04")
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DEVELOPMENT_OFFICER, Role.FACILITATOR])
def test_anybody_raises_a_concern_in_one_step_and_the_lead_has_it_at_once(world, role):
    world.refer()
    in_force(world)
    lead = Role.SERVICE_MANAGER
    raised = world.ask(
        rpc.RAISE_CONCERN, rpc.RaiseConcern(case_id=world.case_id, note=WORDS), user="x", role=role
    )

    (concern,) = world.ask(risk_rpc.CONCERNS, risk_rpc.ListConcerns(), role=lead).concerns
    assert (concern.note, concern.raised_by, concern.taken_by) == (WORDS, "x", None)
    assert len(told(world).bars) == 1
    assert blocked(world)
    take = risk_rpc.TakeConcern(case_id=world.case_id, concern_id=raised.concern_id)
    world.ask(risk_rpc.TAKE_CONCERN, take, user="lead", role=lead)
    with pytest.raises(Refused):
        world.ask(risk_rpc.TAKE_CONCERN, take, user="other", role=lead)
    (concern,) = world.ask(risk_rpc.CONCERNS, risk_rpc.ListConcerns(), role=lead).concerns
    assert (concern.taken_by, concern.open) == ("lead", True)
    lift = rpc.LiftBar(case_id=world.case_id, bar_id=raised.bar_id, reason=WORDS)
    with pytest.raises(NotPermitted):
        world.ask(rpc.LIFT_BAR, lift)
    world.ask(rpc.LIFT_BAR, lift, role=lead)
    assert world.ask(risk_rpc.CONCERNS, risk_rpc.ListConcerns(), role=lead).concerns == ()
    assert blocked(world), "it opens again only after a review"


@pytest.mark.requirement("RSK-04")
def test_a_concern_whose_words_cannot_be_opened_still_stands_before_the_lead(world):
    world.refer()
    in_force(world)
    note = rpc.RaiseConcern(case_id=world.case_id, note=WORDS)
    raised = world.ask(rpc.RAISE_CONCERN, note, user="x")
    report(world, STAFF_TRIGGERS[0], note=WORDS)
    with world.runtime.store.writing() as connection:
        connection.execute(case_keys.update().values(wrapped_key=None))

    told = world.ask(risk_rpc.CONCERNS, risk_rpc.ListConcerns(), role=Role.SERVICE_MANAGER)
    due = world.ask(risk_rpc.RISK_REVIEWS, risk_rpc.ListRiskReviews(case_id=world.case_id)).reviews

    mine, other = (
        world.ask(risk_rpc.CONCERNS, risk_rpc.ListConcerns(case_id=one), role=Role.SERVICE_MANAGER)
        for one in (world.case_id, uuid4())
    )
    (concern,) = told.concerns
    assert (mine.concerns, other.concerns) == ((concern,), ())
    assert (concern.concern_id, concern.note, concern.opened) == (raised.concern_id, "", False)
    assert {one.trigger: one.opened for one in due}[STAFF_TRIGGERS[0]] is False
