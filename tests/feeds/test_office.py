"""What a feed answers to staff: its agreements, its log, and its quarantine, field by field."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from services.feeds.boundary import SEALED, Arrived, sealing_context
from services.feeds.office import Office
from services.feeds.tables import quarantine
from services.feeds.taking import take
from shared.audit.tables import audit_entries
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office as contract
from shared.kernel.errors import InvalidInput, NotFound, Refused
from shared.messaging.tables import outbox
from shared.security.sealing import seal
from tests.feeds.test_calendar import LAST, ending

READ = contract.LookPurpose.CORRECT


def ask(world, what, **asked):
    office, agency = Office(world.feed), asked.pop("agency", world.agency)
    kinds = {
        "agreements": terms.AskAgreements,
        "disclosures": contract.AskDisclosures,
        "list_quarantined": contract.ListQuarantined,
        "read_quarantined": contract.ReadQuarantined,
        "release": contract.ReleaseQuarantined,
        "reject": contract.RejectQuarantined,
    }
    with world.unit() as uow:
        return getattr(office, what)(uow, kinds[what](agency=agency, **asked))


def held(world, sample="bad_many_faults", **changed):
    world.arrive(world.sample(sample, **changed))
    return ask(world, "list_quarantined").messages[-1]


def read(world, one):
    return ask(world, "read_quarantined", feed_message_id=one.feed_message_id, purpose=READ)


def release(world, one, reason="rang the officer", **values):
    corrections = [
        contract.Correction(field=field.replace("__", "."), value=value)
        for field, value in values.items()
    ]
    return ask(
        world,
        "release",
        feed_message_id=one.feed_message_id,
        corrections=corrections,
        reason=reason,
    )


def audited(world, action):
    with world.runtime.store.reading() as connection:
        found = connection.execute(select(audit_entries).where(audit_entries.c.action == action))
        return found.all()


RIGHT = {
    "officer__name": "Officer Testperson",
    "offence__classification": "BURG",
    "offence__committed_on": "2019-03-02",
    "victims__0__surname": "Testperson",
    "victims__0__dob": "1980-01-31",
    "victims__0__consent__to_referral": "Y",
    "victims__0__consent__to_contact": "Y",
}


@pytest.mark.requirement("PTR-27", "PTR-28", "PTR-33")
def test_an_agreement_is_told_with_its_history_its_standing_and_what_each_clause_lets_pass(world):
    told = ask(world, "agreements")

    mps, *others = told.agreements
    assert (mps.agreement, mps.status, mps.may_share) == ("mps", "submitted", True)
    assert mps.history[0].since == date(2019, 6, 1)
    assert mps.history[0].source == "report"
    assert mps.arrangements[0].running
    assert not mps.arrangements[0].within_proposed_terms
    asking = next(clause for clause in mps.clauses if clause.clause == "6.1")
    assert asking.may_today
    passing = {(passage.way, passage.kind): passage for passage in asking.passages}
    assert set(passing) >= {("in", "answer"), ("out", "request")}
    assert "person.family_name" in passing["out", "request"].fields
    assert {one.agreement for one in others} >= {"mps_out_of_court", "mps_turning_point"}


def test_what_no_process_carries_is_told_by_the_feed_that_keeps_its_log(world_of):
    told = ask(world_of("hmpps"), "agreements")

    carried = {one.agreement: one.carried for one in told.agreements}
    assert carried["hmpps"] == "own_feed"
    assert carried["hmpps_rehub"] == "other_feed"
    assert carried["london_crc"] == "by_hand"


@pytest.mark.requirement("PTR-33")
def test_an_agreement_that_ends_soon_is_told_with_its_last_day_and_warning(world_of):
    world = world_of(at=datetime(2020, 6, 10, 9, tzinfo=UTC))
    ending(world)

    (now,) = ask(world, "agreements").agreements

    assert (now.last_day, now.days_left, now.warning) == (LAST, 20, 30)


def test_a_feed_answers_for_no_other_agency(world):
    with pytest.raises(NotFound):
        ask(world, "agreements", agency="hmpps")
    with pytest.raises(NotFound):
        ask(world, "list_quarantined", agency="hmpps")


def test_held_messages_are_listed_with_every_fault_in_words_and_nothing_they_say(world):
    one = held(world)

    says = {fault.field: fault.says for fault in one.faults}
    assert says["officer.name"].startswith("is missing")
    assert "one of" in says["offence.classification"]
    assert "YYYY-MM-DD" in says["victims.0.dob"]
    assert (one.kept_until - date(2020, 5, 4)).days == 30
    assert "Gamma" not in one.model_dump_json()
    assert audited(world, "quarantine.read") == []


def test_a_held_message_is_read_for_a_purpose_field_by_field(world):
    told = read(world, held(world))

    fields = {one.field: one for one in told.fields}
    assert told.readable
    assert fields["victims.0.forenames"].value == "Gamma"
    assert not fields["victims.0.forenames"].at_fault
    assert fields["victims.0.surname"].value is None
    assert fields["victims.0.surname"].at_fault
    assert "BURG" in fields["offence.classification"].choices
    (look,) = audited(world, "quarantine.read")
    assert look.purpose == "correct_and_release"


def test_what_the_agreement_does_not_let_in_is_not_shown_either(world):
    told = read(world, held(world, gossip="an invented rumour"))

    assert told.not_kept == ("gossip",)
    assert "rumour" not in told.model_dump_json()


@pytest.mark.requirement("PTR-33", "INT-08")
def test_a_message_is_corrected_and_released_and_both_texts_are_kept(world):
    one = held(world)

    done = release(world, one, **RIGHT)

    assert done.state == "released"
    assert set(done.corrected) == {name.replace("__", ".") for name in RIGHT}
    assert len(world.handed_on()) == 1
    (row,) = world.rows(quarantine)
    key = world.runtime.keys.sealing
    assert (
        "surname" not in json.loads(key.open(bytes(row.body), b"redress:quarantine"))["victims"][0]
    )
    better = json.loads(key.open(bytes(row.corrected), b"redress:quarantine"))
    assert better["victims"][0]["surname"] == "Testperson"
    (corrected,) = audited(world, "quarantine.corrected")
    assert "victims.0.surname" in corrected.detail
    assert "Testperson" not in corrected.detail
    again = {field.field: field for field in read(world, one).fields}
    assert again["offence.classification"].original == "JAYWALK"
    assert again["offence.classification"].value == "BURG"


def test_what_staff_release_goes_on_as_the_agencys_own_and_the_audit_says_who_released_it(world):
    """In a manager's name intake believes no feed, and parks what staff had put right."""
    release(world, held(world), **RIGHT)

    (sent,) = [row for row in world.rows(outbox) if "receive_referral" in row.type]
    assert '"recordedby": "partner_referrer"' in bytes(sent.body).decode()
    (done,) = audited(world, "quarantine.released")
    assert done.actor == "manager-1"


