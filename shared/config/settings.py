"""Settings of one process, from environment variables with one prefix per service.

A variable that is missing or wrong stops the start with its name and what to do; the value is
never repeated, since it may be a password. ``<PREFIX>`` is ``INTAKE``, ``GATEWAY``,
``FEED_MPS`` …; names are the same on a laptop, in compose and in Kubernetes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from shared.config.secrets import SecretUrl

_SHARED = {"data_dir": "REDRESS_DATA_DIR", "public_keys_dir": "REDRESS_PUBLIC_KEYS_DIR"}


class SettingsError(Exception):
    """The environment does not say what the process needs. The text names every variable."""


class ServiceSettings(BaseSettings):
    """What every service needs. A service with more settings subclasses this."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    service: str = Field(description="the service's name")
    data_dir: Path = Field(
        default=Path(".redress"), description="the folder for stores and keys on this machine"
    )
    database_url: str = Field(
        default="",
        description="sqlite:///<file> or postgresql+psycopg2://<user>:<password>@<host>/<database>",
        repr=False,
    )
    broker_url: str = Field(
        description="amqp://<user>:<password>@<host>:<port>/redress", repr=False
    )
    keys_dir: Path = Field(
        default=Path(), description="the folder with this service's private keys"
    )
    public_keys_dir: Path = Field(
        default=Path(), description="the folder with every service's public keys"
    )
    health_host: str = Field(
        default="0.0.0.0",  # noqa: S104 - the kubelet calls from outside; it shows no person
        description="the address that answers probes",
    )
    health_port: int = Field(default=0, ge=0, le=65535, description="the port for probes; 0: any")
    keep_sent_days: float = Field(
        default=7, gt=0, description="days to keep announcements after the broker took them"
    )
    keep_inbox_days: float = Field(
        default=90,
        ge=15,
        le=365,
        description="days (15 to 365) to remember the ids of messages handled",
    )
    keep_streams_days: float = Field(
        default=3650, ge=730, description="days (730 or more) to remember a quiet subject's order"
    )
    keep_answers_days: float = Field(
        default=30, ge=1, description="days to keep answers to repeated commands"
    )
    keep_settled_days: float = Field(
        default=30, gt=0, description="days to keep parked messages that somebody decided on"
    )
    held_late_minutes: float = Field(
        default=15, gt=0, description="minutes after which a held message is overdue"
    )
    log_level: str = Field(
        default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="level"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values from ``load`` alone, which knows the prefix."""
        return (init_settings,)

    @classmethod
    def load(
        cls, service: str, *, prefix: str | None = None, environ: Mapping[str, str] | None = None
    ) -> Self:
        """Read the settings of ``service`` (prefix: its name in capitals, unless given).

        Raises:
            SettingsError: naming every variable that is missing or wrong, and what it is for.

        """
        start = prefix or service.upper().replace("-", "_")
        names = {
            field: _SHARED.get(field, f"{start}_{field.upper()}") for field in cls.model_fields
        }
        source = os.environ if environ is None else environ
        given: dict[str, Any] = {
            field: source[name] for field, name in names.items() if source.get(name)
        }
        try:
            return cls(**{**given, "service": service})
        except ValidationError as fault:
            raise SettingsError(_explained(cls, fault, names)) from None

    @model_validator(mode="before")
    @classmethod
    def _derive(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Fill what follows from the data folder, and keep URLs out of every print."""
        folder = Path(given.get("data_dir") or ".redress").absolute()
        service = given.get("service", "")
        url = given.get("database_url") or f"sqlite:///{folder / service}.sqlite"
        derived = {
            **given,
            "database_url": url,
            "keys_dir": given.get("keys_dir") or folder / "keys" / service,
            "public_keys_dir": given.get("public_keys_dir") or folder / "keys" / "public",
        }
        return {**derived, "log_level": str(given.get("log_level", "INFO")).upper()}

    @model_validator(mode="after")
    def _hide_urls(self) -> Self:
        for field in ("database_url", "broker_url"):
            object.__setattr__(self, field, SecretUrl(getattr(self, field)))
        return self


def _explained(
    settings: type[ServiceSettings], fault: ValidationError, names: Mapping[str, str]
) -> str:
    lines = []
    for error in fault.errors(include_input=False, include_url=False, include_context=False):
        field = str(error["loc"][0]) if error["loc"] else ""
        name = names.get(field, field)
        told = settings.model_fields[field].description if field in names else error["type"]
        wrong = "is not set" if error["type"] == "missing" else "has a value that cannot be used"
        lines.append(f"{name} {wrong}. Set it to {told}.")
    return "\n".join(lines)
