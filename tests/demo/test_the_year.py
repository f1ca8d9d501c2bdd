"""One whole demo: what it reaches, and that nobody in it can be read where nobody should be."""

import json
from base64 import b64decode
from collections import Counter

import pika
import pytest

from ops.demo.year import planned_year
from ops.publish import agency_url
from services.feeds.boundary import SEALED, sealing_context
from shared.contracts.codes import Outcome
from shared.security.sealing import SealingKey
from tests.demo.conftest import PLANTED
from tests.demo.search import people
from tests.support.telling import tell

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

STUDIES = {
    "conference": "conference_held",
    "shuttle": "shuttle_completed",
    "letter": "letter_delivered",
    "restorative_conversation": "restorative_conversation",
}
HEADLINE = ["97", "74", "21", "2", "28", "46", "21", "3"]


def test_the_four_case_studies_and_every_stated_figure_come_out(year):
    lines = list(year.played.lines())

    assert year.played.problems == ()
    told = {study: outcome for _, study, outcome in (line.split("  ") for line in lines[:4])}
    assert told == STUDIES
    assert [line.split()[-1] for line in lines[4:]] == HEADLINE


def test_each_case_has_the_end_that_its_registry_tells(year):
    listed = year.played.world.manager.get("/cases", limit=500)["cases"]

    ended = Counter(case.get("primary_outcome") for case in listed)
    planned = Counter(one.outcome for one in planned_year())
    assert ended == planned
    assert ended[Outcome.CONFERENCE_HELD] == 3


def test_the_tap_heard_every_message_that_any_store_has_sent(year):
    heard = {one.message_id for one in year.heard}

    assert len(year.sent) > 1000
    assert year.sent <= heard
    places = Counter(one.place for one in year.heard)
    assert places["publish.redress.events"] > 1000
    assert places["publish.redress.commands"] >= 38
    assert places["deliver.rpc-intake"] > 500  # requests
    assert _answers(places) > 500


def test_no_message_of_the_internal_bus_holds_a_person_in_clear(year):
    said = {one.body for one in year.heard} | {one.headers for one in year.heard}
    planted = {body for body in said if PLANTED.encode() in body}

    assert people()(b"\n".join(planted))
    assert people()(b"\n".join(said - planted)) == set()


def test_no_file_of_the_broker_holds_a_person_in_clear(year):
    found = _found_in(path for path in (year.folder / "broker").rglob("*") if path.is_file())

    assert found.pop(PLANTED.lower().encode()[:10]) <= {"00000001.wal", "00000002.wal"}
    assert found == {}


def test_what_names_a_person_reaches_its_agency_sealed_for_it(year):
    key = SealingKey.load(b64decode((year.folder / "agencies" / "mps.key").read_bytes()))
    waiting = list(_outbound(agency_url(year.folder, "mps")))
    sealed = [body for kind, body in waiting if kind == SEALED]
    asked = [json.loads(key.open(body, sealing_context("mps"))) for body in sealed]

    assert len(asked) == 11  # one for each case that was lost on the police's path (G6)
    assert all(request["person"]["family_name"].startswith("Testperson") for request in asked)
    assert people()(b"".join(body for _, body in waiting)) == set()


@pytest.mark.requirement("PTR-29", "PTR-30")
def test_the_police_and_probation_compare_as_stated_by_the_requests_on_record(year, pytestconfig):
    asked = year.played.world.manager.get("/agency-requests/turnaround")["rows"]
    lapsed = Counter()
    for row in asked:
        lapsed[row["agency"]] += row["lapsed"]

    assert +lapsed == {"mps": 11, "hmpps": 1}  # G6, G7
    told = {
        cell["label"]: cell["value"]
        for table in year.played.report["tables"]
        if table["code"] == "REP-18"
        for cell in table["cells"]
    }
    assert (told["asked:mps"], told["asked:hmpps"]) == (11, 1)
    assert (told["police_path"], told["probation_path"]) == (11, 1)
    lost = f"lost without an answer, by requests on record: {dict(+lapsed)}; in the report: "
    tell(pytestconfig, "MPS against NPS", f"{lost}{told['police_path']}, {told['probation_path']}")


def test_no_log_line_and_no_metric_holds_a_person(year):
    logs = [path for path in (year.folder / "log").iterdir() if path.is_file()]
    lines = b"".join(path.read_bytes() for path in logs)

    assert lines.count(b"message_handled") > 1000
    assert lines.count(b"request_answered") > 500
    assert people()(lines) == set()
    assert all("_total{" in text for text in year.metrics.values())
    assert people()("\n".join(year.metrics.values()).encode()) == set()


def test_no_file_of_a_store_holds_a_person_or_their_words_in_clear(year):
    stores = [path for path in year.folder.glob("*.sqlite*") if path.is_file()]
    everything = b"".join(path.read_bytes() for path in stores)

    assert {path.name for path in stores} >= {"intake.sqlite", "intake.sqlite-wal", "comms.sqlite"}
    case = year.played.world.studies()[0]
    assert case.reference.encode() in everything
    assert _found_in(stores) == {}


def _outbound(url):
    """Yield what waits for an agency, and leave it there."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        while True:
            method, properties, body = channel.basic_get("outbound")
            if method is None:
                break
            yield properties.content_type, body


def _answers(places):
    return sum(n for place, n in places.items() if place.startswith("deliver.rpc.reply-"))


def _found_in(paths):
    """Return what was found, with the names of the files that hold it."""
    search, found = people(), {}
    for path in paths:
        for hit in search(path.read_bytes()):
            found.setdefault(hit, set()).add(path.name)
    return found
