"""``./redress manifests``: render what is deployed and hold it to the schemas, offline.

Kubernetes kinds are checked strictly against two Kubernetes versions; the operators' kinds
against closed schemas of ours (deploy/k8s/schemas); a kind that neither knows is a fault.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from ops import kustomize
from ops.kustomize import Resource

ROOT = Path(__file__).resolve().parent.parent
KUBERNETES = ROOT / "deploy" / "k8s"
OVERLAYS = ("local", "production", "example")
COMPOSE = ROOT / "docker-compose.yml"
PROMETHEUS = ROOT / "deploy" / "prometheus"

# The oldest and the newest Kubernetes that the manifests are held to.
VERSIONS = ("1.30", "1.34")


def has_kubectl() -> bool:
    """Whether ``kubectl kustomize`` can be asked on this machine."""
    return shutil.which("kubectl") is not None


def render(overlay: str) -> list[Resource]:
    """Return every resource of an overlay, by kubectl where there is one, else by ops.kustomize.

    Raises:
        KustomizeError: the overlay cannot be rendered.

    """
    folder = KUBERNETES / "overlays" / overlay
    return _by_kubectl(folder) if has_kubectl() else kustomize.render(folder)


def _by_kubectl(folder: Path) -> list[Resource]:
    run = subprocess.run(
        ["kubectl", "kustomize", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise kustomize.KustomizeError(run.stderr.strip())
    return [document for document in yaml.load_all(run.stdout, kustomize.LOADER) if document]


def faults(resources: Iterable[Resource]) -> list[str]:
    """Return every way in which the resources break their schemas; empty when they are sound."""
    ours = _own_schemas()
    return [fault for resource in resources for fault in _faults_of(resource, ours)]


def _faults_of(resource: Resource, ours: dict[tuple[str, str], Any]) -> list[str]:
    import kubernetes_validate  # only ./redress manifests, of all that operates, carries schemas

    name = f"{resource.get('kind')}/{resource.get('metadata', {}).get('name')}"
    kind = (str(resource.get("apiVersion")), str(resource.get("kind")))
    if kind in ours:
        return [f"{name}: {fault}" for fault in _breaks(ours[kind], resource)]
    found = []
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(resource, version, strict=True)
        except kubernetes_validate.ValidationError as fault:
            found.append(f"{name}: {fault.message} (Kubernetes {version})")
        except (kubernetes_validate.SchemaNotFoundError, KeyError):
            found.append(f"{name}: {kind[0]} {kind[1]} is unknown to Kubernetes {version}")
    return found


def _breaks(schema: Any, document: Any) -> Iterable[str]:
    from jsonschema import Draft202012Validator

    return (
        f"{e.json_path} {e.message}" for e in Draft202012Validator(schema).iter_errors(document)
    )


def _own_schemas() -> dict[tuple[str, str], Any]:
    found = {}
    for path in (KUBERNETES / "schemas").glob("*.yaml"):
        schema = yaml.safe_load(path.read_text())
        constant = schema["properties"]
        found[constant["apiVersion"]["const"], constant["kind"]["const"]] = schema
    return found


def compose() -> dict[str, Any]:
    """Return docker-compose.yml with its anchors resolved."""
    parsed: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return parsed


def compose_faults(text: dict[str, Any]) -> list[str]:
    """Return every unknown key and every name that is used but not declared in a compose file."""
    schema = yaml.safe_load((ROOT / "deploy" / "compose" / "schema.yaml").read_text())
    found = [f"compose: {fault}" for fault in _breaks(schema, text)]
    for name, service in text["services"].items():
        found += [f"compose: {name}: {fault}" for fault in _undeclared(service, text)]
    return found


def _undeclared(service: dict[str, Any], text: dict[str, Any]) -> Iterable[str]:
    named = [v.partition(":")[0] for v in service.get("volumes", ())]
    uses = {
        "networks": service.get("networks", ()),
        "secrets": service.get("secrets", ()),
        "volumes": [volume for volume in named if not volume.startswith(".")],
        "services": service.get("depends_on", ()),
    }
    for kind, names in uses.items():
        yield from (f"{kind} has no {name}" for name in names if name not in text.get(kind, {}))


def alert_faults() -> list[str]:
    """Return what promtool finds wrong in the alert rules and their tests; [] without promtool."""
    promtool = shutil.which("promtool")
    if promtool is None:
        return []
    rules = sorted(str(path) for path in (PROMETHEUS / "rules").glob("*.yml"))
    tests = sorted(str(path) for path in (PROMETHEUS / "tests").glob("*.yml"))
    found = []
    for arguments in (["check", "rules", *rules], ["test", "rules", *tests]):
        run = subprocess.run([promtool, *arguments], capture_output=True, text=True, check=False)
        if run.returncode:
            found.append(f"promtool {arguments[0]}: {(run.stderr or run.stdout).strip()}")
    return found


def check() -> tuple[list[str], list[str]]:
    """Check everything that is deployed: (what was done, in sentences; every fault found)."""
    how = "kubectl kustomize" if has_kubectl() else "ops.kustomize, since there is no kubectl"
    done, found = [f"rendered by {how}; Kubernetes {' and '.join(VERSIONS)}"], []
    for overlay in OVERLAYS:
        resources = render(overlay)
        found += [f"{overlay}: {fault}" for fault in faults(resources)]
        done.append(f"overlay {overlay}: {len(resources)} resources")
    text = compose()
    found += compose_faults(text)
    done.append(f"docker-compose.yml: {len(text['services'])} services")
    found += alert_faults()
    promtool = (
        "checked and tested by promtool"
        if shutil.which("promtool")
        else "no promtool here, not run"
    )
    done.append(f"alert rules: {promtool}")
    return done, found
