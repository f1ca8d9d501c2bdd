"""The feed with a real broker: receipt, refusals, duplicates, and what the agency's user may do."""

import json
from base64 import b64encode
from pathlib import Path
from uuid import UUID, uuid4

import pika
import pytest
from click.testing import CliRunner

from ops.deployables import AGENCIES
from ops.feed import feed_command
from ops.publish import publish, publish_command
from services.feeds.access import ACCESS
from services.feeds.bootstrap import build, feed_of
from services.feeds.boundary import SEALED, sealing_context
from services.feeds.outbound import Telling, tell
from services.feeds.tending import tend
from services.gateway.backoffice import BusBackoffice, Call
from shared.contracts.codes import Outcome
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.events import CaseClosedV1, ReferralReceivedV1
from shared.kernel.errors import NotFound, NotPermitted, Refused
from shared.kernel.ids import SystemIds
from shared.messaging import topology
from shared.messaging.context import Context
from shared.messaging.definitions import definitions
from shared.messaging.host import Host
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.messaging.runtime import Assembly, Runtime
from shared.observability.metrics import REGISTRY
from shared.security.actors import Actor, ActorKind, Role
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.security.sealing import SealingKey
from shared.store.engine import Store
from shared.store.migrations import upgrade
from shared.testing.fakes import FixedClock
from tests.support.eventually import eventually

SAMPLE = Path("services/feeds/agencies/mps/samples/referral.json")
USERS = ("feed-mps", "intake", "agency-mps", "reporting", "gateway")


class House:
    """A broker with the real topology, the mps feed, and intake reduced to taking referrals."""

    def __init__(self, node, folder, monkeypatch):
        self.node = node
        self.passwords = {user: uuid4().hex for user in USERS}
        node.load_definitions(definitions(self.passwords, topology.build(AGENCIES)))
        self.folder = folder
        for name in ("feeds-mps", "intake", "gateway"):
            create_service_keys(folder / "keys" / name, folder / "keys" / "public", name)
        monkeypatch.setenv("REDRESS_DATA_DIR", str(folder))
        monkeypatch.setenv("FEED_MPS_BROKER_URL", self.url("feed-mps", "redress"))
        monkeypatch.setenv("FEED_MPS_AGENCY_BROKER_URL", self.url("feed-mps", "agency-mps"))
        self.taken = []
        upgrade(f"sqlite:///{folder}/feeds-mps.sqlite", "feeds")
        upgrade(f"sqlite:///{folder}/intake.sqlite", "feeds")  # only the shared tables are used
        self.intake = Host(self._intake())
        self.feed = build("mps", clock=FixedClock())
        self.intake.start()
        self.feed.start()
        gateway = ServiceKeys.load(folder / "keys/gateway", folder / "keys/public", "gateway")
        self.client = RpcClient(self.url("gateway", "redress"), gateway)
        self.services = BusBackoffice(self.client, gateway.publics)

    def url(self, user, vhost):
        return self.node.url(user, self.passwords[user], vhost)

    @property
    def agency(self):
        return self.url("agency-mps", "agency-mps")

    def ask(self, method, request, role=Role.SERVICE_MANAGER, key=None):
        """Ask as the gateway asks for somebody who signed in."""
        actor = Actor("staff-1", ActorKind.STAFF, frozenset({role}), None, "gateway")
        return self.services.ask(Call(method, request, actor, key))

    def stop(self):
        self.client.close()
        self.feed.stop()
        self.intake.stop()

    def send(self, body, **more):
        answered = publish(self.agency, body, **more)
        assert answered is not None, "no answer came"
        return answered

    def close_case(self, case_id):
        with self.intake.assembly.runtime.transaction(Context.of_system("intake")) as uow:
            uow.announce(
                CaseClosedV1(
                    case_id=case_id,
                    primary_outcome=Outcome.LETTER_DELIVERED,
                    positive=True,
                    completed=True,
                    closed_at=uow.now(),
                )
            )

    def _intake(self):
        runtime = Runtime(
            service="intake",
            store=Store.open(f"sqlite:///{self.folder}/intake.sqlite", service="intake"),
            keys=ServiceKeys.load(
                self.folder / "keys" / "intake", self.folder / "keys" / "public", "intake"
            ),
            broker_url=self.url("intake", "redress"),
            clock=FixedClock(),
            ids=SystemIds(),
        )
        reactions = Reactions()
        reactions.command(ReceiveReferralV1)(self._take)
        return Assembly(runtime=runtime, reactions=reactions, serves=Serves(), access={})

    def _take(self, uow, command, envelope):
        self.taken.append((command, uow.actor))
        submission = command.submission
        uow.announce(
            ReferralReceivedV1(
                referral_id=uow.ids.new(),
                case_id=UUID(int=len(self.taken)),
                reference=f"RJ-1907-{len(self.taken):05d}",
                opened_case=True,
                initiated_by=submission.initiated_by,
                source=submission.source,
                channel=submission.channel,
                agency=command.agency,
                feed_message_id=command.feed_message_id,
                received_at=command.received_at,
                enhanced_priority=False,
                crime_types=submission.offence.crime_types,
                strands=(),
            )
        )


