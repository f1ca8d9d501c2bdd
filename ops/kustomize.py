"""Render the part of Kustomize that deploy/k8s uses, where there is no kubectl.

Resources, components, namespace, replicas, images, JSON patches and patches that delete; any other
field is an error, so that nothing is silently left out. tests/deploy holds the result equal to kubectl's.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

Resource = dict[str, Any]

# The parser in C, where the library has it: the manifests are long.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Kinds of ours that live outside any namespace.
_CLUSTER_WIDE = frozenset({"Namespace"})
_SCALED = frozenset({"Deployment", "StatefulSet"})


class KustomizeError(Exception):
    """A kustomization holds something that cannot be rendered."""


def render(folder: Path) -> list[Resource]:
    """Return every resource of the kustomization in ``folder``; ``KustomizeError`` on doubt."""
    return _apply(folder, [])


def _apply(folder: Path, found: list[Resource]) -> list[Resource]:
    text = yaml.safe_load((folder / "kustomization.yaml").read_text())
    unknown = set(text) - {"apiVersion", "kind", "resources", "components", *_STEPS}
    if unknown:
        raise KustomizeError(f"{folder}: cannot render {sorted(unknown)}")
    for entry in text.get("resources", ()):
        found = found + _load(folder / entry)
    for entry in text.get("components", ()):
        found = _apply((folder / entry).resolve(), found)
    for name, step in _STEPS.items():
        if name in text:
            step(found, text[name])
    return found


def _load(path: Path) -> list[Resource]:
    if path.is_dir():
        return _apply(path.resolve(), [])
    return [document for document in yaml.load_all(path.read_text(), LOADER) if document]


def _set_namespace(found: list[Resource], namespace: str) -> None:
    for resource in found:
        if resource["kind"] not in _CLUSTER_WIDE:
            resource["metadata"]["namespace"] = namespace


def _set_replicas(found: list[Resource], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        matching = [
            r for r in found if r["kind"] in _SCALED and r["metadata"]["name"] == row["name"]
        ]
        if not matching:
            raise KustomizeError(f"replicas: nothing is named {row['name']}")
        for resource in matching:
            resource["spec"]["replicas"] = row["count"]


def _set_images(found: list[Resource], rows: list[dict[str, str]]) -> None:
    images = {row["name"]: row for row in rows}
    for resource in found:
        for container in containers(resource):
            name, _, tag = container["image"].rpartition(":")
            if row := images.get(name):
                container["image"] = f"{row.get('newName', name)}:{row.get('newTag', tag)}"


def _patch(found: list[Resource], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        target = row["target"]
        if set(target) - {"kind", "name"}:
            raise KustomizeError(f"cannot select by {sorted(target)}")
        steps = yaml.safe_load(row["patch"])
        chosen = [resource for resource in found if _is_chosen(resource, target)]
        if isinstance(steps, list):
            for resource in chosen:
                for step in copy.deepcopy(steps):
                    _json_patch(resource, step)
        elif steps.get("$patch") == "delete":
            found[:] = [resource for resource in found if resource not in chosen]
        else:
            raise KustomizeError(f"cannot merge a patch into {target}")


def _is_chosen(resource: Resource, target: dict[str, str]) -> bool:
    """Whether a target means a resource: its name is a pattern for the whole of a name."""
    named = re.fullmatch(target.get("name", ".*"), resource["metadata"]["name"])
    return named is not None and resource["kind"] == target["kind"]


def _json_patch(resource: Resource, step: dict[str, Any]) -> None:
    *way, last = [
        part.replace("~1", "/").replace("~0", "~") for part in step["path"].split("/")[1:]
    ]
    node: Any = resource
    for part in way:
        node = node[int(part)] if isinstance(node, list) else node[part]
    if step["op"] == "add" and isinstance(node, list):  # JSON Patch puts it in between
        node.insert(len(node) if last == "-" else int(last), step["value"])
        return
    key: Any = int(last) if isinstance(node, list) else last
    if step["op"] in {"replace", "remove"} and not isinstance(node, list) and key not in node:
        raise KustomizeError(f"nothing to {step['op']} at {step['path']}")
    if step["op"] == "test":
        if node[key] != step["value"]:
            raise KustomizeError(f"{step['path']} is not {step['value']}")
        return
    match step["op"]:
        case "add" | "replace":
            node[key] = step["value"]
        case "remove":
            del node[key]
        case other:
            raise KustomizeError(f"cannot {other}")


def pod_spec(resource: Resource) -> dict[str, Any] | None:
    """Return the pod that a workload runs, or None for anything else."""
    match resource["kind"]:
        case "Deployment" | "Job":
            spec: dict[str, Any] = resource["spec"]["template"]["spec"]
        case "CronJob":
            spec = resource["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        case _:
            return None
    return spec


def containers(resource: Resource) -> list[dict[str, Any]]:
    """Return every container of a workload, first those that prepare."""
    spec = pod_spec(resource) or {}
    return [*spec.get("initContainers", ()), *spec.get("containers", ())]


# In the order in which Kustomize takes them.
_STEPS: dict[str, Callable[[list[Resource], Any], None]] = {
    "patches": _patch,
    "namespace": _set_namespace,
    "replicas": _set_replicas,
    "images": _set_images,
}
