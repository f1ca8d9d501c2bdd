"""TLS with client certificates: who signs in is who the certificate names, with no password."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pika
import pytest
from sqlalchemy import select

from ops.deployables import AGENCIES
from ops.servers.ports import free_port
from ops.servers.rabbitmq import RabbitNode
from services.feeds.address import parameters
from shared.messaging.connection import BROKER_FAULTS, connect
from shared.messaging.definitions import definitions
from shared.messaging.tables import outbox
from shared.messaging.topology import build
from tests.messaging.certificates import Authority
from tests.messaging.conftest import Bus, case_opened, effects_of, listening, speaking
from tests.support.eventually import eventually

TOPOLOGY = build(AGENCIES)
# No client is asked for a password here; RabbitMQ wants each user to have one all the same.
PASSWORDS = {user: uuid4().hex for user in TOPOLOGY.users}


@dataclass
class TlsBroker:
    """A node that takes nobody without a certificate of its authority."""

    node: RabbitNode
    authority: Authority
    port: int

    def url(self, user: str, vhost: str = "redress", host: str = "localhost", **more: str) -> str:
        names = {"cacertfile": str(self.authority.certificate), "auth": "external"}
        if "certfile" not in more and user:
            certificate, key = self.authority.issue(user)
            names |= {"certfile": str(certificate), "keyfile": str(key)}
        return f"amqps://{host}:{self.port}/{vhost}?{urlencode(names | more)}"


@pytest.fixture(scope="module")
def tls(brokers, tmp_path_factory):
    node = brokers.private()
    authority = Authority(node.data_dir / "certificates")
    certificate, key = authority.issue("localhost", server=True)
    port = free_port()
    inside = node.install.inside
    node.plugins = ("rabbitmq_auth_mechanism_ssl",)
    node.more_settings = (
        f"listeners.ssl.1 = 127.0.0.1:{port}",
        f"ssl_options.cacertfile = {inside(authority.certificate)}",
        f"ssl_options.certfile = {inside(certificate)}",
        f"ssl_options.keyfile = {inside(key)}",
        "ssl_options.verify = verify_peer",
        "ssl_options.fail_if_no_peer_cert = true",
        "auth_mechanisms.1 = EXTERNAL",
        "auth_mechanisms.2 = PLAIN",
        "ssl_cert_login_from = common_name",
    )
    node.start()
    node.load_definitions(definitions(PASSWORDS, TOPOLOGY))
    yield TlsBroker(node, authority, port)
    node.stop()


@pytest.fixture
def bus(tls, tmp_path: Path):
    made = Bus(tls.url("intake"), "redress", tmp_path, tls.node)
    yield made
    for host in made.hosts:
        host.stop(3)


def test_services_work_over_tls_as_whom_their_certificates_name(tls, bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    screening.broker_url = tls.url("screening")
    bus.start(speaking(intake))
    bus.start(listening(screening))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4(), "by certificate"))

    eventually(lambda: [note for _, note in effects_of(screening)] == ["by certificate"])
    known = {(one["user"], one["ssl"]) for one in listed(tls, 3)}
    assert known == {("intake", True), ("screening", True)}


def listed(tls, at_least: int) -> list[dict]:
    """The broker's connections, once its statistics show them."""
    return eventually(
        lambda: (found := tls.node.api("GET", "connections")) and len(found) >= at_least and found,
        within_s=60,
    )


def test_a_certificate_gives_its_own_rights_and_no_others(tls, bus: Bus):
    """Screening's certificate at intake's place: what intake says is refused, and stays unsent."""
    intake = bus.runtime("intake")
    intake.broker_url = tls.url("screening")
    host = bus.start(speaking(intake))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))

    eventually(lambda: not host.relay.healthy and host.relay._size == 1)
    with intake.store.reading() as connection:
        assert list(connection.execute(select(outbox.c.sent_at)).scalars()) == [None]


def test_an_agency_signs_in_by_certificate_and_reaches_its_own_place_only(tls):
    with pika.BlockingConnection(parameters(tls.url("agency-mps", "agency-mps"))) as agency:
        channel = agency.channel()
        channel.confirm_delivery()
        channel.basic_publish("to-redress", "inbound", b"{}", mandatory=True)
    with pika.BlockingConnection(parameters(tls.url("feed-mps", "agency-mps"))) as ours:
        method, _, body = ours.channel().basic_get("inbound", auto_ack=True)
    assert (method.routing_key, body) == ("inbound", b"{}")

    for vhost in ("redress", "agency-victim_support"):
        with pytest.raises(pika.exceptions.AMQPConnectionError):
            pika.BlockingConnection(parameters(tls.url("agency-mps", vhost)))


def test_nobody_enters_without_a_certificate_of_our_authority(tls, tmp_path):
    stranger = Authority(tmp_path, "Somebody Else")
    certificate, key = stranger.issue("intake")
    forged = tls.url("intake", certfile=str(certificate), keyfile=str(key))
    expired, old_key = tls.authority.issue("gateway", days=-1)
    late = tls.url("gateway", certfile=str(expired), keyfile=str(old_key))
    unknown = tls.url("nobody-we-know")

    for url in (forged, late, unknown, tls.url("")):
        with pytest.raises(BROKER_FAULTS):
            connect(url, name="stranger").channel()


def test_we_do_not_speak_to_a_broker_that_cannot_prove_its_name(tls, tmp_path):
    other = Authority(tmp_path, "Somebody Else")

    with pytest.raises(BROKER_FAULTS, match=r"(?i)certificate"):
        connect(tls.url("intake", cacertfile=str(other.certificate)), name="intake")
    with pytest.raises(BROKER_FAULTS, match=r"(?i)hostname|certificate"):
        connect(tls.url("intake", host="127.0.0.1"), name="intake")
