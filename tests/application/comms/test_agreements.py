"""Agreements: signed in exact words, reviewed by both sides, broken, ended, still in force?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from services.comms.store.tables import undertakings
from shared.contracts.codes import Outcome
from shared.contracts.comms import agreements, notices, rpc
from shared.contracts.intake.events import CaseClosedV1
from shared.kernel.errors import InvalidInput, NotFound, Refused
from tests.application.comms.world import FIRST, OFFICE, OTHER


def ask(world, method, request, by=FIRST, **about):
    return world.do(method, request(case_id=world.case_id, **about), by)


def record(world, *, signatories=None, **more):
    about = {
        "strand_id": world.strand_id,
        "kind": "signed_by_all",
        "undertakings": (
            rpc.UndertakingDraft(
                by_side="responsible",
                text="To repair the fence.",
                due_on=world.clock.today() + timedelta(days=20),
                owner_id=world.responsible,
            ),
        ),
        "breach_route": "To the police, by either.",
        "signatories": (world.harmed, world.responsible) if signatories is None else signatories,
    }
    return ask(world, rpc.RECORD_AGREEMENT, rpc.RecordAgreement, **{**about, **more})


def sign(world, made, person, **more):
    about = {
        "agreement_id": made.agreement_id,
        "person_id": person,
        "how": "on_paper",
        "text_hash": made.text_hash,
    }
    ask(world, agreements.SIGN_AGREEMENT, agreements.SignAgreement, **{**about, **more})


def signed(world, **more):
    made = record(world, **more)
    sign(world, made, world.harmed)
    sign(world, made, world.responsible)
    return made


def shown(world, made, by=FIRST):
    about = {"agreement_id": made.agreement_id}
    return ask(world, agreements.AGREEMENT, agreements.AgreementById, by, **about)


def act(world, method, request, made, **about):
    ask(world, method, request, OFFICE, agreement_id=made.agreement_id, **about)


def close(world):
    world.hear(
        CaseClosedV1(
            case_id=world.case_id,
            primary_outcome=Outcome.OUTCOME_AGREEMENT,
            positive=True,
            completed=True,
            closed_at=world.clock.now(),
        )
    )


@pytest.fixture(autouse=True)
def met(world):
    world.conference()


@pytest.mark.requirement("PRC-05")
def test_an_agreement_is_reached_when_all_have_signed_the_same_words(world):
    made = record(world)
    assert (shown(world, made).standing, shown(world, made).in_force) == (
        "awaiting_signatures",
        False,
    )
    assert world.announced("agreement_reached") == []
    with pytest.raises(Refused, match="words-differ"):
        sign(world, made, world.harmed, text_hash="0" * 64)
    sign(world, made, world.harmed)
    with pytest.raises(Refused, match="signature-not-awaited"):
        sign(world, made, world.harmed)
    assert shown(world, made).awaited == (world.responsible,)
    world.clock.advance(timedelta(minutes=2))
    sign(world, made, world.responsible, how="spoken")

    found = shown(world, made)
    assert (found.standing, found.in_force) == ("in_force", True)
    assert [(one.how, one.witnessed_by) for one in found.signatures] == [
        ("on_paper", FIRST),
        ("spoken", FIRST),
    ]
    assert {one.text_hash for one in found.signatures} == {made.text_hash}
    assert len(world.announced("agreement_reached")) == 1
    assert world.process().agreements[0].in_force


@pytest.mark.requirement("PRC-05")
def test_one_side_alone_does_not_sign_for_all(world):
    with pytest.raises(Refused, match="both-sides-sign"):
        record(world, signatories=(world.harmed,))


def test_words_that_were_altered_in_the_store_are_not_signed(world):
    made = record(world)
    with world.runtime.transaction() as uow:
        words = uow.keys.seal(world.case_id, "To pay ten thousand.", "undertakings.words")
        uow.connection.execute(update(undertakings).values(words=words))

    with pytest.raises(Refused, match="agreement-altered"):
        sign(world, made, world.harmed)


@pytest.mark.requirement("AFT-02", "PRC-06")
def test_it_outlives_the_case_and_ends_with_its_last_day(world):
    made = signed(world, ends_on=world.clock.today() + timedelta(days=30))
    close(world)
    world.clock.advance(timedelta(days=30))
    assert shown(world, made, OFFICE).in_force
    world.clock.advance(timedelta(days=1))

    assert shown(world, made, OFFICE).standing == "term_over"
    assert not world.process(OFFICE).agreements[0].in_force


def test_a_term_that_is_over_or_too_short_is_refused(world):
    for days in (-1, 10):
        with pytest.raises(InvalidInput):
            record(world, ends_on=world.clock.today() + timedelta(days=days))


def review(world, made, what):
    about = {"agreement_id": made.agreement_id, "undertaking_id": made.undertaking_ids[0]}
    ask(world, rpc.REVIEW_UNDERTAKING, rpc.ReviewUndertaking, OFFICE, result=what, **about)


def confirm(world, made, side, *, agrees=True):
    about = {"undertaking_id": made.undertaking_ids[0], "side": side, "agrees": agrees}
    ask(world, agreements.CONFIRM_REVIEW, agreements.ConfirmReview, **about)


@pytest.mark.requirement("PRC-06")
def test_a_review_is_confirmed_or_disputed_by_each_side(world):
    made = signed(world)
    with pytest.raises(Refused, match="nothing-reviewed"):
        confirm(world, made, "harmed")
    review(world, made, "partly_kept")
    confirm(world, made, "responsible")
    confirm(world, made, "harmed", agrees=False)
    (one,) = shown(world, made).undertakings
    assert (one.confirmed_by, one.disputed_by) == (("responsible",), ("harmed",))

    review(world, made, "kept")
    (one,) = shown(world, made).undertakings
    assert (one.results, one.confirmed_by) == (("partly_kept", "kept"), ())
    confirm(world, made, "harmed")
    confirm(world, made, "responsible")
    (one,) = shown(world, made).undertakings
    assert set(one.confirmed_by) == {"harmed", "responsible"}
    assert one.owner_id == world.responsible


def due(world, by=OFFICE, **asked):
    request = agreements.AskDueUndertakings(**asked)
    return world.do(agreements.DUE_UNDERTAKINGS, request, by).undertakings


@pytest.mark.requirement("PRC-06")
def test_undertakings_come_due_after_closure_until_they_are_reviewed(world):
    made = signed(world)
    close(world)
    assert due(world) == ()
    world.clock.advance(timedelta(days=25))
    (one,) = due(world)
    assert (one.undertaking_id, one.days_overdue) == (made.undertaking_ids[0], 5)
    assert due(world, OTHER) == ()
    assert due(world, case_id=world.case_id) == (one,)
    assert due(world, case_id=uuid4()) == ()

    review(world, made, "kept")
    assert due(world) == ()


@pytest.mark.requirement("AFT-02")
def test_a_breach_is_reported_after_closure_told_and_kept_with_its_reference(world):
    made = signed(world)
    close(world)

    act(
        world,
        agreements.REPORT_BREACH,
        agreements.ReportBreach,
        made,
        by_side="harmed",
        words="He came to the door.",
        police_reference="CAD-EXAMPLE-1",
    )

    found = shown(world, made, OFFICE)
    assert (found.breaches, found.breach_route) == (1, "To the police, by either.")
    assert found.police_references == ("CAD-EXAMPLE-1",)
    assert found.in_force
    told = world.do(notices.NOTICES, notices.ListNotices(), FIRST).notices
    assert told[0].code == "agreement_breached"
    act(world, agreements.END_AGREEMENT, agreements.EndAgreement, made, reason="breached")
    assert shown(world, made, OFFICE).standing == "ended"
    with pytest.raises(Refused, match="agreement-ended"):
        act(world, agreements.END_AGREEMENT, agreements.EndAgreement, made, reason="replaced")


@pytest.mark.requirement("PRC-19")
def test_police_intelligence_is_told_only_where_that_was_agreed(world):
    note = {"reference": "CRIMINT-EXAMPLE-7", "sent_on": world.clock.today()}
    method, request = agreements.RECORD_POLICE_NOTE, agreements.RecordPoliceNote
    with pytest.raises(Refused, match="police-note-not-agreed"):
        act(world, method, request, signed(world), **note)
    agreed = signed(world, police_note_agreed=True)

    act(world, method, request, agreed, **note)

    assert shown(world, agreed).police_references == ("CRIMINT-EXAMPLE-7",)


def test_an_agreement_is_nobodys_who_does_not_have_the_case(world):
    made = signed(world)

    with pytest.raises(NotFound):
        shown(world, made, OTHER)
