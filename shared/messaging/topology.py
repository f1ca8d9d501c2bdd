"""The broker as data: virtual hosts, exchanges, queues, bindings, users and what each may do.

One description, two readers: ``declare`` (over an AMQP channel) and ``definitions.definitions``
(RabbitMQ's own JSON, which the laptop, compose and the cluster load). Which agencies there are is
the caller's to say: whoever has an agreement. Works on RabbitMQ 3.10 and 4.x.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shared.contracts.registry import SERVICES, types_for
from shared.messaging.fates import RETRY_DELAYS_MS

INTERNAL_VHOST = "redress"
EVENTS, COMMANDS = "redress.events", "redress.commands"
RETRY, DEAD, RPC = "redress.retry", "redress.dead", "nameko-rpc"
DELIVERY_LIMIT = 50
INBOUND_MAX = 100_000
NOTHING = "^$"
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One durable exchange."""

    vhost: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Queue:
    """One durable queue."""

    vhost: str
    name: str
    arguments: tuple[tuple[str, str | int], ...] = (("x-queue-type", "quorum"),)


@dataclass(frozen=True, slots=True)
class Binding:
    """What a queue gets of an exchange."""

    vhost: str
    source: str
    queue: str
    routing_key: str


@dataclass(frozen=True, slots=True)
class Permission:
    """What a user may configure, write and read in a virtual host."""

    vhost: str
    user: str
    write: str
    read: str
    configure: str = NOTHING


@dataclass(frozen=True, slots=True)
class TopicPermission:
    """Which routing keys a user may write to, and bind on, a topic exchange."""

    vhost: str
    user: str
    exchange: str
    write: str
    read: str = NOTHING


@dataclass(frozen=True, slots=True)
class Topology:
    """The whole of it."""

    vhosts: tuple[str, ...]
    users: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    queues: tuple[Queue, ...]
    bindings: tuple[Binding, ...]
    permissions: tuple[Permission, ...]
    topic_permissions: tuple[TopicPermission, ...]


def consumers(agencies: Sequence[str]) -> tuple[str, ...]:
    """Return every consumer of the internal bus, by the name of its queue's owner."""
    return (*SERVICES, *(f"feeds-{agency}" for agency in agencies))


def broker_user(consumer: str) -> str:
    """Return the broker user of a consumer (``feeds-mps`` signs in as ``feed-mps``)."""
    return consumer.replace("feeds-", "feed-", 1) if consumer.startswith("feeds-") else consumer


def build(agencies: Sequence[str], *, vhost: str = INTERNAL_VHOST) -> Topology:
    """Describe the broker for these agencies; ``vhost`` names the internal virtual host."""
    queues, bindings = _internal_queues(agencies, vhost)
    for agency in agencies:
        queues += _agency_queues(agency)
        bindings += _agency_bindings(agency)
    own = [broker_user(name) for name in consumers(agencies)]
    return Topology(
        vhosts=(vhost, *(f"agency-{agency}" for agency in agencies)),
        users=(*own, "gateway", *(f"agency-{agency}" for agency in agencies)),
        exchanges=tuple(_exchanges(agencies, vhost)),
        queues=tuple(queues),
        bindings=tuple(bindings),
        permissions=tuple(_permissions(agencies, vhost)),
        topic_permissions=tuple(_topic_permissions(agencies, vhost)),
    )


def _exchanges(agencies: Sequence[str], vhost: str) -> Iterator[Exchange]:
    for name in (EVENTS, COMMANDS, RETRY, RPC):
        yield Exchange(vhost, name, "topic")
    yield Exchange(vhost, DEAD, "direct")
    for agency in agencies:
        for name in ("to-redress", "from-redress", "dead"):
            yield Exchange(f"agency-{agency}", name, "direct")


def _internal_queues(agencies: Sequence[str], vhost: str) -> tuple[list[Queue], list[Binding]]:
    queues: list[Queue] = []
    bindings: list[Binding] = []
    for consumer in consumers(agencies):
        main = f"{consumer}.events"
        queues.append(Queue(vhost, main, _safe(DEAD, main, ("x-delivery-limit", DELIVERY_LIMIT))))
        queues.append(Queue(vhost, f"{main}.dead"))
        bindings.append(Binding(vhost, DEAD, f"{main}.dead", main))
        bindings += [
            Binding(vhost, COMMANDS if _is_command(kind, consumer) else EVENTS, main, kind)
            for kind in types_for(consumer)
        ]
        bindings.append(Binding(vhost, COMMANDS, main, f"{consumer}.#"))
        for delay in RETRY_DELAYS_MS:
            name = f"{main}.retry.{delay}"
            queues.append(Queue(vhost, name, _safe("", main, ("x-message-ttl", delay))))
            bindings.append(Binding(vhost, RETRY, name, name))
        queues.append(Queue(vhost, f"rpc-{consumer}", (("x-queue-type", "classic"),)))
        bindings.append(Binding(vhost, RPC, f"rpc-{consumer}", f"{consumer}.*"))
    return queues, bindings


