"""Signing in at one's own organisation by OpenID Connect: code flow with PKCE, state and nonce.

An account is registered here first, by a manager, with its roles. What the organisation says can
narrow them for a session, and never adds one. An account is bound to the organisation's subject at
its first sign-in, by the verified user name, and to no other afterwards.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import delete, insert, select

from services.gateway.problems import NotSignedIn
from services.gateway.tables import openid_beginnings
from shared.kernel.errors import Unavailable
from shared.security.actors import Role

if TYPE_CHECKING:
    from services.gateway.identity import Account, Identities, Session
    from services.gateway.store import Accounts
    from shared.store.engine import Store

PATIENCE_S = 5.0
WITHIN = timedelta(minutes=10)
LEEWAY_S = 60
SIGNED_WITH = ["RS256", "PS256", "ES256", "EdDSA"]
DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation's provider, and how its claims are read."""

    issuer: str
    client_id: str
    return_url: str
    client_secret: str = field(default="", repr=False)
    username_claim: str = "email"
    roles_claim: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    second_factor: frozenset[str] = frozenset({"mfa"})
    name: str = "your organisation"


class SignInByOrganisation:
    """Begins and finishes signing in at the organisation."""

    def __init__(
        self, organisation: Organisation, store: Store, accounts: Accounts, identities: Identities
    ) -> None:
        """Keep what was begun in the gateway's own store."""
        self.organisation = organisation
        self._store = store
        self._accounts = accounts
        self._identities = identities
        self._http = httpx.Client(timeout=PATIENCE_S, follow_redirects=False)

    def begin(self, browser: str) -> str:
        """Return the provider's address to send a browser to; ``browser`` binds it to this one.

        Raises:
            Unavailable: the provider does not answer.

        """
        endpoint = self._metadata()["authorization_endpoint"]
        state, nonce, verifier = (secrets.token_urlsafe(size) for size in (32, 24, 48))
        row = {
            "state_hash": _hashed(state),
            "nonce": nonce,
            "verifier": verifier,
            "browser_hash": _hashed(browser),
            "begun_at": datetime.now(UTC),
        }
        with self._store.writing() as connection:
            old = openid_beginnings.c.begun_at < datetime.now(UTC) - WITHIN
            connection.execute(delete(openid_beginnings).where(old))
            connection.execute(insert(openid_beginnings).values(row))
        return str(
            prepare_grant_uri(
                endpoint,
                client_id=self.organisation.client_id,
                response_type="code",
                redirect_uri=self.organisation.return_url,
                scope="openid email profile",
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )

    def finish(self, browser: str, asked: Mapping[str, str]) -> Session:
        """Begin a session for whom the provider sent back.

        Raises:
            NotSignedIn: it was not begun in this browser, or the provider refused, or its token
                does not hold, or nobody here is registered for it.
            Unavailable: the provider does not answer.

        """
        begun = self._begun(browser, asked.get("state", ""))
        if "code" not in asked or asked.get("iss", self.organisation.issuer) != (
            self.organisation.issuer
        ):
            raise NotSignedIn("organisation-refused")
        claims = self._claims(asked["code"], begun)
        account = self._account(claims)
        roles = self._roles(account, claims)
        methods = claims.get("amr") or []
        second = not self.organisation.second_factor.isdisjoint(methods)
        return self._identities.begin_by_organisation(account, roles, second_factor=second)

    def _begun(self, browser: str, state: str) -> Any:
        """Return what was begun, once: a state that comes back twice is worth nothing."""
        mine = (
            openid_beginnings.c.state_hash == _hashed(state),
            openid_beginnings.c.browser_hash == _hashed(browser),
            openid_beginnings.c.begun_at > datetime.now(UTC) - WITHIN,
        )
        with self._store.writing() as connection:
            row = connection.execute(select(openid_beginnings).where(*mine)).one_or_none()
            gone = connection.execute(delete(openid_beginnings).where(*mine)).rowcount
        if row is None or gone != 1:
            raise NotSignedIn("sign-in-not-begun-here")
        return row

    def _claims(self, code: str, begun: Any) -> CodeIDToken:
        """Exchange the code, and believe nothing but a signed, fresh token meant for us."""
        metadata, ours = self._metadata(), self.organisation
        answer = self._asked(
            "POST",
            metadata["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": ours.return_url,
                "code_verifier": begun.verifier,
                "client_id": ours.client_id,
            },
            auth=(ours.client_id, ours.client_secret) if ours.client_secret else None,
        )
        known: Any = self._asked("GET", metadata["jwks_uri"])
        keys = KeySet.import_key_set(known)
        try:
            token = jwt.decode(answer["id_token"], keys, algorithms=SIGNED_WITH)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": ours.issuer},
                    "aud": {"essential": True, "value": ours.client_id},
                    "nonce": {"essential": True, "value": begun.nonce},
                },
                params={"client_id": ours.client_id, "nonce": begun.nonce},
            )
            claims.validate(now=int(time.time()), leeway=LEEWAY_S)
        except Exception:  # noqa: BLE001 - two libraries' faults, and whatever a provider sends
            raise NotSignedIn("token-not-valid") from None
        return claims

    def _account(self, claims: CodeIDToken) -> Account:
        subject = f"{self.organisation.issuer}|{claims['sub']}"[:300]
        if known := self._accounts.by_subject(subject):
            return known
        name = claims.get(self.organisation.username_claim)
        sure = self.organisation.username_claim != "email" or claims.get("email_verified") is True
        found = self._accounts.by_username(str(name).casefold()) if name and sure else None
        if found is None or not self._accounts.bind_subject(found, subject, at=datetime.now(UTC)):
            raise NotSignedIn("account-not-registered")
        return found

    def _roles(self, account: Account, claims: CodeIDToken) -> frozenset[Role] | None:
        """Return to which of the account's own roles the claims narrow the session."""
        ours = self.organisation
        if not ours.roles_claim:
            return None
        said = claims.get(ours.roles_claim) or []
        named = [said] if isinstance(said, str) else said
        given = {ours.roles[one] for one in named if one in ours.roles}
        roles = account.roles & given
        if not roles:
            raise NotSignedIn("no-role-by-organisation")
        return roles

    def _metadata(self) -> dict[str, Any]:
        found = self._asked("GET", self.organisation.issuer.rstrip("/") + DISCOVERY)
        if found.get("issuer") != self.organisation.issuer:
            raise NotSignedIn("organisation-refused")
        return found

    def _asked(self, verb: str, url: str, **options: Any) -> dict[str, Any]:
        try:
            answer = self._http.request(verb, url, **options)
            body = answer.json()
        except (httpx.HTTPError, ValueError):
            raise Unavailable("organisation-away") from None
        if answer.status_code >= 500:
            raise Unavailable("organisation-away")
        if answer.status_code >= 400 or not isinstance(body, dict):
            raise NotSignedIn("organisation-refused")
        return body


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
