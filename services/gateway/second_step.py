"""The second step of signing in: time-based codes (RFC 6238), none of them twice, and recovery codes.

The shared secret is encrypted at rest; of recovery codes only hashes are kept, each used once.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pyotp
from sqlalchemy import delete, func, insert, select, update

from services.gateway.tables import recovery_codes, second_steps

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from services.gateway.vault import Vault
    from shared.store.case_keys import CaseKeys

STEP_S = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 8
FIELD = "second_steps.secret"
ISSUER = "Redress"
BASE_32 = r"^[A-Z2-7]{32}$"
"""A secret as ``new_secret`` makes it."""


def new_secret() -> str:
    """Return a fresh 160-bit secret, in base 32."""
    return pyotp.random_base32()


def address_of(secret: str, username: str) -> str:
    """Return the ``otpauth`` address that an authenticator app reads."""
    return pyotp.TOTP(secret, interval=STEP_S).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step whose code this is, one step of drift forgiven; None for none."""
    typed = "".join(code.split())
    if not _is_code(typed):
        return None
    totp = pyotp.TOTP(secret, interval=STEP_S)
    now = int(at.timestamp()) // STEP_S
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if secrets.compare_digest(totp.generate_otp(step), typed):
            return step
    return None


class SecondSteps:
    """The second steps of accounts that have one."""

    def __init__(self, vault: Vault) -> None:
        """Keep secrets in the vault."""
        self._vault = vault

    def has(self, account_id: str) -> bool:
        """Whether an account asks for a code."""
        asked = select(func.count()).where(second_steps.c.account_id == account_id)
        with self._vault.reading() as (connection, _keys):
            return bool(connection.execute(asked).scalar_one())

    def set_up(self, account_id: str, secret: str, code: str, at: datetime) -> tuple[str, ...]:
        """Begin to ask for codes, if this is one; return the recovery codes, told once.

        An empty answer says that the code is not one of this secret.
        """
        step = step_of(secret, code, at)
        if step is None:
            return ()
        codes = tuple(_new_recovery_code() for _ in range(RECOVERY_CODES))
        owner = uuid4()
        with self._vault.writing() as (connection, keys):
            self._erase(connection, keys, account_id)
            keys.create(owner)
            row = {
                "account_id": account_id,
                "key_id": owner,
                "secret": keys.seal(owner, secret, FIELD),
                "last_step": step,
                "begun_at": at,
            }
            connection.execute(insert(second_steps).values(row))
            connection.execute(
                insert(recovery_codes),
                [{"account_id": account_id, "code_hash": hashed(code)} for code in codes],
            )
        return codes

    def accepts(self, account_id: str, code: str, at: datetime) -> bool:
        """Whether a code, or a recovery code, lets the account in now; either is spent by it."""
        typed = "".join(code.split())
        if _is_code(typed):
            return self._spend_step(account_id, typed, at)
        return self._spend_recovery_code(account_id, typed)

    def recovery_codes_left(self, account_id: str) -> int:
        """Return how many recovery codes are unused."""
        asked = select(func.count()).where(recovery_codes.c.account_id == account_id)
        with self._vault.reading() as (connection, _keys):
            return int(connection.execute(asked).scalar_one())

    def remove(self, account_id: str) -> None:
        """Ask this account for no code any more."""
        with self._vault.writing() as (connection, keys):
            self._erase(connection, keys, account_id)

    def _erase(self, connection: Connection, keys: CaseKeys, account_id: str) -> None:
        held = select(second_steps.c.key_id).where(second_steps.c.account_id == account_id)
        for owner in connection.execute(held).scalars().all():
            keys.erase(owner)
        for table in (recovery_codes, second_steps):
            connection.execute(delete(table).where(table.c.account_id == account_id))

    def _spend_step(self, account_id: str, code: str, at: datetime) -> bool:
        with self._vault.writing() as (connection, keys):
            held = select(second_steps).where(second_steps.c.account_id == account_id)
            row = connection.execute(held).one_or_none()
            if row is None:
                return False
            step = step_of(keys.open(row.key_id, row.secret, FIELD), code, at)
            if step is None:
                return False
            # No code opens twice, nor one before it: two windows at once cannot both pass here.
            spent = connection.execute(
                update(second_steps)
                .where(second_steps.c.account_id == account_id, second_steps.c.last_step < step)
                .values(last_step=step)
            )
            return spent.rowcount == 1

    def _spend_recovery_code(self, account_id: str, code: str) -> bool:
        mine = recovery_codes.c.account_id == account_id
        with self._vault.writing() as (connection, _keys):
            spent = connection.execute(
                delete(recovery_codes).where(mine, recovery_codes.c.code_hash == hashed(code))
            )
            return spent.rowcount == 1


def _is_code(typed: str) -> bool:
    # Digits of other scripts are digits too, and no code has them.
    return typed.isascii() and typed.isdigit()


def hashed(code: str) -> str:
    """Return what is kept of a recovery code: 120 random bits need no slow hash."""
    return hashlib.sha256(code.replace("-", "").casefold().encode()).hexdigest()


def _new_recovery_code() -> str:
    plain = b32encode(secrets.token_bytes(15)).decode().lower()
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))