def _safe(exchange: str, key: str, *more: tuple[str, int]) -> tuple[tuple[str, str | int], ...]:
    """Arguments of a quorum queue whose dead letters are moved at least once, never dropped."""
    return (
        ("x-queue-type", "quorum"),
        ("x-dead-letter-exchange", exchange),
        ("x-dead-letter-routing-key", key),
        ("x-dead-letter-strategy", "at-least-once"),
        ("x-overflow", "reject-publish"),
        *more,
    )


def _is_command(kind: str, consumer: str) -> bool:
    return kind.startswith(f"{consumer}.")


def _agency_queues(agency: str) -> list[Queue]:
    vhost = f"agency-{agency}"
    limits = (("x-max-length", INBOUND_MAX), ("x-delivery-limit", DELIVERY_LIMIT))
    return [
        Queue(vhost, "inbound", _safe("dead", "inbound", *limits)),
        Queue(vhost, "inbound.dead"),
        Queue(vhost, "outbound"),
    ]


def _agency_bindings(agency: str) -> list[Binding]:
    vhost = f"agency-{agency}"
    return [
        Binding(vhost, "to-redress", "inbound", "inbound"),
        Binding(vhost, "dead", "inbound.dead", "inbound"),
        Binding(vhost, "from-redress", "outbound", "outbound"),
    ]


def _permissions(agencies: Sequence[str], vhost: str) -> Iterator[Permission]:
    for consumer in consumers(agencies):
        user = broker_user(consumer)
        own, reply = _quoted(f"{consumer}.events"), rf"rpc\.reply-{user}-.*"
        to = r"redress\.(events|commands|retry)|nameko-rpc"
        yield Permission(
            vhost,
            user,
            configure=f"^{reply}$",
            write=f"^({to}|{reply})$",
            read=rf"^({own}(\.dead)?|rpc-{consumer}|nameko-rpc|{reply})$",
        )
    reply = r"rpc\.reply-gateway-.*"
    yield Permission(
        vhost,
        "gateway",
        configure=f"^{reply}$",
        write=f"^(nameko-rpc|{reply})$",
        read=f"^(nameko-rpc|{reply})$",
    )
    for agency in agencies:
        place = f"agency-{agency}"
        yield Permission(place, place, write="^to-redress$", read="^outbound$")
        yield Permission(
            place, f"feed-{agency}", write="^from-redress$", read=r"^inbound(\.dead)?$"
        )


def _topic_permissions(agencies: Sequence[str], vhost: str) -> Iterator[TopicPermission]:
    services = "|".join(SERVICES)
    for consumer in consumers(agencies):
        user = broker_user(consumer)
        says = "feeds" if consumer.startswith("feeds-") else consumer
        yield TopicPermission(vhost, user, EVENTS, write=rf"^{says}\..*")
        yield TopicPermission(vhost, user, COMMANDS, write=rf"^({services})\..*")
        yield TopicPermission(
            vhost, user, RETRY, write=rf"^{_quoted(consumer)}\.events\.retry\.[0-9]+$"
        )
        yield _rpc_permission(vhost, user, SERVICES)
    yield _rpc_permission(vhost, "gateway", consumers(agencies))


def _rpc_permission(vhost: str, user: str, may_ask: Sequence[str]) -> TopicPermission:
    """Ask those and answer any caller; bind only a reply address, never others' requests.

    Of a feed only the gateway may ask: neither another agency's feed nor a service of the house.
    """
    services = "|".join(may_ask)
    return TopicPermission(
        vhost, user, RPC, write=rf"^(({services})\.[a-z_]+|{_UUID})$", read=f"^{_UUID}$"
    )


def _quoted(text: str) -> str:
    return text.replace(".", r"\.")


def declare(channel: Any, topology: Topology, *, vhost: str = INTERNAL_VHOST) -> None:
    """Declare one virtual host's exchanges, queues and bindings; repeating changes nothing.

    ``channel`` is py-amqp's, of a user who may configure everything there.
    """
    for exchange in topology.exchanges:
        if exchange.vhost == vhost:
            channel.exchange_declare(exchange.name, exchange.type, durable=True, auto_delete=False)
    for queue in topology.queues:
        if queue.vhost == vhost:
            channel.queue_declare(
                queue.name, durable=True, auto_delete=False, arguments=dict(queue.arguments)
            )
    for binding in topology.bindings:
        if binding.vhost == vhost:
            channel.queue_bind(binding.queue, binding.source, binding.routing_key)
