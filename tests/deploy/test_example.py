"""The overlay that an installation copies: its edge, its images, its keys, and servers elsewhere."""

from pathlib import Path

import pytest
import yaml

from ops import kustomize, manifests
from ops.deployables import DEPLOYABLES
from ops.kustomize import Resource, containers
from services.gateway.limits import LARGEST_FORM
from tests.deploy.test_workloads import of_kind


@pytest.fixture(scope="module")
def example() -> list[Resource]:
    return manifests.render("example")


def test_people_come_in_by_https_at_one_host_and_reach_the_gateway_alone(
    example: list[Resource],
) -> None:
    (ingress,) = of_kind(example, "Ingress").values()
    (rule,) = ingress["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    service = of_kind(example, "Service")[path["backend"]["service"]["name"]]
    largest = ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]

    assert [rule["host"]] == ingress["spec"]["tls"][0]["hosts"]
    assert service["metadata"]["name"] == "gateway"
    assert path["backend"]["service"]["port"]["name"] in {
        p["name"] for p in service["spec"]["ports"]
    }
    assert int(largest.removesuffix("m")) * 1024 * 1024 > LARGEST_FORM


def test_every_image_comes_from_the_installations_registry(example: list[Resource]) -> None:
    images = {container["image"] for one in example for container in containers(one)}

    assert images == {f"registry.service.example/redress/{one.image}:0.1.0" for one in DEPLOYABLES}


def test_every_claim_is_on_the_encrypted_class(example: list[Resource]) -> None:
    claims = of_kind(example, "PersistentVolumeClaim")

    assert {"public-keys", *(f"{one.name}-keys" for one in DEPLOYABLES)} <= set(claims)
    assert {one["spec"]["storageClassName"] for one in claims.values()} == {"encrypted-shared"}


def test_no_server_is_left_in_the_cluster_and_those_outside_are_reached(
    example: list[Resource], production: list[Resource]
) -> None:
    gone = {(r["kind"], r["metadata"]["name"]) for r in production} - {
        (r["kind"], r["metadata"]["name"]) for r in example
    }
    rule = of_kind(example, "NetworkPolicy")["outside-servers"]["spec"]

    assert {kind for kind, _ in gone} == {
        "Cluster", "Database", "RabbitmqCluster", "NetworkPolicy", "PodDisruptionBudget", "PodMonitor",
    }  # fmt: skip
    assert {name for kind, name in gone if kind == "NetworkPolicy"} == {
        "postgres", "rabbitmq", "rabbitmq-agencies",
    }  # fmt: skip
    assert rule["policyTypes"] == ["Egress"]
    assert rule["egress"] == [
        {
            "to": [{"ipBlock": {"cidr": "10.20.0.0/28"}}],
            "ports": [{"protocol": "TCP", "port": port} for port in (5671, 5432)],
        }
    ]


def test_the_gateway_believes_the_ingress_controller_alone(example: list[Resource]) -> None:
    (container,) = containers(of_kind(example, "Deployment")["gateway"])
    settings = {one["name"]: one.get("value") for one in container["env"]}

    assert settings["GATEWAY_TRUSTED_PROXIES"] == "10.42.7.0/24,10.42.8.0/24"
    assert settings["GATEWAY_SECURE"] == "true"


@pytest.mark.parametrize(
    ("patch", "fault"),
    [
        ("- {op: test, path: /metadata/name, value: another}", "is not another"),
        ("{kind: Namespace, metadata: {name: redress}}", "cannot merge"),
    ],
)
def test_a_patch_that_does_not_fit_is_refused(tmp_path: Path, patch: str, fault: str) -> None:
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "redress"}}
    (tmp_path / "namespace.yaml").write_text(yaml.safe_dump(namespace))
    text = {
        "resources": ["namespace.yaml"],
        "patches": [{"target": {"kind": "Namespace"}, "patch": patch}],
    }
    (tmp_path / "kustomization.yaml").write_text(yaml.safe_dump(text))

    with pytest.raises(kustomize.KustomizeError, match=fault):
        kustomize.render(tmp_path)
