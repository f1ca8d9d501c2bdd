"""Enquiries and helpline calls: no referral, until one is made of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.store.tables import enquiries, metadata
from shared.contracts.intake import entry
from shared.kernel.errors import NotFound, Refused
from shared.store.retention import Retention
from tests.application.intake.test_doors import submit


@pytest.mark.requirement("INT-12")
def test_an_enquiry_is_never_counted_until_it_becomes_a_referral(intake):
    request = entry.RecordEnquiry(
        kind="informal_conversation", caller="Fictional Testperson-Caller", note="Asked around."
    )
    kept = intake.ask(entry.RECORD_ENQUIRY, request)
    before = intake.announced()

    answer = submit(intake, enquiry_id=kept.enquiry_id)

    assert before == []
    assert [t for t, _ in intake.announced()].count("intake.referral_received.v1") == 1
    listed = intake.ask(entry.ENQUIRIES, entry.ListEnquiries(converted=True)).enquiries
    became = [(one.referral_id, one.became_case_id) for one in listed]
    assert became == [(answer.referral_id, answer.case_id)]
    with pytest.raises(Refused, match="enquiry-converted"):
        submit(
            intake,
            sender_reference="another",
            joins_case_reference=answer.reference,
            enquiry_id=kept.enquiry_id,
        )


@pytest.mark.requirement("HLP-01", "HLP-02")
def test_a_helpline_call_keeps_its_purpose_and_whether_it_came_in_hours(intake):
    call = {"kind": "helpline_call", "purpose": "identify_suitable_referral", "agency": "mps"}
    intake.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**call))
    intake.clock.set(datetime(2019, 7, 6, 12, tzinfo=UTC))
    intake.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**call))

    saturday, monday = intake.ask(entry.ENQUIRIES, entry.ListEnquiries()).enquiries

    assert (monday.within_hours, saturday.within_hours) == (True, False)
    assert monday.agency == "mps"
    assert monday.purpose == "identify_suitable_referral"


@pytest.mark.requirement("HLP-03")
def test_a_caller_hears_of_a_case_only_when_verified_and_from_who_may_see_it(intake):
    case_id = submit(intake).case_id
    call = {"kind": "helpline_call", "purpose": "case_update", "case_id": case_id}

    with pytest.raises(Refused, match="caller-not-verified"):
        intake.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**call))
    with pytest.raises(NotFound):
        intake.ask(
            entry.RECORD_ENQUIRY,
            entry.RecordEnquiry(**{**call, "case_id": uuid4()}, verified_by="called back"),
        )
    verified = entry.RecordEnquiry(**call, verified_by="called back through the switchboard")

    assert intake.ask(entry.RECORD_ENQUIRY, verified).enquiry_id


def test_an_enquiry_keeps_its_words_for_a_year_and_its_figures_for_good(intake):
    request = entry.RecordEnquiry(
        kind="informal_conversation", caller="Fictional Testperson-Caller", note="Asked around."
    )
    intake.ask(entry.RECORD_ENQUIRY, request)
    runtime = intake.runtime
    retention = Retention(runtime.store, metadata, runtime.keys.keyring, intake.clock)

    before = retention.run()
    intake.clock.advance(timedelta(days=366))
    after = retention.run()

    assert (before, after) == ({}, {"enquiries": 1})
    with runtime.store.reading() as connection:
        row = connection.execute(select(enquiries)).one()
    assert (row.details, row.kind) == (None, "informal_conversation")
    assert len(intake.ask(entry.ENQUIRIES, entry.ListEnquiries()).enquiries) == 1
