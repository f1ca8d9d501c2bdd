"""Every event, command and RPC method of Redress, found by wire name, and who consumes what.

``catalogue.yaml`` is the readable list; tests hold it, the classes and the handlers to
each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shared.contracts import looking, operating
from shared.contracts.allocation import events as allocation_events
from shared.contracts.allocation import rpc as allocation_rpc
from shared.contracts.base import BusCommand, Event, RpcMethod
from shared.contracts.comms import events as comms_events
from shared.contracts.comms import rpc as comms_rpc
from shared.contracts.feeds import events as feeds_events
from shared.contracts.feeds import office as feeds_office
from shared.contracts.feeds import operating as feeds_operating
from shared.contracts.intake import agencies as intake_agencies
from shared.contracts.intake import amending as intake_amending
from shared.contracts.intake import answering as intake_answering
from shared.contracts.intake import closing as intake_closing
from shared.contracts.intake import commands as intake_commands
from shared.contracts.intake import contact as intake_contact
from shared.contracts.intake import documents as intake_documents
from shared.contracts.intake import entry as intake_entry
from shared.contracts.intake import events as intake_events
from shared.contracts.intake import identity as intake_identity
from shared.contracts.intake import informing as intake_informing
from shared.contracts.intake import joining as intake_joining
from shared.contracts.intake import legal_holds as intake_legal_holds
from shared.contracts.intake import limits as intake_limits
from shared.contracts.intake import routing as intake_routing
from shared.contracts.intake import rpc as intake_rpc
from shared.contracts.intake import searching as intake_searching
from shared.contracts.intake import waiting as intake_waiting
from shared.contracts.reporting import endings as reporting_endings
from shared.contracts.reporting import events as reporting_events
from shared.contracts.reporting import issued as reporting_issued
from shared.contracts.reporting import rpc as reporting_rpc
from shared.contracts.screening import events as screening_events
from shared.contracts.screening import rpc as screening_rpc

HERE = Path(__file__).parent
SERVICES = ("intake", "screening", "allocation", "comms", "reporting")

EVENTS: dict[str, type[Event]] = {
    event.type(): event
    for module in (
        intake_events,
        intake_answering,
        intake_identity,
        screening_events,
        allocation_events,
        comms_events,
        reporting_events,
        feeds_events,
    )
    for event in module.EVENTS
}
COMMANDS: dict[str, type[BusCommand]] = {
    c.type(): c for module in (intake_commands, intake_answering) for c in module.COMMANDS
}
METHODS: dict[str, RpcMethod] = {
    method.routing_key: method
    for module in (
        intake_rpc,
        intake_agencies,
        intake_answering,
        intake_documents,
        intake_entry,
        intake_informing,
        intake_joining,
        intake_legal_holds,
        intake_limits,
        intake_routing,
        intake_searching,
        intake_contact,
        intake_closing,
        intake_amending,
        intake_waiting,
        screening_rpc,
        allocation_rpc,
        comms_rpc,
        reporting_rpc,
        reporting_endings,
        reporting_issued,
        feeds_office,
        feeds_operating,
        looking,
    )
    for method in module.METHODS
} | {method.routing_key: method for service in SERVICES for method in operating.of(service).methods}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one message type."""

    type: str
    description: str
    producer: str
    consumers: tuple[str, ...]


@cache
def catalogue() -> dict[str, Entry]:
    """Return the catalogue by wire type. Raises ``KeyError`` where an entry lacks a field."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "catalogue.yaml").read_text())
    return {
        kind: Entry(kind, row["description"], row["producer"], tuple(row["consumers"]))
        for kind, row in raw.items()
    }


def types_for(consumer: str) -> tuple[str, ...]:
    """Return the event and command types that a consumer (``comms``, ``feeds-mps``) takes."""
    family = "feeds" if consumer.startswith("feeds-") else consumer
    return tuple(sorted(t for t, entry in catalogue().items() if family in entry.consumers))
