"""Which broker a machine runs: an installed RabbitMQ, else one in a container."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ops.servers.broker import Broker
from ops.servers.container import ContainerNode, Engine
from ops.servers.processes import StartFailed
from ops.servers.rabbitmq import Install, RabbitNode


def private_broker(
    data_dir: Path, *, install: Install | None = None, definitions: dict[str, Any] | None = None
) -> Broker:
    """Return the broker of a data directory, not yet started.

    Raises:
        StartFailed: neither an installed RabbitMQ nor a container engine was found.

    """
    found = install or Install.find()
    if found:
        return RabbitNode(data_dir, install=found, definitions=definitions)
    engine = Engine.find()
    if engine:
        return ContainerNode(data_dir, engine, definitions=definitions)
    raise StartFailed("RabbitMQ is not installed, and no container engine answers")


def running_broker(data_dir: Path) -> Broker:
    """Return the broker that runs in a data directory, started by another process of ours.

    Raises:
        StartFailed: none runs there.

    """
    if (data_dir / "container").exists() and (engine := Engine.find()):
        contained = ContainerNode(data_dir, engine)
        if contained.exists:
            return contained
    return RabbitNode.running_in(data_dir)
