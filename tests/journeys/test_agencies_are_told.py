"""The whole system: what staff ask of an agency, and what they tell one with somebody's consent."""

import csv
import json
import os
from base64 import b64decode
from uuid import UUID

import pika
import pytest
from click.testing import CliRunner

from ops.dead import operator
from ops.feed import feed_command
from services.feeds.address import parameters
from services.feeds.bootstrap import FeedSettings, feed_of
from services.feeds.boundary import SEALED, sealing_context
from services.feeds.disclosing import Order, disclose
from shared.kernel.errors import NotFound, Refused
from shared.messaging.runtime import Runtime
from shared.security.sealing import SealingKey
from tests.journeys.conftest import as_published, samples
from tests.support.eventually import eventually


def case_of(manager, answered):
    reference = answered.content["reference"]
    found = manager.get(f"/cases/by-reference/{reference}").json()
    return manager.get(f"/cases/{found['case_id']}").json()


def person(case, role):
    return next(p["person_id"] for p in case["participants"] if p["role"] == role)


def told_to(system, agency, kind):
    """Take the agency's next message of a kind from its own queue, and how it was sent."""
    folder = system.data_dir / "agencies"
    key = SealingKey.load(b64decode((folder / f"{agency}.key").read_bytes()))
    url = (folder / f"{agency}.url").read_text()
    with pika.BlockingConnection(parameters(url)) as connection:
        channel = connection.channel()
        while True:
            method, properties, body = channel.basic_get("outbound", auto_ack=True)
            if method is None:
                return None
            if properties.content_type == SEALED:
                body = key.open(body, sealing_context(agency))
            content = json.loads(body)
            if content["kind"] == kind:
                return content, properties.content_type


@pytest.fixture
def desk(system):
    """The feed's own store, keys and way to ask intake, as the command line opens them."""
    opened = []

    def open_desk(agency):
        environ = {**os.environ, **system.environment(f"feeds-{agency}")}
        settings = FeedSettings.load(
            f"feeds-{agency}", prefix=f"FEED_{agency.upper()}", environ=environ
        )
        opened.append(Runtime.build(settings))
        return opened[-1], feed_of(agency, opened[-1].keys)

    yield open_desk
    for runtime in opened:
        runtime.close()


@pytest.mark.requirement("PTR-05", "PTR-28", "PRC-16")
def test_a_request_to_find_somebody_reaches_the_agency_with_what_its_clause_allows(system, manager):
    answered = as_published(system, "hmpps", "referral.json", referral_id="JOURNEY-FIND-1")
    case = case_of(manager, answered)
    body = {
        "agency": "mps",
        "kind": "find_person",
        "person_id": person(case, "harmed"),
        "strand_id": case["strands"][0]["strand_id"],
        "interim_arrangement": True,
        "clause": "6.1",
    }
    opened = manager.post(
        f"/cases/{case['case_id']}/agency-requests",
        json=body,
        headers={"Idempotency-Key": "journey-find-1"},
    )
    assert opened.status_code in (200, 201), opened.text

    asked, sent_as = eventually(
        lambda: told_to(system, "mps", "request"), saying="the police are asked"
    )

    assert sent_as == SEALED
    assert asked["request"] == opened.json()["request_id"]
    assert asked["asked"] == "find_person"
    assert asked["interim_arrangement"] is True
    assert set(asked["person"]) <= {"given_name", "family_name", "date_of_birth", "postcode"}
    assert asked["person"]["family_name"] == "Testperson-Harmed"