def test_what_is_still_at_fault_is_refused_whole_and_nothing_is_kept_of_it(world):
    one = held(world)

    with pytest.raises(InvalidInput) as refused:
        release(world, one, victims__0__surname="Testperson")

    assert {fault.field for fault in refused.value.faults} >= {"officer.name"}
    fields = {field.field: field for field in read(world, one).fields}
    assert fields["victims.0.surname"].value is None
    assert ask(world, "list_quarantined").messages[0].corrected is False
    assert world.handed_on() == []


def test_only_fields_of_the_form_can_be_corrected(world):
    one = held(world)

    with pytest.raises(InvalidInput) as refused:
        release(world, one, gossip="invented", victims__7__surname="Nobody", victims="x")

    assert {fault.field for fault in refused.value.faults} == {
        "gossip", "victims.7.surname", "victims",
    }  # fmt: skip


def test_a_part_that_was_left_out_is_asked_for_whole(world):
    told = read(world, held(world, "bad_consent_missing"))

    asked = {one.field for one in told.fields if one.at_fault}
    assert asked == {
        f"victims.0.consent.{name}" for name in ("to_referral", "to_contact", "how", "taken_on")
    }


def test_what_a_correction_shows_to_be_wrong_is_asked_for_too(world):
    one = held(world)
    begun = {name: value for name, value in RIGHT.items() if "consent" not in name}
    with pytest.raises(InvalidInput) as refused:
        release(world, one, **begun)
    also = tuple(fault.field for fault in refused.value.faults)

    told = ask(
        world,
        "read_quarantined",
        feed_message_id=one.feed_message_id,
        purpose=READ,
        also=also,
    )

    assert also == ("victims.0.consent",)
    asked = {field.field: field for field in told.fields if field.at_fault}
    assert "victims.0.consent.to_contact" in asked
    assert asked["victims.0.consent.to_contact"].choices == ("Y", "N")


