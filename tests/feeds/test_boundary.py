"""Samples in; a submission or every fault by field out. Quick and pure."""

import importlib
import json
import types
from datetime import date
from pathlib import Path

import pytest

from services.feeds.agreement import FOLDER, MAX_BYTES
from services.feeds.book import load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import (
    PLAIN,
    SEALED,
    Arrived,
    Turned,
    check,
    sealing_context,
)
from shared.contracts.codes import CaseFlag, CrimeType, ParticipantRole, Side, Source
from shared.security.sealing import SealingKey, seal

DAY = date(2019, 5, 1)
KEY = SealingKey.generate()
AGENCIES = Path("services/feeds/agencies")


def sample(agency: str, name: str = "referral") -> dict:
    return json.loads((AGENCIES / agency / "samples" / f"{name}.json").read_text())


def decide(agency: str, content, *, day=DAY, **changes):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    arrived = {"body": body, "content_type": PLAIN, "message_id": "message-1", **changes}
    book = load_book(agency)
    return check(Arrived(**arrived), book, dialect_of(book), day, KEY)


def faults(agency: str, content, **changes) -> set[tuple[str, str]]:
    with pytest.raises(Turned) as turned:
        decide(agency, content, **changes)
    return {(fault.field, fault.code) for fault in turned.value.faults}


@pytest.mark.requirement("PTR-05")
def test_the_police_form_becomes_a_submission_in_our_words():
    submission = decide("mps", sample("mps")).submission
    assert submission.initiated_by is Side.HARMED
    assert submission.source is Source.POLICE
    assert submission.offence.crime_types == (CrimeType.BURGLARY,)
    assert {c.purpose for c in submission.consents} == {"be_referred", "be_contacted"}
    assert [p.ref for p in (*submission.harmed, *submission.responsible)] == ["v1", "s1"]


@pytest.mark.requirement("PTR-01", "INT-20")
def test_victim_supports_document_becomes_a_submission_in_our_words():
    submission = decide("victim_support", sample("victim_support")).submission
    assert submission.source is Source.VICTIM_SUPPORT
    assert submission.offence.flags == (CaseFlag.ADDITIONAL_NEED,)
    assert submission.harmed[0].role is ParticipantRole.HARMED


def test_every_fault_is_listed_and_not_the_first_only():
    assert faults("mps", sample("mps", "bad_many_faults")) == {
        ("officer.name", "missing"),
        ("offence.classification", "invalid"),
        ("offence.committed_on", "invalid"),
        ("victims.0.surname", "missing"),
        ("victims.0.dob", "invalid"),
        ("victims.0.consent", "consent-missing"),
    }
    assert faults("victim_support", sample("victim_support", "bad_no_permission")) == {
        ("client.date_of_birth", "in-the-future"),
        ("permission", "consent-missing"),
    }


def test_faults_of_envelope_and_content_are_told_together():
    found = faults(
        "mps", sample("mps", "bad_consent_missing"), message_id="", user_id="agency-other"
    )
    assert found == {
        ("message_id", "missing"),
        ("user_id", "wrong-agency"),
        ("victims.0.consent", "consent-missing"),
    }


@pytest.mark.parametrize(
    ("content", "changes", "fault"),
    [
        (b"\xff\x00 not json", {}, ("message", "unparseable")),
        (b"[]", {}, ("message", "not-an-object")),
        (b"[" * 100_000, {}, ("message", "unparseable")),
        (b"x" * (MAX_BYTES + 1), {}, ("message", "too-large")),
        (b"{}", {"content_type": "text/xml"}, ("content_type", "not-accepted")),
        (b"{}", {"content_type": SEALED}, ("message", "cannot-be-opened")),
        (b"{}", {"day": date(2018, 1, 1)}, ("agreement", "agreement-not-in-force")),
        (b"{}", {"message_id": "a name with blanks"}, ("message_id", "invalid")),
    ],
)
def test_each_kind_of_bad_input_has_its_own_answer(content, changes, fault):
    assert fault in faults("mps", content, **changes)


def test_a_sealed_form_is_opened_and_another_agencys_seal_is_not():
    body = json.dumps(sample("mps")).encode()
    sealed = seal(KEY.public, body, sealing_context("mps"))
    assert decide("mps", sealed, content_type=SEALED).submission.sender_reference
    foreign = seal(KEY.public, body, sealing_context("victim_support"))
    assert faults("mps", foreign, content_type=SEALED) == {("message", "cannot-be-opened")}


def test_fields_without_a_basis_are_dropped_and_named_but_never_quoted():
    content = sample("mps")
    content["victims"][0]["religion"] = "Invented"
    content["victims"][0]["Testperson Alpha, 1 Street"] = "key as text"
    accepted = decide("mps", content)
    assert accepted.dropped == ("victims.*.religion", "victims.*.unnamed")
    assert "Invented" not in accepted.submission.model_dump_json()


def test_no_fault_repeats_a_value_of_the_message():
    content = sample("mps")
    content["victims"][0] |= {"dob": "SECRETVALUE", "telephone": "SECRETVALUE" * 9}
    content["offence"]["classification"] = "SECRETVALUE"
    found = faults("mps", content)
    assert len(found) == 3
    assert "SECRETVALUE" not in repr(found)


def test_a_third_agency_needs_only_its_agreement_and_its_dialect(tmp_path):
    text = (FOLDER / "mps.yaml").read_text()
    for name in ("id", "agency", "feed"):
        text = text.replace(f"{name}: mps", f"{name}: throwaway")
    (tmp_path / "throwaway.yaml").write_text(text)
    book = load_book("throwaway", tmp_path)
    known = importlib.import_module("services.feeds.agencies.mps.translate")
    dialect = types.ModuleType("throwaway")
    dialect.Referral, dialect.faults = known.Referral, known.faults
    dialect.translate = lambda form: known.translate(form) | {"source": Source.PRISON}
    arrived = Arrived(json.dumps(sample("mps")).encode(), PLAIN, "m1", user_id="agency-throwaway")
    assert check(arrived, book, dialect, DAY, KEY).submission.source is Source.PRISON