@pytest.mark.requirement("CON-02", "PRC-16", "PTR-28")
def test_whoever_looks_for_somebody_who_then_says_no_is_told_to_stop(system, manager):
    answered = as_published(system, "hmpps", "referral.json", referral_id="JOURNEY-STOP-1")
    case = case_of(manager, answered)
    where, who = f"/cases/{case['case_id']}", person(case, "harmed")
    body = {"agency": "mps", "kind": "find_person", "person_id": who, "clause": "6.1"}
    body |= {"interim_arrangement": True}
    opened = manager.post(
        f"{where}/agency-requests", json=body, headers={"Idempotency-Key": "journey-stop-1"}
    ).json()
    asked, _ = eventually(lambda: told_to(system, "mps", "request"), saying="the police are asked")
    assert asked["request"] == opened["request_id"]

    withdrawn = manager.post(
        f"{where}/people/{who}/withdrawals",
        json={},
        headers={"Idempotency-Key": "journey-stop-2"},
    )
    assert withdrawn.status_code in (200, 201), withdrawn.text
    stop, sent_as = eventually(
        lambda: told_to(system, "mps", "cancellation"), saying="the police are told to stop"
    )

    assert sent_as != SEALED, "it names nobody"
    assert stop == {
        "kind": "cancellation",
        "request": asked["request"],
        "reference": asked["reference"],
    }
    args = ["told", "--agency", "mps", "--person", who, "--by", "dpo-1"]
    shown = CliRunner().invoke(feed_command, [*args, "--data-dir", str(system.data_dir)])
    assert len(shown.output.splitlines()) == 2, shown.output
    assert "cancellation" in shown.output.splitlines()[1]

    def events():
        entries = manager.get(f"{where}/timeline").json()["entries"]
        told = [one["event"] for one in entries]
        return told.count("feeds.disclosure_made.v1") == 2

    assert eventually(events, saying="the request and the stop stand on the timeline")


@pytest.mark.requirement("PTR-17", "CON-08")
def test_an_agency_is_told_case_by_case_only_with_the_persons_own_consent(
    system, manager, desk, tmp_path
):
    answered = as_published(system, "victim_support", "referral.json", client_reference="JOURNEY-9")
    case = case_of(manager, answered)
    who, case_id = UUID(person(case, "harmed")), UUID(case["case_id"])
    order = Order("idva", "idva", case_id, who, note="Safety plan agreed; call before noon.")
    runtime, feed = desk("victim_support")
    with pytest.raises(Refused, match="consent-missing"):
        disclose(runtime, feed, order, operator("manager-1"))
    consent = {"purpose": "share_with_agency", "agency": "idva", "given": True, "method": "written"}
    kept = manager.post(
        f"/cases/{case_id}/people/{who}/consents",
        json=consent,
        headers={"Idempotency-Key": "journey-consent-9"},
    )
    assert kept.status_code in (200, 201), kept.text

    told = disclose(runtime, feed, order, operator("manager-1"))

    assert told.by_hand
    assert told.document["note"] == order.note
    assert set(told.document) == {"kind", "reference", "person", "note"}
    assert set(told.document["person"]) <= {"given_name", "family_name", "safe_contact"}
    with pytest.raises(NotFound):
        disclose(runtime, feed, Order("idva", "vcs", case_id, who), operator("manager-1"))
    out = tmp_path / "log.csv"
    args = ["told", "--agency", "victim_support", "--person", str(who), "--by", "dpo-1"]
    args += ["--data-dir", str(system.data_dir)]
    asked = CliRunner().invoke(feed_command, [*args, "--csv", str(out)])
    assert asked.exit_code == 0, asked.output
    (row,) = csv.DictReader(out.read_text().splitlines())
    assert row["recipient"] == "The person's own adviser"
    assert row["consent_id"] == kept.json()["consent_id"]
    assert row["legal_basis"] == "consent"
    assert row["told_by"] == "manager-1"
    shown = CliRunner().invoke(feed_command, args)
    assert "keep a person harmed safe; consent; idva 1" in shown.output


@pytest.mark.requirement("PTR-09", "PRC-19")
def test_police_intelligence_gets_one_note_with_the_persons_consent(system, manager, desk):
    answered = as_published(system, "mps", "referral.json", urn="JOURNEY/CRIMINT/19")
    case = case_of(manager, answered)
    who, case_id = UUID(person(case, "responsible")), UUID(case["case_id"])
    consent = {"purpose": "share_with_agency", "agency": "mps", "given": True}
    kept = manager.post(
        f"/cases/{case_id}/people/{who}/consents",
        json=consent,
        headers={"Idempotency-Key": "journey-crimint"},
    )
    assert kept.status_code in (200, 201), kept.text
    runtime, feed = desk("mps")
    note = "A conference was held and an agreement signed."
    order = Order("mps_crimint", "crimint", case_id, who, note=note, mode="conference")

    disclose(runtime, feed, order, operator("manager-1"))

    said, sent_as = eventually(lambda: told_to(system, "mps", "crimint"), saying="the note is sent")
    assert sent_as == SEALED
    assert said["note"] == note
    assert said["crime_number"] == "0000001/19"
    assert set(said) <= {
        "kind", "reference", "crime_number", "mode", "outcome", "as_of", "person", "note",
    }  # fmt: skip


