"""What every pod of ours must be, asserted from the rendered manifests."""

import importlib
import io
from typing import Any

import pytest

from ops import manifests
from ops.deployables import DEPLOYABLES, JOBS, Deployable
from ops.kustomize import Resource, containers, pod_spec

HANDLER_DEADLINE_S = 30
each = pytest.mark.parametrize("one", DEPLOYABLES, ids=lambda one: one.name)


def of_kind(resources: list[Resource], kind: str) -> dict[str, Any]:
    return {r["metadata"]["name"]: r for r in resources if r["kind"] == kind}


def workloads(resources: list[Resource]) -> list[Resource]:
    found = [r for r in resources if pod_spec(r) is not None]
    assert len(found) >= 2 * len(DEPLOYABLES)
    return found


def test_every_process_has_a_deployment_and_nothing_else_has_one(rendered: list[Resource]) -> None:
    assert set(of_kind(rendered, "Deployment")) == {one.name for one in DEPLOYABLES}


@each
def test_every_process_has_the_same_set_of_resources(
    rendered: list[Resource], one: Deployable
) -> None:
    for kind in ("Service", "ServiceAccount", "NetworkPolicy", "PodDisruptionBudget"):
        assert one.name in of_kind(rendered, kind), kind
    assert f"{one.name}-migrate" in of_kind(rendered, "Job")


def test_no_pod_runs_as_root_or_reaches_the_cluster_api(rendered: list[Resource]) -> None:
    for workload in workloads(rendered):
        pod = pod_spec(workload) or {}
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] >= 10000
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
        assert not any("hostPath" in volume for volume in pod["volumes"])


def test_no_container_has_privileges_or_a_writable_root(rendered: list[Resource]) -> None:
    for workload in workloads(rendered):
        for container in containers(workload):
            security = container["securityContext"]
            assert security["allowPrivilegeEscalation"] is False
            assert security["readOnlyRootFilesystem"] is True
            assert security["capabilities"] == {"drop": ["ALL"]}
            assert not security.get("privileged")


def test_every_container_states_what_it_needs_and_may_take(rendered: list[Resource]) -> None:
    for workload in workloads(rendered):
        for container in containers(workload):
            for bound in ("requests", "limits"):
                assert {"cpu", "memory"} <= set(container["resources"][bound])


def test_every_image_is_pinned_by_a_version(rendered: list[Resource]) -> None:
    for workload in workloads(rendered):
        for container in containers(workload):
            tag = container["image"].rpartition(":")[2]
            assert tag[0].isdigit(), container["image"]
            assert tag != "latest"


def test_readiness_and_liveness_ask_different_questions(rendered: list[Resource]) -> None:
    for deployment in of_kind(rendered, "Deployment").values():
        for container in containers(deployment):
            assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
            assert container["livenessProbe"]["httpGet"]["path"] == "/live"
            assert container["startupProbe"]["httpGet"]["path"] == "/live"


def test_a_pod_is_given_longer_than_its_longest_handler_to_stop(rendered: list[Resource]) -> None:
    for deployment in of_kind(rendered, "Deployment").values():
        pod = pod_spec(deployment) or {}
        assert pod["terminationGracePeriodSeconds"] > HANDLER_DEADLINE_S


def test_secrets_are_only_ever_referred_to(rendered: list[Resource]) -> None:
    assert not of_kind(rendered, "Secret")
    for workload in workloads(rendered):
        for container in containers(workload):
            for setting in container["env"]:
                if setting["name"].endswith("_URL"):
                    assert "value" not in setting, setting["name"]
                    assert "secretKeyRef" in setting["valueFrom"]


@each
def test_a_process_refers_to_its_own_secret_only(rendered: list[Resource], one: Deployable) -> None:
    for kind, name in (("Deployment", one.name), ("Job", f"{one.name}-migrate")):
        for container in containers(of_kind(rendered, kind)[name]):
            names = {
                s["valueFrom"]["secretKeyRef"]["name"] for s in container["env"] if "valueFrom" in s
            }
            assert names == {f"{one.name}-credentials"}