@pytest.fixture(scope="module")
def house(broker, tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = House(broker, tmp_path_factory.mktemp("house"), monkeypatch)
        yield made
        made.stop()


def test_a_published_referral_gets_a_receipt_with_our_reference(house):
    answered = house.send(SAMPLE.read_bytes())
    assert answered.accepted
    assert answered.content["reference"].startswith("RJ-1907-")
    command, actor = house.taken[-1]
    assert command.agency == "mps"
    assert actor.organisation == "mps"


def test_the_same_message_twice_is_one_referral_and_the_same_receipt(house):
    first = house.send(SAMPLE.read_bytes(), message_id="twice-1")
    before = len(house.taken)
    second = house.send(SAMPLE.read_bytes(), message_id="twice-1")
    assert second.content == first.content
    assert len(house.taken) == before


@pytest.mark.parametrize(
    ("body", "content_type", "fault"),
    [
        (b"not json", "application/json", ("message", "unparseable")),
        (b" " * (1024 * 1024 + 1), "application/json", ("message", "too-large")),
        (b"{}", "text/plain", ("content_type", "not-accepted")),
        (b'{"form": "RJ9"}', "application/json", ("form", "invalid")),
    ],
)
def test_bad_input_is_refused_with_its_fault(house, body, content_type, fault):
    answered = house.send(body, content_type=content_type)
    assert answered.content["kind"] == "refusal"
    assert fault in {(f["field"], f["code"]) for f in answered.content["faults"]}


@pytest.mark.requirement("INT-14")
@pytest.mark.parametrize("sample", ["bad_many_faults.json", "bad_answer.json"])
def test_what_is_published_by_command_is_refused_in_the_sentences_of_the_check(
    house, tmp_path, sample
):
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies" / "mps.url").write_text(house.agency)
    file = str(SAMPLE.with_name(sample))
    day = FixedClock().today().isoformat()

    checked = CliRunner().invoke(feed_command, ["check", "--agency", "mps", "--on", day, file])
    sent = CliRunner().invoke(
        publish_command, ["--agency", "mps", "--data-dir", str(tmp_path), file]
    )

    sentences = [line for line in checked.output.splitlines() if line.startswith("  ")]
    assert sent.exit_code == 1
    assert sent.output.startswith("refused")
    assert len(sentences) >= 2
    assert [line for line in sent.output.splitlines() if line.startswith("  ")] == sentences


def test_the_agency_is_told_the_outcome_of_a_closed_case(house):
    answered = house.send(SAMPLE.read_bytes(), message_id="to-be-closed")
    house.close_case(UUID(int=len(house.taken)))
    told = eventually(lambda: outcome_for(house, answered.content["reference"]))
    assert told["outcome"] == "letter_delivered"
    assert told["your_reference"] == "to-be-closed"


@pytest.mark.requirement("CON-08")
def test_what_names_a_person_waits_until_the_agency_gave_its_key(house):
    desk, theirs, secret = house.feed.desk, SealingKey.generate(), "Testperson-Waiting"
    runtime, feed = desk._runtime, desk._feed
    facts = {"reference": "RJ-1", "person.family_name": secret, "asked": "find_person"}
    person = runtime.ids.new()
    with runtime.transaction(Context.of_system(runtime.service)) as uow:
        assert tell(uow, feed.book, feed.keys, Telling("request", facts, person_id=person))

    # An answer that was queued after it goes out at once.
    assert house.send(SAMPLE.read_bytes()).accepted
    tend(runtime, feed)
    waiting = REGISTRY.metric("feed_answers_waiting_for_key")
    assert waiting.labels(service="feeds-mps", agency="mps")._value.get() == 1

    key = b64encode(theirs.public).decode()
    desk._feed = feed_of("mps", runtime.keys, key)
    body = eventually(lambda: sealed_for(house))
    assert secret.encode() not in body
    opened = json.loads(theirs.open(body, sealing_context("mps")))
    assert opened["person"]["family_name"] == secret


def sealed_for(house):
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        _, properties, body = connection.channel().basic_get("outbound", auto_ack=True)
        return body if properties and properties.content_type == SEALED else None


def test_a_message_that_breaks_our_translation_is_refused_and_stops_nobody(house, monkeypatch):
    def break_it(form, today):
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr("services.feeds.agencies.mps.translate.faults", break_it)
        answered = house.send(SAMPLE.read_bytes())
    assert answered.content["faults"] == [{"field": "message", "code": "cannot-be-processed"}]
    assert house.send(SAMPLE.read_bytes()).accepted


@pytest.mark.parametrize(
    "odd",
    [
        {"message_id": b"\xff\xfe"},
        {"message_id": "a\x00b"},
        {"message_id": "x" * 255},
        {"content_type": b"application/\xff"},
        {
            "content_type": "application/json",
            "message_id": "odd-1",
            "correlation_id": b"\xe2" * 255,
        },
    ],
)
def test_properties_that_are_no_text_are_turned_away_and_stop_nobody(house, odd):
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        properties = pika.BasicProperties(**{"content_type": "application/json", **odd})
        channel.basic_publish("to-redress", "inbound", b"{}", properties, mandatory=True)

    refused = eventually(lambda: next_refusal(house), saying="it is refused")
    assert refused["faults"]
    assert house.send(SAMPLE.read_bytes()).accepted


def next_refusal(house):
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        _, _, body = connection.channel().basic_get("outbound", auto_ack=True)
        content = json.loads(body) if body else {}
        return content if content.get("kind") == "refusal" else None


def outcome_for(house, reference):
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        channel = connection.channel()
        method, _, body = channel.basic_get("outbound", auto_ack=True)
        if method is None:
            return None
        content = json.loads(body)
        right = content.get("kind") == "outcome" and content["reference"] == reference
        return content if right else None


@pytest.mark.parametrize(
    "attempt",
    [
        lambda c: c.basic_get("inbound"),
        lambda c: c.queue_declare("own-queue"),
        lambda c: c.exchange_declare("own-exchange"),
        lambda c: c.queue_purge("inbound"),
        lambda c: c.queue_delete("outbound"),
        lambda c: c.queue_bind("outbound", "to-redress", "x"),
        lambda c: (c.confirm_delivery(), c.basic_publish("from-redress", "outbound", b"x")),
        lambda c: (c.confirm_delivery(), c.basic_publish("", "inbound", b"x")),
        lambda c: (
            c.confirm_delivery(),
            c.basic_publish(
                "to-redress", "inbound", b"x", pika.BasicProperties(user_id="agency-other")
            ),
        ),
    ],
)
def test_the_agencys_user_can_do_nothing_else_in_its_own_virtual_host(house, attempt):
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        channel = connection.channel()
        with pytest.raises(pika.exceptions.ChannelClosedByBroker) as closed:
            attempt(channel)
        assert closed.value.reply_code in (403, 406)


@pytest.mark.parametrize("vhost", ["redress", "agency-victim_support", "/"])
def test_the_agencys_user_cannot_enter_another_virtual_host(house, vhost):
    with pytest.raises(pika.exceptions.ProbableAccessDeniedError, match="530"):
        pika.BlockingConnection(pika.URLParameters(house.url("agency-mps", vhost)))


@pytest.mark.requirement("PTR-27", "PTR-28")
def test_an_agencys_own_feed_answers_staff_over_the_bus(house):
    told = house.ask(office.AGREEMENTS, terms.AskAgreements(agency="mps"), Role.FACILITATOR)
    log = house.ask(office.DISCLOSURES, office.AskDisclosures(agency="mps"), Role.AUDITOR)

    assert told.agreements[0].agreement == "mps"
    assert log.entries
    assert house.services.agencies() == ("mps",)


@pytest.mark.requirement("ALL-08")
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_a_feed_decides_again_who_may_ask_it_what(house, role):
    asked = {
        office.AGREEMENTS: terms.AskAgreements(agency="mps"),
        office.DISCLOSURES: office.AskDisclosures(agency="mps"),
        office.QUARANTINE: office.ListQuarantined(agency="mps"),
    }
    for method, request in asked.items():
        if role in ACCESS[method.name]:
            assert house.ask(method, request, role)
        else:
            with pytest.raises(NotPermitted, match="role-may-not"):
                house.ask(method, request, role)


def test_an_agency_without_a_feed_is_not_there(house):
    with pytest.raises(NotFound, match="agency-unknown"):
        house.ask(office.AGREEMENTS, terms.AskAgreements(agency="nobody"))


@pytest.mark.requirement("PTR-33", "INT-08")
def test_a_held_message_is_corrected_and_released_once_however_often_it_is_asked(house):
    wrong = json.loads(SAMPLE.read_text())
    del wrong["officer"]["name"]
    message_id = f"held-{uuid4().hex}"
    assert house.send(json.dumps(wrong).encode(), message_id=message_id).content["held_for_staff"]
    held = house.ask(office.QUARANTINE, office.ListQuarantined(agency="mps")).messages
    (one,) = [message for message in held if message.message_id == message_id]
    assert [fault.field for fault in one.faults] == ["officer.name"]
    order = office.ReleaseQuarantined(
        agency="mps",
        feed_message_id=one.feed_message_id,
        corrections=(office.Correction(field="officer.name", value="Officer Testperson"),),
        reason="rang the officer",
    )
    before = len(house.taken)

    first = house.ask(office.RELEASE_QUARANTINED, order, Role.CASE_COORDINATOR, key="held-1")
    again = house.ask(office.RELEASE_QUARANTINED, order, Role.CASE_COORDINATOR, key="held-1")

    assert first == again
    assert first.corrected == ("officer.name",)
    eventually(lambda: len(house.taken) > before, saying="intake has it")
    command, actor = house.taken[-1]
    assert command.submission.referrer_name.startswith("Officer Testperson")
    assert actor.organisation == "mps"
    with pytest.raises(Refused, match="settled-already"):
        house.ask(office.RELEASE_QUARANTINED, order, Role.CASE_COORDINATOR, key="held-2")
    assert len(house.taken) == before + 1
