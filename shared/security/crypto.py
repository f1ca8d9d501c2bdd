"""Field encryption (AES-256-GCM) and blind indexes (HMAC-SHA256) for matching.

A ciphertext is ``version byte | 96-bit nonce | AES-GCM ciphertext and tag``. The associated
data names whose field it is, so a value copied to another person's row does not open there.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.security.errors import CannotDecrypt
from shared.security.normal_forms import leading_parts, normal_form, sounds_like

KEY_BYTES = 32
INDEX_BYTES = 16
_VERSION = b"\x01"
_NONCE_BYTES = 12


def new_key() -> bytes:
    """Return a fresh 256-bit key from the system's random source."""
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Encrypt under ``key`` (32 bytes), bound to ``aad``."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def decrypt(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Open what ``encrypt`` made with the same key and ``aad``; else ``CannotDecrypt``."""
    blob = bytes(sealed)
    nonce, body = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    if blob[:1] != _VERSION or len(nonce) != _NONCE_BYTES:
        raise CannotDecrypt("ciphertext-form-unknown")
    try:
        return AESGCM(key).decrypt(nonce, body, aad)
    except InvalidTag:
        raise CannotDecrypt("ciphertext-not-authentic") from None


class BlindIndex:
    """Matching over encrypted fields: equal values give equal bytes, which tell nothing else.

    ``kind`` chooses the normal form (name, phone, email, postcode; anything else is treated
    as plain text) and separates the indexes: the same word as a name and as a town differ.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, kind: str, value: str) -> bytes:
        """Return the 16-byte index of ``value`` in its normal form."""
        return self._digest(kind, normal_form(kind, value))

    def phonetic(self, kind: str, value: str) -> bytes:
        """Return an index under which names that sound alike are equal."""
        return self._digest(f"{kind}~sounds", sounds_like(value))

    def parts(self, kind: str, value: str, *, shortest: int = 3) -> list[bytes]:
        """Return indexes of the beginnings of each word, for search as one types.

        ``shortest`` is the fewest letters that may be searched for: below three, counting
        how often an index occurs would give the letters away.
        """
        return [
            self._digest(f"{kind}~part", part)
            for part in leading_parts(kind, value, shortest=shortest)
        ]

    def part(self, kind: str, beginning: str) -> bytes:
        """Return the index to look up when somebody typed ``beginning`` of one word."""
        return self._digest(f"{kind}~part", normal_form(kind, beginning))

    def _digest(self, kind: str, normal: str) -> bytes:
        message = f"{kind}\0{normal}".encode()
        return hmac.digest(self._key, message, hashlib.sha256)[:INDEX_BYTES]
