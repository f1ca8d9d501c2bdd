"""A service's keys as files: private ones in its own directory, public ones in a shared one.

::

    <keys_dir>/sealing.key signing.key blind_index.key audit.key   (0600, base64)
    <keys_dir>/ring.json                                           (0600, see ``keyring``)
    <public_dir>/<name>.json                                       (sealing and verify keys)
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.security.assertions import Issuer, Verifier
from shared.security.atomic_files import write_private, write_public
from shared.security.crypto import BlindIndex, new_key
from shared.security.errors import KeyMissing, PublicKeysMissing
from shared.security.keyring import KeyRing
from shared.security.sealing import SealingKey

_SECRETS = ("sealing", "signing", "blind_index", "audit")


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public halves of one service: 32 raw bytes each. ``seal_pub, verify_pub = keys``."""

    sealing: bytes
    verify: bytes

    def __iter__(self) -> Iterator[bytes]:
        """Yield the sealing key, then the verifying key."""
        return iter((self.sealing, self.verify))


class Publics(Mapping[str, PublicKeys]):
    """Public keys by service name. A name not yet known is looked for again in the folder."""

    def __init__(self, directory: Path) -> None:
        self._directory = Path(directory)
        self._known: dict[str, PublicKeys] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again (a service was added, or replaced its keys)."""
        self._known = {path.stem: _read_public(path) for path in self._directory.glob("*.json")}

    def __getitem__(self, name: str) -> PublicKeys:
        """Return a service's public keys; ``PublicKeysMissing`` when the folder has none."""
        if name not in self._known:
            self.refresh()
        try:
            return self._known[name]
        except KeyError:
            raise PublicKeysMissing("public-keys-missing", service=name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@dataclass(frozen=True, slots=True)
class ServiceKeys:
    """Everything secret that one service holds, and the public halves of the others."""

    name: str
    sealing: SealingKey
    signing: Ed25519PrivateKey
    keyring: KeyRing
    blind_index: BlindIndex
    audit_key: bytes
    publics: Publics

    @classmethod
    def load(cls, keys_dir: Path | str, public_dir: Path | str, name: str) -> ServiceKeys:
        """Read the keys of service ``name``; ``KeyMissing`` names the file that is not there."""
        directory = Path(keys_dir)
        sealing, signing, blind_index, audit = (_read_secret(directory, s) for s in _SECRETS)
        if not (directory / "ring.json").exists():
            raise KeyMissing("key-file-missing", path=directory / "ring.json")
        return cls(
            name=name,
            sealing=SealingKey.load(sealing),
            signing=Ed25519PrivateKey.from_private_bytes(signing),
            keyring=KeyRing(directory / "ring.json"),
            blind_index=BlindIndex(blind_index),
            audit_key=audit,
            publics=Publics(Path(public_dir)),
        )

    def issuer(self) -> Issuer:
        """Return the signer of actor assertions in this service's name."""
        return Issuer(self.name, self.signing)

    def verifier(self) -> Verifier:
        """Return the verifier that believes every service in the public folder."""
        self.publics.refresh()
        return Verifier({name: keys.verify for name, keys in self.publics.items()})


def create_service_keys(keys_dir: Path | str, public_dir: Path | str, name: str) -> None:
    """Make whatever keys of service ``name`` do not exist yet, and publish the public halves.

    Safe to repeat: keys that exist are kept, since replacing them would lose what they hold.
    """
    directory, publics = Path(keys_dir), Path(public_dir)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    publics.mkdir(parents=True, exist_ok=True)
    for secret in _SECRETS:
        path = directory / f"{secret}.key"
        if not path.exists():
            write_private(path, base64.b64encode(new_key()))
    KeyRing.create(directory / "ring.json")
    _publish(directory, publics / f"{name}.json")


def _publish(directory: Path, path: Path) -> None:
    sealing = SealingKey.load(_read_secret(directory, "sealing"))
    signing = Ed25519PrivateKey.from_private_bytes(_read_secret(directory, "signing"))
    content = {
        "sealing": base64.b64encode(sealing.public).decode(),
        "verify": base64.b64encode(signing.public_key().public_bytes_raw()).decode(),
    }
    write_public(path, json.dumps(content, indent=1).encode())


def _read_secret(directory: Path, name: str) -> bytes:
    path = directory / f"{name}.key"
    try:
        return base64.b64decode(path.read_bytes())
    except OSError:
        raise KeyMissing("key-file-missing", path=path) from None


def _read_public(path: Path) -> PublicKeys:
    try:
        content = json.loads(path.read_bytes())
        sealing, verify = (base64.b64decode(content[part]) for part in ("sealing", "verify"))
    except (OSError, ValueError, KeyError):
        raise KeyMissing("public-keys-unreadable", path=path) from None
    return PublicKeys(sealing=sealing, verify=verify)
