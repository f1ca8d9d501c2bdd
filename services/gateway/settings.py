"""The gateway's settings: those of every service, and where it listens for people."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import Field, SecretStr, field_validator

from services.gateway.openid import Organisation
from shared.config.settings import ServiceSettings
from shared.security.actors import Role
from shared.security.permissions import MANAGERS


class GatewaySettings(ServiceSettings):
    """``GATEWAY_HOST`` and ``GATEWAY_PORT``: the address for people; ``GATEWAY_SECURE``: https."""

    host: str = Field(default="127.0.0.1", description="the address that people reach")
    port: int = Field(default=8000, ge=1, le=65535, description="the port that people reach")
    secure: bool = Field(
        default=False, description="true where people reach it by https only (cookies say so)"
    )
    trusted_proxies: str = Field(
        default="",
        description="addresses or networks of the proxies whose word we take for where a request "
        "comes from, parted by commas; by default none. All of them (*) would be believing anybody",
        pattern=r"^[^*]*$",
    )
    second_step: Literal["", "nobody", "managers", "everybody"] = Field(
        default="",
        description="who must sign in with a second step: nobody, managers or everybody "
        "(by default managers where people reach it by https, else nobody)",
    )

    openid_issuer: str = Field(
        default="", description="the https address of the organisation's OpenID provider"
    )
    openid_client_id: str = Field(default="", description="our name at that provider")
    openid_client_secret: SecretStr = Field(
        default=SecretStr(""), description="our secret at that provider, if it gave us one"
    )
    openid_return_url: str = Field(
        default="", description="https://<where people reach us>/sign-in/organisation/return"
    )
    openid_name: str = Field(default="your organisation", description="what people call it")
    openid_username_claim: str = Field(
        default="email", description="the claim that is the user name of an account here"
    )
    openid_roles_claim: str = Field(
        default="", description="the claim with the organisation's groups; empty: roles as here"
    )
    openid_roles: dict[str, Role] = Field(
        default_factory=dict, description='a JSON object: {"a group there": "a role here"}'
    )
    openid_second_factor: str = Field(
        default="mfa", description="values of amr that mean a second factor, parted by commas"
    )

    @field_validator("openid_roles", mode="before")
    @classmethod
    def _read_roles(cls, given: object) -> object:
        return json.loads(given) if isinstance(given, str) else given

    def organisation(self) -> Organisation | None:
        """Return the organisation at which people may sign in, if there is one."""
        if not self.openid_issuer:
            return None
        return Organisation(
            issuer=self.openid_issuer,
            client_id=self.openid_client_id,
            client_secret=self.openid_client_secret.get_secret_value(),
            return_url=self.openid_return_url,
            username_claim=self.openid_username_claim,
            roles_claim=self.openid_roles_claim,
            roles=self.openid_roles,
            second_factor=frozenset(filter(None, self.openid_second_factor.split(","))),
            name=self.openid_name,
        )

    def second_step_for(self) -> frozenset[Role]:
        """Return the roles that owe a second step."""
        chosen = self.second_step or ("managers" if self.secure else "nobody")
        everybody = frozenset(Role) - {Role.SYSTEM}
        return {"nobody": frozenset(), "managers": MANAGERS, "everybody": everybody}[chosen]
