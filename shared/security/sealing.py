"""Sealing to one receiver: HPKE (RFC 9180) base mode, X25519, HKDF-SHA256, AES-256-GCM.

Whoever holds the public half can seal; only the private half opens. The sender is not
proven by it: that is what actor assertions and broker users are for. ``context`` must be
the same on both sides and ties the bytes to one purpose (a queue, a method, a message id).
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from shared.security.errors import CannotDecrypt

_VERSION = b"\x01"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(public: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Seal ``plaintext`` to the holder of ``public`` (32 raw bytes), bound to ``context``.

    Raises:
        CannotDecrypt: ``public`` is no X25519 public key.

    """
    return _VERSION + _SUITE.encrypt(plaintext, _public_key(bytes(public)), context)


class SealingKey:
    """The private half: opens what was sealed to ``public``."""

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> SealingKey:
        """Return a new key (long-lived for a service, or for one process's answers)."""
        return cls(X25519PrivateKey.generate())

    @classmethod
    def load(cls, raw: bytes) -> SealingKey:
        """Return the key whose 32 private bytes are ``raw``."""
        return cls(X25519PrivateKey.from_private_bytes(raw))

    def private_bytes(self) -> bytes:
        """Return the 32 private bytes, for a key file only."""
        return self._private.private_bytes_raw()

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Open ``sealed``; raises ``CannotDecrypt`` when altered, foreign or out of context."""
        blob = bytes(sealed)
        if blob[:1] != _VERSION:
            raise CannotDecrypt("sealed-form-unknown")
        try:
            return _SUITE.decrypt(blob[1:], self._private, context)
        except (InvalidTag, ValueError):
            raise CannotDecrypt("sealed-not-for-us") from None


@lru_cache(maxsize=1024)
def _public_key(raw: bytes) -> X25519PublicKey:
    try:
        return X25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raise CannotDecrypt("sealing-key-malformed") from None
