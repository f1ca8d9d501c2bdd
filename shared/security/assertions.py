"""Signed statements of who acts: a compact EdDSA token (JWS form, RFC 7515 and 8037).

The gateway, a feed or a service (the issuer) states the actor for one receiving service.
A token lives 60 seconds. One that travels inside a queued command, which may wait for hours,
is bound to that command's message id instead and is worthless with any other; the inbox
makes sure that the command itself acts once. Times are the machine's, not practice's.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.security.actors import Actor, ActorKind, Role
from shared.security.errors import AssertionNotAccepted

LIFE_S = 60
QUEUED_LIFE_S = 14 * 24 * 3600
SKEW_S = 5
_LONGEST_TOKEN = 4096


def may_vouch_for(issuer: str, roles: frozenset[Role]) -> bool:
    """Whether ``issuer`` may state these roles at all.

    A feed speaks for its agency or itself: a stolen feed key makes nobody a coordinator.
    The gateway speaks for people who signed in, never for the system.
    """
    if issuer.startswith("feeds-"):
        return roles <= {Role.PARTNER_REFERRER, Role.SYSTEM}
    if issuer == "gateway":
        return Role.SYSTEM not in roles
    return True


class Issuer:
    """Signs assertions in one issuer's name."""

    def __init__(
        self, issuer: str, private_key: Ed25519PrivateKey, now: Callable[[], float] = time.time
    ) -> None:
        self.name = issuer
        self._key = private_key
        self._now = now
        self._header = _packed({"alg": "EdDSA", "kid": issuer, "typ": "redress-actor"})

    def assert_actor(self, actor: Actor, audience: str, *, message_id: str | None = None) -> str:
        """Return a token stating ``actor`` to the service ``audience``.

        With ``message_id`` the token is for that one queued command and lives as long as a
        command may wait (14 days); without it, 60 seconds.
        """
        issued = self._now()
        claims = {
            "iss": self.name,
            "aud": audience,
            "iat": int(issued),
            "exp": int(issued) + (LIFE_S if message_id is None else QUEUED_LIFE_S),
            "mid": message_id,
            "sub": actor.id,
            "kind": actor.kind.value,
            "roles": sorted(role.value for role in actor.roles),
            "org": actor.organisation,
            **({"opened": sorted(actor.opened)} if actor.opened else {}),
        }
        signed = f"{self._header}.{_packed(claims)}"
        return f"{signed}.{_encoded(self._key.sign(signed.encode()))}"


class Verifier:
    """Believes assertions signed by the issuers whose public keys it was given."""

    def __init__(
        self, public_keys: Mapping[str, bytes], now: Callable[[], float] = time.time
    ) -> None:
        """``public_keys`` maps an issuer's name to its 32 raw Ed25519 bytes."""
        self._keys = {
            name: Ed25519PublicKey.from_public_bytes(raw) for name, raw in public_keys.items()
        }
        self._now = now

    def verify(self, token: str, audience: str, *, message_id: str | None = None) -> Actor:
        """Return the actor that ``token`` states to ``audience``.

        Raises:
            AssertionNotAccepted: unsigned, altered, expired, from an unknown issuer, for
                another service or message, or claiming roles that its issuer may not give.

        """
        claims = self._authentic_claims(token)
        self._check_scope(claims, audience, message_id)
        actor = _actor_of(claims)
        if not may_vouch_for(actor.issuer, actor.roles):
            raise AssertionNotAccepted("assertion-claims-too-much", issuer=actor.issuer)
        return actor

    def _authentic_claims(self, token: object) -> dict[str, Any]:
        if not isinstance(token, str) or len(token) > _LONGEST_TOKEN or token.count(".") != 2:
            raise AssertionNotAccepted("assertion-malformed")
        header, body, signature = token.split(".")
        kid, alg = (_unpacked(header).get(name) for name in ("kid", "alg"))
        key = self._keys.get(kid) if isinstance(kid, str) else None
        if key is None or alg != "EdDSA":
            raise AssertionNotAccepted("assertion-issuer-unknown")
        try:
            key.verify(_decoded(signature), f"{header}.{body}".encode())
        except InvalidSignature:
            raise AssertionNotAccepted("assertion-forged") from None
        claims = _unpacked(body)
        if claims.get("iss") != kid:
            raise AssertionNotAccepted("assertion-forged")
        return claims

    def _check_scope(self, claims: dict[str, Any], audience: str, message_id: str | None) -> None:
        if claims.get("aud") != audience:
            raise AssertionNotAccepted("assertion-for-another-service")
        if claims.get("mid") != message_id:
            raise AssertionNotAccepted("assertion-for-another-message")
        issued, expires = claims.get("iat"), claims.get("exp")
        longest = LIFE_S if message_id is None else QUEUED_LIFE_S
        if not isinstance(issued, int) or not isinstance(expires, int):
            raise AssertionNotAccepted("assertion-malformed")
        # The key of an issuer must not be enough to make a token that lives for ever.
        if not issued - SKEW_S <= self._now() < min(expires, issued + longest) + SKEW_S:
            raise AssertionNotAccepted("assertion-expired")


def _actor_of(claims: dict[str, Any]) -> Actor:
    try:
        return Actor(
            id=str(claims["sub"]),
            kind=ActorKind(claims["kind"]),
            roles=frozenset(Role(role) for role in claims["roles"]),
            organisation=None if claims.get("org") is None else str(claims["org"]),
            issuer=str(claims["iss"]),
            opened=frozenset(str(case_id) for case_id in claims.get("opened", ())),
        )
    except (KeyError, TypeError, ValueError):
        raise AssertionNotAccepted("assertion-malformed") from None


def _packed(claims: dict[str, Any]) -> str:
    return _encoded(json.dumps(claims, separators=(",", ":"), sort_keys=True).encode())


def _unpacked(part: str) -> dict[str, Any]:
    try:
        claims = json.loads(_decoded(part))
    except (ValueError, RecursionError):
        raise AssertionNotAccepted("assertion-malformed") from None
    if not isinstance(claims, dict):
        raise AssertionNotAccepted("assertion-malformed")
    return claims


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise AssertionNotAccepted("assertion-malformed") from None