@each
def test_only_the_migration_may_write_public_keys(
    rendered: list[Resource], one: Deployable
) -> None:
    (container,) = containers(of_kind(rendered, "Deployment")[one.name])
    mounts = {m["name"]: m for m in container["volumeMounts"]}
    assert mounts["public-keys"]["readOnly"] is True


def test_all_deployments_have_one_shape(rendered: list[Resource]) -> None:
    def shape(one: Deployable) -> Any:
        deployment = of_kind(rendered, "Deployment")[one.name]
        (container,) = containers(deployment)
        pod = {
            k: v
            for k, v in (pod_spec(deployment) or {}).items()
            if k not in {"containers", "affinity", "serviceAccountName", "volumes"}
        }
        return pod, {
            k: container[k] for k in ("securityContext", "livenessProbe", "readinessProbe")
        }

    shapes = [shape(one) for one in DEPLOYABLES]
    assert all(each == shapes[0] for each in shapes)


@each
def test_at_most_one_pod_of_a_process_is_disrupted_at_a_time(
    rendered: list[Resource], one: Deployable
) -> None:
    budget = of_kind(rendered, "PodDisruptionBudget")[one.name]["spec"]
    labels = of_kind(rendered, "Deployment")[one.name]["spec"]["template"]["metadata"]["labels"]
    assert budget["maxUnavailable"] == 1
    assert budget["selector"]["matchLabels"].items() <= labels.items()


def test_production_runs_at_least_two_of_everything_in_several_zones(
    production: list[Resource],
) -> None:
    autoscaled = {
        h["spec"]["scaleTargetRef"]["name"]: h["spec"]["minReplicas"]
        for h in of_kind(production, "HorizontalPodAutoscaler").values()
    }
    for name, deployment in of_kind(production, "Deployment").items():
        assert deployment["spec"].get("replicas", autoscaled.get(name, 0)) >= 2
        pod = pod_spec(deployment) or {}
        assert pod["topologySpreadConstraints"][0]["topologyKey"] == "topology.kubernetes.io/zone"
        assert "podAntiAffinity" in pod["affinity"]


def _jobs_in_the_source() -> set[tuple[str, str]]:
    """Every job of a service, as `services/<service>/jobs.py` names it when called without one."""
    found = set()
    for path in sorted((manifests.ROOT / "services").glob("*/jobs.py")):
        module = f"services.{path.parent.name}.jobs"
        usage = importlib.import_module(module)
        with pytest.MonkeyPatch.context() as patched:
            said = io.StringIO()
            patched.setattr("sys.stderr", said)
            assert usage.main([]) != 0
        found |= {(module, word) for word in said.getvalue().split(f"-m {module} ")[1].split()}
    return found


def test_every_job_of_a_service_is_scheduled_and_nothing_else_is(rendered: list[Resource]) -> None:
    scheduled = set()
    for cron in of_kind(rendered, "CronJob").values():
        (container,) = containers(cron)
        verb, module, job = container["args"]
        assert verb == "run"
        scheduled.add((module, job))
        assert container["image"].rpartition("/")[2].startswith(module.split(".")[1])

    assert scheduled == _jobs_in_the_source() == {job.words for job in JOBS}
    assert scheduled


def test_a_scheduled_job_runs_alone_and_not_for_ever(rendered: list[Resource]) -> None:
    for cron in of_kind(rendered, "CronJob").values():
        assert cron["spec"]["concurrencyPolicy"] == "Forbid"
        assert cron["spec"]["timeZone"] == "Europe/London"
        job = cron["spec"]["jobTemplate"]["spec"]
        assert job["activeDeadlineSeconds"] <= 3600
        assert (pod_spec(cron) or {})["restartPolicy"] == "Never"