def test_a_field_is_taken_away_by_an_empty_value(world):
    one = held(world)

    release(world, one, **{**RIGHT, "offence__committed_on": ""})

    (row,) = world.rows(quarantine)
    better = json.loads(
        world.runtime.keys.sealing.open(bytes(row.corrected), b"redress:quarantine")
    )
    assert "committed_on" not in better["offence"]


def test_a_sealed_message_is_opened_for_who_reads_it(world):
    body = json.dumps(world.sample("bad_many_faults")).encode()
    key = world.runtime.keys.sealing.public
    sealed = seal(key, body, sealing_context("mps"))
    take(world.runtime, world.feed, [Arrived(sealed, SEALED, "sealed-1", "sealed-1")])
    (one,) = ask(world, "list_quarantined").messages

    told = read(world, one)

    assert {f.field: f.value for f in told.fields}["victims.0.forenames"] == "Gamma"
    assert release(world, one, **RIGHT).state == "released"


def test_what_nobody_can_read_as_a_form_says_so_and_can_only_be_rejected(world):
    world.arrive(b"\xff\x00")
    (one,) = ask(world, "list_quarantined").messages

    assert not read(world, one).readable
    with pytest.raises(InvalidInput):
        release(world, one)


@pytest.mark.requirement("PTR-33")
def test_a_rejected_message_tells_its_sender_why_by_a_code_and_keeps_our_note_here(world):
    one = held(world)
    order = {
        "feed_message_id": one.feed_message_id,
        "because": contract.RejectionReason.SEND_AGAIN,
        "note": "nobody at the station knew",
    }

    assert ask(world, "reject", **order).state == "rejected"

    first, last = world.said("refusal")
    assert first["held_for_staff"] is True
    assert last["faults"] == [{"field": "message", "code": "send-again-corrected"}]
    assert "station" not in json.dumps(last)
    assert ask(world, "list_quarantined").messages == ()
    (kept,) = ask(world, "list_quarantined", settled_too=True).messages
    assert (kept.state, kept.settled_by, kept.settled_why) == (
        "rejected", "manager-1", "nobody at the station knew",
    )  # fmt: skip
    with pytest.raises(Refused, match="settled"):
        ask(world, "reject", **order)


def test_the_same_message_again_is_told_what_was_decided(world):
    message_id = world.arrive(world.sample("bad_many_faults"))
    (one,) = ask(world, "list_quarantined").messages
    ask(
        world,
        "reject",
        feed_message_id=one.feed_message_id,
        because="sent-in-error",
        note="they rang",
    )

    world.arrive(world.sample("bad_many_faults"), message_id)

    assert world.said("refusal")[-1]["faults"][0]["code"] == "sent-in-error"


def test_an_answer_to_a_request_is_corrected_in_its_own_form(world):
    request = str(UUID(int=9))
    one = held(world, "bad_answer", request=request)
    told = read(world, one)
    assert {f.field for f in told.fields if f.at_fault} >= {"answered_on", "result"}

    with pytest.raises(InvalidInput) as refused:
        release(world, one, result="TRACED")

    assert "result" not in {fault.field for fault in refused.value.faults}
