"""The offline check passes what is there and catches what is planted."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ops import kustomize, manifests
from ops.kustomize import Resource
from tests.deploy.test_workloads import of_kind


@pytest.mark.slow
def test_every_rendered_resource_is_valid(rendered: list[Resource]) -> None:
    assert manifests.faults(rendered) == []


def _misspell_a_field(found: list[Resource]) -> None:
    spec = of_kind(found, "Deployment")["intake"]["spec"]["template"]["spec"]
    spec["terminationGracePeriod"] = spec.pop("terminationGracePeriodSeconds")


def _use_a_removed_version(found: list[Resource]) -> None:
    of_kind(found, "PodDisruptionBudget")["comms"]["apiVersion"] = "policy/v1beta1"


def _invent_a_kind(found: list[Resource]) -> None:
    of_kind(found, "Service")["comms"]["kind"] = "Servise"


def _misspell_a_broker_field(found: list[Resource]) -> None:
    of_kind(found, "RabbitmqCluster")["rabbitmq"]["spec"]["replica"] = 3


def _ask_for_an_even_cluster(found: list[Resource]) -> None:
    of_kind(found, "RabbitmqCluster")["rabbitmq"]["spec"]["replicas"] = 2


def _forget_a_password(found: list[Resource]) -> None:
    del of_kind(found, "Cluster")["postgres"]["spec"]["managed"]["roles"][0]["passwordSecret"]


def _forget_the_kind(found: list[Resource]) -> None:
    del of_kind(found, "Deployment")["intake"]["kind"]


@pytest.mark.parametrize(
    "plant",
    [
        _misspell_a_field,
        _use_a_removed_version,
        _invent_a_kind,
        _misspell_a_broker_field,
        _ask_for_an_even_cluster,
        _forget_a_password,
        _forget_the_kind,
    ],
)
def test_a_planted_fault_is_found(
    production: list[Resource], plant: Callable[[list[Resource]], None]
) -> None:
    planted = copy.deepcopy(production)
    plant(planted)
    touched = [now for now, was in zip(planted, production, strict=True) if now != was]
    assert len(touched) == 1
    assert manifests.faults(touched)


def test_the_compose_file_is_valid() -> None:
    assert manifests.compose_faults(manifests.compose()) == []


@pytest.mark.parametrize(
    ("service", "change"),
    [
        ("intake", {"enviroment": {}}),
        ("intake", {"networks": ["nowhere"]}),
        ("intake", {"volumes": ["unnamed:/x"]}),
        ("intake", {"depends_on": {"nobody": {"condition": "service_healthy"}}}),
        ("gateway", {"ports": ["8000:8000"]}),
        ("gateway", {"image": "redress/gateway:latest"}),
    ],
)
def test_a_planted_compose_fault_is_found(service: str, change: dict[str, Any]) -> None:
    planted = copy.deepcopy(manifests.compose())
    planted["services"][service].update(change)
    assert manifests.compose_faults(planted)


@pytest.mark.parametrize("overlay", manifests.OVERLAYS)
def test_both_renderers_give_the_same_resources(overlay: str) -> None:
    def by_name(found: list[Resource]) -> dict[tuple[str, str], Resource]:
        return {(r["kind"], r["metadata"]["name"]): r for r in found}

    own = kustomize.render(manifests.KUBERNETES / "overlays" / overlay)
    # Without kubectl both are ours, and what is left to say is that no two share a name.
    assert by_name(own) == by_name(manifests.render(overlay))
    assert len(own) == len(by_name(own))


def test_a_kustomization_that_cannot_be_rendered_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("namePrefix: other-\n")
    with pytest.raises(kustomize.KustomizeError, match="namePrefix"):
        kustomize.render(tmp_path)


def _promtool(folder: Path, answer: str) -> Path:
    """A stand-in that writes down how it was called and answers as told."""
    script = folder / "promtool"
    script.write_text(f'#!/bin/sh\necho "$@" >> {folder}/calls\n{answer}\n')
    script.chmod(0o755)
    return folder / "calls"


def test_promtool_is_given_every_rule_and_every_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _promtool(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert manifests.alert_faults() == []
    checked, tested = calls.read_text().splitlines()
    assert checked == f"check rules {manifests.PROMETHEUS}/rules/redress.yml"
    assert tested == f"test rules {manifests.PROMETHEUS}/tests/redress.yml"


def test_what_promtool_finds_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _promtool(tmp_path, "echo 'no such rule' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert manifests.alert_faults() == [
        "promtool check: no such rule",
        "promtool test: no such rule",
    ]
