"""Which images stand in for installed servers: those of docker-compose.yml, so that none differs."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

import yaml

COMPOSE = Path(__file__).resolve().parents[2] / "docker-compose.yml"

BROKER_SETTINGS = (
    "listeners.tcp.default = 5672",
    "loopback_users.guest = true",
    "disk_free_limit.absolute = 64MB",
    "raft.wal_max_size_bytes = 64000000",
    "default_queue_type = quorum",
    "log.console.level = info",
)


def pinned(service: str) -> str:
    """Return the image of a server in docker-compose.yml, with its version."""
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    return str(services[service]["image"])


def administrator(password: str) -> tuple[str, ...]:
    """Return the settings that make ``admin`` on a broker's first start."""
    return (
        "default_user = admin",
        f"default_pass = {password}",
        "default_user_tags.administrator = true",
    )


def broker_files(settings: tuple[str, ...], *, management: bool) -> dict[str, str]:
    """Return what is put into a RabbitMQ container before it starts, by path."""
    plugins = "[rabbitmq_management]." if management else "[]."
    return {
        "etc/rabbitmq/conf.d/90-redress.conf": "\n".join((*BROKER_SETTINGS, *settings)) + "\n",
        "etc/rabbitmq/enabled_plugins": plugins,
    }


def archive(files: Mapping[str, str]) -> bytes:
    """Return the files as the tar that an engine unpacks at a container's root."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(text.encode()), 0o644
            tar.addfile(entry, io.BytesIO(text.encode()))
    return sink.getvalue()