def consented(manager, case_id, who, agency, key):
    said = {"purpose": "share_with_agency", "agency": agency, "given": True, "method": "written"}
    kept = manager.post(
        f"/cases/{case_id}/people/{who}/consents", json=said, headers={"Idempotency-Key": key}
    )
    assert kept.status_code in (200, 201), kept.text


def by_liaison_officer(system, referral_id):
    """A victim liaison officer refers for the person harmed, who agreed to it."""
    written = json.loads((samples("hmpps") / "referral.json").read_text())
    consent = {"to_referral": "Y", "to_contact": "Y", "form": "SIGNED", "taken_on": "2019-04-02"}
    victims = [{**victim, "consent": consent} for victim in written["victims"]]
    changes = {"scheme": "VLO", "requested_by": "VICTIM", "victims": victims}
    manager = {**written["manager"], "role": "VLO"}
    changes |= {"referral_id": referral_id, "manager": manager}
    return as_published(system, "hmpps", "referral.json", **changes)


@pytest.mark.requirement("PTR-18", "PTR-11", "AFT-01")
def test_a_liaison_officer_refers_and_the_contact_scheme_is_told_with_the_persons_consent(
    system, manager, desk
):
    answered = by_liaison_officer(system, "JOURNEY-VLO-1")
    assert answered.accepted, answered.content
    case = case_of(manager, answered)
    who, case_id = UUID(person(case, "harmed")), UUID(case["case_id"])
    (one,) = case["referral_ids"]
    assert manager.get(f"/cases/{case_id}/referrals/{one}").json()["pathway"] == "hmpps_vlo"
    runtime, feed = desk("hmpps")
    order = Order(
        "hmpps_vlo", "vcs", case_id, who, note="Would like to hear of licence conditions."
    )
    with pytest.raises(Refused, match="consent-missing"):
        disclose(runtime, feed, order, operator("manager-1"))
    consented(manager, case_id, who, "hmpps", "journey-vcs")

    disclose(runtime, feed, order, operator("manager-1"))

    said, sent_as = eventually(lambda: told_to(system, "hmpps", "vcs"), saying="the scheme is told")
    assert sent_as == SEALED
    assert said["reference"] == case["reference"]
    assert said["note"] == order.note
    assert set(said) <= {"kind", "reference", "crime_number", "person", "note"}
    assert set(said["person"]) <= {"given_name", "family_name", "phone", "safe_contact"}


@pytest.mark.requirement("PTR-12", "HLD-03")
def test_rehub_is_told_how_it_stands_for_the_person_in_prison_and_nothing_of_the_other_side(
    system, manager, desk
):
    answered = as_published(system, "hmpps", "referral.json", referral_id="JOURNEY-REHUB-1")
    case = case_of(manager, answered)
    who, case_id = UUID(person(case, "responsible")), UUID(case["case_id"])
    runtime, feed = desk("hmpps")
    order = Order("hmpps_rehub", "update", case_id, who, note="On hold while visits are closed.")
    with pytest.raises(Refused, match="consent-missing"):
        disclose(runtime, feed, order, operator("manager-1"))
    consented(manager, case_id, who, "hmpps", "journey-rehub")

    disclose(runtime, feed, order, operator("manager-1"))

    said, sent_as = eventually(lambda: told_to(system, "hmpps", "update"), saying="RE:Hub is told")
    assert sent_as == SEALED
    assert set(said) <= {"kind", "reference", "stage", "on_hold", "as_of", "person", "note"}
    assert said["person"] == {"prison_number": "A0001AA"}
    assert "Testperson-Harmed" not in json.dumps(said)


def test_the_log_of_every_feed_accounts_for_all_that_left_the_running_system(system):
    asked = CliRunner().invoke(feed_command, ["account", "--data-dir", str(system.data_dir)])

    assert asked.exit_code == 0, asked.output
    counts = [int(line.split()[1]) for line in asked.output.splitlines()]
    assert len(counts) == 3
    assert sum(counts) > 0
