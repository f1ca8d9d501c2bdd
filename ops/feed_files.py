"""What a new agency's feed needs to be deployed, written like an existing feed's.

Every text that deploys feeds names each of them in a block of its own: a list's item, a key with
what is under it, or a document. Each block of the feed that serves as the model is repeated
right after it, under the new name.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from ops.deployables import Deployable

TEXTS = (
    "docker-compose.yml",
    "deploy/prometheus/prometheus.yml",
    "deploy/k8s/base/kustomization.yaml",
    "deploy/k8s/base/postgres/cluster.yaml",
    "deploy/k8s/base/postgres/databases.yaml",
    "deploy/k8s/overlays/local/kustomization.yaml",
)
BASE = "deploy/k8s/base"
DOCUMENT = "\n---\n"


def deploy(root: Path, new: Deployable, like: Deployable) -> list[Path]:
    """Write the files of a new feed below ``root``; return those written. Safe to repeat."""
    written = []
    folder = root / BASE / new.name
    if not folder.exists():
        shutil.copytree(root / BASE / like.name, folder)
        for path in sorted(folder.iterdir()):
            path.write_text(renamed(path.read_text(), like, new))
            written.append(path)
    for name in TEXTS:
        path = root / name
        text = path.read_text()
        if not mentions(text, new):
            path.write_text(with_another(text, like, new))
            written.append(path)
    return written


def renamed(text: str, like: Deployable, new: Deployable) -> str:
    """Put the new feed's names where the model's are."""
    for before, after in zip(_names(like), _names(new), strict=True):
        text = re.sub(rf"(?<![A-Za-z_-]){re.escape(before)}(?![a-z])", after, text)
    return text


def mentions(text: str, one: Deployable) -> bool:
    """Whether a text names this feed."""
    return bool(re.search(rf"(?<![\w-])feeds[-_]{_either(str(one.agency))}(?![a-z])", text))


def with_another(text: str, like: Deployable, new: Deployable) -> str:
    """Repeat, under the new name, every block of the model."""
    if DOCUMENT in text:
        return DOCUMENT.join(_repeated_documents(text.split(DOCUMENT), like, new))
    return "".join(_repeated_blocks(text.splitlines(keepends=True), like, new))


def _repeated_documents(documents: list[str], like: Deployable, new: Deployable) -> Iterator[str]:
    for document in documents:
        if not mentions(document, like):
            yield document
            continue
        yield document.rstrip("\n")
        yield renamed(document, like, new).rstrip("\n") + document[len(document.rstrip("\n")) :]


def _repeated_blocks(lines: list[str], like: Deployable, new: Deployable) -> Iterator[str]:
    at = 0
    while at < len(lines):
        if not mentions(lines[at], like) or lines[at].lstrip().startswith("#"):
            yield lines[at]
            at += 1
            continue
        block = _block(lines, at)
        apart = "\n" if at and not lines[at - 1].strip() else ""
        yield from block
        # An image is built once, for whichever feed comes first.
        yield apart + renamed("".join(_without_build(block)), like, new)
        at += len(block)


def _block(lines: list[str], at: int) -> list[str]:
    indent = _indent(lines[at])
    end = at + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > indent:
        end += 1
    return lines[at:end]


def _without_build(block: list[str]) -> Iterator[str]:
    at = 0
    while at < len(block):
        if block[at].strip() == "build:":
            at += len(_block(block, at))
            continue
        yield block[at]
        at += 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _names(one: Deployable) -> tuple[str, ...]:
    agency = str(one.agency)
    return (one.name, one.database, one.prefix, agency)


def _either(agency: str) -> str:
    return agency.replace("_", "[-_]")
