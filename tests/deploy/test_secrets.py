"""What `./redress secrets` writes is all that the two shapes refer to."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import make_url

from ops import manifests, secrets
from ops.deployables import DEPLOYABLES
from ops.kustomize import Resource, containers, pod_spec
from shared.messaging.connection import BrokerAddress


def _definitions(passwords: Mapping[str, str]) -> dict[str, Any]:
    return {"users": sorted(passwords)}


def test_every_file_that_compose_mounts_from_the_secret_folder_is_written(tmp_path: Path) -> None:
    written = {
        p.relative_to(tmp_path).as_posix() for p in secrets.write_compose(tmp_path, _definitions)
    }
    text = manifests.compose()
    named = [s["file"] for s in text["secrets"].values()]
    named += [f for service in text["services"].values() for f in service.get("env_file", ())]
    assert named
    for name in named:
        assert name.removeprefix("./.redress/compose/") in written
    assert "rabbitmq/definitions.json" in written


def test_every_secret_that_the_cluster_refers_to_is_written(
    tmp_path: Path, rendered: list[Resource]
) -> None:
    (path,) = secrets.write_kubernetes(tmp_path, _definitions)
    held = {
        s["metadata"]["name"]: set(s["stringData"]) for s in yaml.safe_load_all(path.read_text())
    }
    for workload in (r for r in rendered if pod_spec(r)):
        for container in containers(workload):
            for setting in container["env"]:
                if reference := setting.get("valueFrom", {}).get("secretKeyRef"):
                    assert reference["key"] in held[reference["name"]]
    for one in DEPLOYABLES:
        assert held[f"{one.name}-database"] == {"username", "password"}
    assert "rabbitmq-definitions" in held


def test_passwords_are_kept_when_the_command_is_repeated(tmp_path: Path) -> None:
    secrets.write_compose(tmp_path, _definitions)
    first = (tmp_path / "env/intake.env").read_text()
    secrets.write_compose(tmp_path, _definitions)
    assert (tmp_path / "env/intake.env").read_text() == first


def test_no_two_users_share_a_password(tmp_path: Path) -> None:
    secrets.write_compose(tmp_path, _definitions)
    passwords = json.loads((tmp_path / "passwords.json").read_text())
    databases, administrators = len(DEPLOYABLES), 1
    expected = len(secrets.broker_users()) + databases + administrators
    assert len(set(passwords.values())) == len(passwords) == expected


def test_the_list_of_passwords_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    secrets.write_compose(tmp_path, _definitions)
    assert (tmp_path / "passwords.json").stat().st_mode & 0o777 == 0o600


def test_the_secret_folder_is_ignored_by_git() -> None:
    assert ".redress/" in (manifests.ROOT / ".gitignore").read_text().splitlines()


def test_the_broker_knows_every_user_that_the_shapes_sign_in_as(tmp_path: Path) -> None:
    secrets.write_compose(tmp_path, secrets.topology_definitions)
    definitions = json.loads((tmp_path / "rabbitmq/definitions.json").read_text())
    assert {user["name"] for user in definitions["users"]} == set(secrets.broker_users())
    queues = [q for q in definitions["queues"] if q["name"].endswith(".events")]
    assert {q["arguments"]["x-queue-type"] for q in queues} == {"quorum"}
    passwords = json.loads((tmp_path / "passwords.json").read_text())
    text = json.dumps(definitions)
    assert not [name for name, password in passwords.items() if password in text]


def test_servers_outside_the_cluster_are_reached_by_tls_under_the_same_names(
    tmp_path: Path,
) -> None:
    outside = secrets.outside("broker.service.example", "db.service.example:6432")
    (path,) = secrets.write_kubernetes(tmp_path, _definitions, outside)
    held = {s["metadata"]["name"]: s["stringData"] for s in yaml.safe_load_all(path.read_text())}

    for one in DEPLOYABLES:
        urls = held[f"{one.name}-credentials"]
        broker = BrokerAddress.parse(urls["broker-url"])
        assert (broker.host, broker.port, broker.user) == (
            "broker.service.example", 5671, one.broker_user,
        )  # fmt: skip
        assert broker.tls is not None
        store = make_url(urls["database-url"])
        assert (store.host, store.port, store.database) == (
            "db.service.example",
            6432,
            one.database,
        )
        assert store.query == {"sslmode": "require"}


def test_only_what_is_named_is_outside() -> None:
    assert secrets.outside(None, None) == secrets.KUBERNETES_HOSTS
    half = secrets.outside(None, "db.service.example")
    assert (half.broker, half.scheme) == ("rabbitmq:5672", "amqp")
