"""docker-compose.yml and deploy/k8s are two pictures of one system."""

import tomllib
from typing import Any

import pytest
import yaml

from ops import manifests
from ops.deployables import DEPLOYABLES, Deployable
from ops.kustomize import Resource, containers
from tests.deploy.test_workloads import of_kind

each = pytest.mark.parametrize("one", DEPLOYABLES, ids=lambda one: one.name)
SECRET_SETTINGS = ("DATABASE_URL", "BROKER_URL", "AGENCY_BROKER_URL")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    services: dict[str, Any] = manifests.compose()["services"]
    return services


@pytest.fixture(scope="module")
def local() -> list[Resource]:
    return manifests.render("local")


@each
def test_a_process_has_one_name_image_and_command_in_both(
    compose: dict[str, Any], local: list[Resource], one: Deployable
) -> None:
    (container,) = containers(of_kind(local, "Deployment")[one.name])
    assert compose[one.name]["image"] == container["image"] == f"redress/{one.image}:{version()}"
    assert compose[one.name]["command"] == container["args"]


@each
def test_a_process_is_prepared_by_the_same_commands_in_both(
    compose: dict[str, Any], local: list[Resource], one: Deployable
) -> None:
    keys, migrate = containers(of_kind(local, "Job")[f"{one.name}-migrate"])
    assert compose[f"{one.name}-keys"]["command"] == keys["args"]
    assert compose[f"{one.name}-migrate"]["command"] == migrate["args"]


@each
def test_a_process_reads_the_same_settings_in_both(
    compose: dict[str, Any], local: list[Resource], one: Deployable
) -> None:
    (container,) = containers(of_kind(local, "Deployment")[one.name])
    cluster = {s["name"]: s.get("value") for s in container["env"]}
    secret = {name for name, value in cluster.items() if value is None}
    expected = {f"{one.prefix}_{name}" for name in SECRET_SETTINGS[: 3 if one.agency else 2]}
    # Two folders are the same in every image, so compose leaves them to the Dockerfile.
    plain = {k: v for k, v in cluster.items() if v is not None and not k.startswith("REDRESS_")}
    assert secret == expected
    assert compose[one.name]["environment"] == plain
    assert compose[one.name]["env_file"] == [f"./.redress/compose/env/{one.name}.env"]


def test_the_image_sets_the_folders_that_the_cluster_sets(local: list[Resource]) -> None:
    text = (manifests.ROOT / "Dockerfile").read_text()
    for deployment in of_kind(local, "Deployment").values():
        (container,) = containers(deployment)
        shared = {s["name"]: s.get("value") for s in container["env"]}
        for name in ("REDRESS_DATA_DIR", "REDRESS_PUBLIC_KEYS_DIR"):
            assert f"{name}={shared[name]}" in text


def test_broker_and_database_have_the_same_version_in_both(
    compose: dict[str, Any], local: list[Resource]
) -> None:
    broker = of_kind(local, "RabbitmqCluster")["rabbitmq"]["spec"]["image"]
    database = of_kind(local, "Cluster")["postgres"]["spec"]["imageName"]
    assert compose["rabbitmq"]["image"] == broker
    assert tag(compose["postgres"]["image"]) == tag(database)


def test_production_runs_the_release_of_this_tree(production: list[Resource]) -> None:
    for deployment in of_kind(production, "Deployment").values():
        for container in containers(deployment):
            assert tag(container["image"]) == version()


def test_broker_settings_that_guard_data_are_the_same_in_both(local: list[Resource]) -> None:
    text = (manifests.ROOT / "deploy/compose/rabbitmq.conf").read_text()
    here = set(text.splitlines())
    cluster = of_kind(local, "RabbitmqCluster")["rabbitmq"]["spec"]["rabbitmq"]
    for key in ("default_queue_type", "max_message_size", "heartbeat", "definitions.local.path"):
        (line,) = [x for x in cluster["additionalConfig"].splitlines() if x.startswith(key)]
        assert line in here


def test_compose_publishes_nothing_beyond_this_machine(compose: dict[str, Any]) -> None:
    ports = [port for service in compose.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@each
def test_a_process_runs_without_root_or_privileges_under_compose(
    compose: dict[str, Any], one: Deployable
) -> None:
    service = compose[one.name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_cluster_raises_the_alerts_that_compose_raises(production: list[Resource]) -> None:
    rules = yaml.safe_load((manifests.PROMETHEUS / "rules/redress.yml").read_text())
    cluster = of_kind(production, "PrometheusRule")["redress"]["spec"]
    assert cluster == rules


def test_prometheus_scrapes_every_process() -> None:
    config = yaml.safe_load((manifests.PROMETHEUS / "prometheus.yml").read_text())
    (job,) = [j for j in config["scrape_configs"] if j["job_name"] == "redress"]
    assert set(job["static_configs"][0]["targets"]) == {f"{one.name}:8081" for one in DEPLOYABLES}


def test_every_alert_has_a_unit_test() -> None:
    rules = yaml.safe_load((manifests.PROMETHEUS / "rules/redress.yml").read_text())
    tests = yaml.safe_load((manifests.PROMETHEUS / "tests/redress.yml").read_text())
    alerts = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    raised = {
        check["alertname"]
        for case in tests["tests"]
        for check in case["alert_rule_test"]
        if check["exp_alerts"]
    }
    assert alerts == raised


def tag(image: str) -> str:
    return image.rpartition(":")[2]


def version() -> str:
    text = tomllib.loads((manifests.ROOT / "pyproject.toml").read_text())
    return str(text["project"]["version"])
