"""The topology as RabbitMQ's definitions JSON: what every shape loads when its broker starts.

Import adds and changes, and removes nothing: what the topology no longer names stays until an
operator deletes it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from shared.messaging.topology import INBOUND_MAX, Binding, Exchange, Queue, Topology

AGENCY_MAX_BYTES = 512 * 1024 * 1024


def definitions(passwords: Mapping[str, str], topology: Topology) -> dict[str, Any]:
    """Return RabbitMQ's definitions JSON, with a salted hash of each user's password.

    Users without a password are left out, and so are their permissions.
    """
    known = [user for user in topology.users if user in passwords]
    agencies = [vhost for vhost in topology.vhosts if vhost.startswith("agency-")]
    return {
        "vhosts": [{"name": name} for name in topology.vhosts],
        "users": [_user(name, passwords[name]) for name in known],
        "permissions": [asdict(one) for one in topology.permissions if one.user in known],
        "topic_permissions": [
            asdict(one) for one in topology.topic_permissions if one.user in known
        ],
        "exchanges": [_exchange(exchange) for exchange in topology.exchanges],
        "queues": [_queue(queue) for queue in topology.queues],
        "bindings": [_binding(binding) for binding in topology.bindings],
        "policies": [_policy(vhost) for vhost in agencies],
        "parameters": [limit for vhost in agencies for limit in _limits(vhost)],
        "global_parameters": [],
    }


def password_hash(password: str, salt: bytes | None = None) -> str:
    """Return RabbitMQ's salted SHA-256 form of a password."""
    salt = salt or secrets.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _user(name: str, password: str) -> dict[str, Any]:
    agency = name.startswith("agency-")
    return {
        "name": name,
        "password_hash": password_hash(password),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
        "limits": {"max-connections": 10, "max-channels": 50} if agency else {},
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "name": exchange.name,
        "vhost": exchange.vhost,
        "type": exchange.type,
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def _queue(queue: Queue) -> dict[str, Any]:
    return {
        "name": queue.name,
        "vhost": queue.vhost,
        "durable": True,
        "auto_delete": False,
        "arguments": dict(queue.arguments),
    }


def _binding(binding: Binding) -> dict[str, Any]:
    return {
        "source": binding.source,
        "vhost": binding.vhost,
        "destination": binding.queue,
        "destination_type": "queue",
        "routing_key": binding.routing_key,
        "arguments": {},
    }


def _limits(vhost: str) -> Iterator[dict[str, Any]]:
    """What caps an agency whatever it declares: bytes in its queues, connections, queues."""
    yield {
        "vhost": vhost,
        "component": "operator_policy",
        "name": "agency-cap",
        "value": {
            "pattern": "^(inbound|outbound)$",
            "apply-to": "queues",
            "priority": 10,
            "definition": {"max-length-bytes": AGENCY_MAX_BYTES},
        },
    }
    yield {
        "vhost": vhost,
        "component": "vhost-limits",
        "name": "limits",
        "value": {"max-connections": 20, "max-queues": 3},
    }


def _policy(vhost: str) -> dict[str, Any]:
    return {
        "vhost": vhost,
        "name": "outbound-cap",
        "pattern": "^outbound$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {"max-length": INBOUND_MAX, "overflow": "reject-publish"},
    }
