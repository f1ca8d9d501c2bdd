"""``./redress secrets``: make the passwords of an installation and write them where it reads them.

Everything goes into ``.redress/``, which git ignores. Passwords that exist are kept, so the
command may be repeated. No key that encrypts personal data is made here: each service makes its
own where it runs (``redress-start keys``).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ops.deployables import AGENCIES, DEPLOYABLES, Deployable

Passwords = Mapping[str, str]
Definitions = Callable[[Passwords], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where broker and databases answer in one shape, and how a connection begins and ends."""

    broker: str
    database: str
    scheme: str = "amqp"
    options: str = ""


COMPOSE_HOSTS = Hosts(broker="rabbitmq:5672", database="postgres:5432")
KUBERNETES_HOSTS = Hosts(broker="rabbitmq:5672", database="postgres-rw:5432")


def outside(broker: str | None, database: str | None) -> Hosts:
    """Return where servers answer that others run, as ``HOST`` or ``HOST:PORT``, reached by TLS alone.

    What is not named runs in the cluster.
    """
    hosts = KUBERNETES_HOSTS
    if broker:
        hosts = replace(hosts, broker=_with_port(broker, 5671), scheme="amqps")
    if database:
        hosts = replace(hosts, database=_with_port(database, 5432), options="?sslmode=require")
    return hosts


def _with_port(host: str, port: int) -> str:
    return host if ":" in host else f"{host}:{port}"


def write_compose(folder: Path, definitions: Definitions) -> list[Path]:
    """Write what docker-compose.yml mounts, below ``folder``; returns the files written."""
    passwords = _passwords(folder)
    files = {
        f"env/{one.name}.env": _lines(
            f"{k}={v}" for k, v in _urls(one, passwords, COMPOSE_HOSTS).items()
        )
        for one in DEPLOYABLES
    }
    files["postgres/password"] = passwords["postgres"]
    files["postgres/databases"] = _lines(
        f"{one.database} {passwords['database:' + one.name]}" for one in DEPLOYABLES
    )
    files["rabbitmq/definitions.json"] = _definitions(definitions, passwords)
    for agency in AGENCIES:
        files[f"agencies/{agency}.url"] = _agency_url(agency, passwords)
    written = [_write(folder / name, text) for name, text in files.items()]
    # The containers' own users read what is mounted; the folder itself admits nobody else.
    for path in written:
        path.chmod(0o644)
    return written


def write_kubernetes(
    folder: Path, definitions: Definitions, hosts: Hosts = KUBERNETES_HOSTS
) -> list[Path]:
    """Write every Secret that deploy/k8s refers to as one file to apply; returns its path."""
    passwords = _passwords(folder)
    documents = [
        _secret("rabbitmq-definitions", {"definitions.json": _definitions(definitions, passwords)})
    ]
    for one in DEPLOYABLES:
        urls = _urls(one, passwords, hosts)
        documents.append(
            _secret(f"{one.name}-credentials", {_key(one, k): v for k, v in urls.items()})
        )
        login = {"username": one.database, "password": passwords["database:" + one.name]}
        documents.append(_secret(f"{one.name}-database", login, kind="kubernetes.io/basic-auth"))
    return [_write(folder / "secrets.yaml", yaml.safe_dump_all(documents, sort_keys=False))]


def topology_definitions(passwords: Passwords) -> Mapping[str, Any]:
    """Return the broker's definitions as the topology describes them, with these passwords."""
    from shared.messaging.definitions import definitions
    from shared.messaging.topology import build

    return definitions(passwords, build(AGENCIES))


def broker_users() -> tuple[str, ...]:
    """Return every user of the broker: one per process, one per agency."""
    return (*(one.broker_user for one in DEPLOYABLES), *(f"agency-{a}" for a in AGENCIES))


def _passwords(folder: Path) -> dict[str, str]:
    path = folder / "passwords.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    wanted = ["postgres", *broker_users(), *(f"database:{one.name}" for one in DEPLOYABLES)]
    passwords = {name: known.get(name) or secrets.token_urlsafe(24) for name in wanted}
    _write(path, json.dumps(passwords, indent=1))
    return passwords


def _urls(one: Deployable, passwords: Passwords, hosts: Hosts) -> dict[str, str]:
    broker = f"{hosts.scheme}://{one.broker_user}:{passwords[one.broker_user]}@{hosts.broker}"
    database = f"{one.database}:{passwords['database:' + one.name]}@{hosts.database}"
    address = f"postgresql+psycopg2://{database}/{one.database}{hosts.options}"
    urls = {
        f"{one.prefix}_DATABASE_URL": address,
        f"{one.prefix}_BROKER_URL": f"{broker}/redress",
    }
    if one.agency:
        urls[f"{one.prefix}_AGENCY_BROKER_URL"] = f"{broker}/agency-{one.agency}"
    return urls


def _agency_url(agency: str, passwords: Passwords) -> str:
    user = f"agency-{agency}"
    return f"amqp://{user}:{passwords[user]}@127.0.0.1:5672/{user}\n"


def _definitions(definitions: Definitions, passwords: Passwords) -> str:
    users = {user: passwords[user] for user in broker_users()}
    return json.dumps(definitions(users), indent=1, sort_keys=True)


def _key(one: Deployable, setting: str) -> str:
    return setting.removeprefix(one.prefix + "_").lower().replace("_", "-")


def _secret(name: str, data: Mapping[str, str], *, kind: str = "Opaque") -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": "redress"},
        "type": kind,
        "stringData": dict(data),
    }


def _lines(lines: Any) -> str:
    return "".join(f"{line}\n" for line in lines)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(text)
    return path
