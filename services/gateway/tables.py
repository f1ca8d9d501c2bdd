"""The tables of the gateway's own store. It holds no case, and of a participant only what is sealed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, LargeBinary, MetaData, String, Table, Text, false

from shared.store.columns import Holds, Keep, column
from shared.store.types import GUID, UtcDateTime

CODE, ID, SECRET = Holds.NOTHING_PERSONAL, Holds.IDENTIFIER, Holds.SECRET

metadata = MetaData()
accounts = Table(
    "accounts",
    metadata,
    column("id", String(36), primary_key=True, holds=ID, keep=Keep.ACCOUNT),
    column("username", String(200), unique=True, holds=ID, keep=Keep.ACCOUNT),
    column("kind", String(20), holds=CODE, keep=Keep.ACCOUNT),
    column("roles", Text, holds=CODE, keep=Keep.ACCOUNT),
    column("organisation", String(120), nullable=True, holds=CODE, keep=Keep.ACCOUNT),
    column("password_hash", String(200), holds=SECRET, keep=Keep.ACCOUNT),
    column("created_at", UtcDateTime, holds=CODE, keep=Keep.ACCOUNT),
    column("disabled_at", UtcDateTime, nullable=True, holds=CODE, keep=Keep.ACCOUNT),
    column("openid_subject", String(300), nullable=True, unique=True, holds=ID, keep=Keep.ACCOUNT),
    column("told_once", Boolean, server_default=false(), holds=CODE, keep=Keep.ACCOUNT),
)
sessions = Table(
    "sessions",
    metadata,
    column("token_hash", String(64), primary_key=True, holds=SECRET, keep=Keep.SESSION),
    column("account_id", String(36), index=True, holds=ID, keep=Keep.SESSION),
    column("begun_at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    column("seen_at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    column("expires_at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    column("ended_at", UtcDateTime, nullable=True, holds=CODE, keep=Keep.SESSION),
    column("half", Boolean, holds=CODE, keep=Keep.SESSION),
    column("means", String(20), holds=CODE, keep=Keep.SESSION),
    column("roles", Text, nullable=True, holds=CODE, keep=Keep.SESSION),
)
second_steps = Table(
    "second_steps",
    metadata,
    column("account_id", String(36), primary_key=True, holds=ID, keep=Keep.ACCOUNT),
    column("key_id", GUID, nullable=False, holds=ID, keep=Keep.ACCOUNT),
    column("secret", LargeBinary, nullable=False, holds=SECRET, keep=Keep.ACCOUNT),
    column("last_step", BigInteger, nullable=False, holds=CODE, keep=Keep.ACCOUNT),
    column("begun_at", UtcDateTime, nullable=False, holds=CODE, keep=Keep.ACCOUNT),
)
recovery_codes = Table(
    "recovery_codes",
    metadata,
    column("account_id", String(36), primary_key=True, holds=ID, keep=Keep.ACCOUNT),
    column("code_hash", String(64), primary_key=True, holds=SECRET, keep=Keep.ACCOUNT),
)
drafts = Table(
    "drafts",
    metadata,
    column("draft_id", GUID, primary_key=True, holds=ID, keep=Keep.SESSION),
    column("account_id", String(36), nullable=False, index=True, holds=ID, keep=Keep.SESSION),
    column(
        "content", LargeBinary, nullable=False, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.SESSION
    ),
    column("saved_at", UtcDateTime, nullable=False, holds=CODE, keep=Keep.SESSION),
)
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    column("place_hash", String(64), holds=SECRET, keep=Keep.SESSION),
    column("at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    Index("ix_sign_in_failures_place_at", "place_hash", "at"),
)
openid_beginnings = Table(
    "openid_beginnings",
    metadata,
    column("state_hash", String(64), primary_key=True, holds=SECRET, keep=Keep.SESSION),
    column("nonce", String(64), nullable=False, holds=SECRET, keep=Keep.SESSION),
    column("verifier", String(128), nullable=False, holds=SECRET, keep=Keep.SESSION),
    column("browser_hash", String(64), nullable=False, holds=SECRET, keep=Keep.SESSION),
    column("begun_at", UtcDateTime, nullable=False, holds=CODE, keep=Keep.SESSION),
)
emergencies = Table(
    "emergencies",
    metadata,
    column("emergency_id", GUID, primary_key=True, holds=ID, keep=Keep.ACCOUNT),
    column("account_id", String(36), nullable=False, index=True, holds=ID, keep=Keep.ACCOUNT),
    column("case_id", GUID, nullable=False, holds=ID, keep=Keep.ACCOUNT),
    column(
        "reason", LargeBinary, nullable=False, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.ACCOUNT
    ),
    column("opened_at", UtcDateTime, nullable=False, holds=CODE, keep=Keep.ACCOUNT),
    column("until", UtcDateTime, nullable=False, holds=CODE, keep=Keep.ACCOUNT),
    column("reviewed_at", UtcDateTime, nullable=True, holds=CODE, keep=Keep.ACCOUNT),
    column("reviewed_by", String(36), nullable=True, holds=ID, keep=Keep.ACCOUNT),
    column("justified", Boolean, nullable=True, holds=CODE, keep=Keep.ACCOUNT),
    column("note", LargeBinary, nullable=True, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.ACCOUNT),
)
saved_views = Table(
    "saved_views",
    metadata,
    column("view_id", GUID, primary_key=True, holds=ID, keep=Keep.ACCOUNT),
    column("account_id", String(36), nullable=False, index=True, holds=ID, keep=Keep.ACCOUNT),
    column(
        "content", LargeBinary, nullable=False, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.ACCOUNT
    ),
    column("saved_at", UtcDateTime, nullable=False, holds=CODE, keep=Keep.ACCOUNT),
)
repeats = Table(
    "repeats",
    metadata,
    column("found_by", String(64), primary_key=True, holds=SECRET, keep=Keep.TRANSPORT),
    column("key_id", GUID, nullable=False, holds=ID, keep=Keep.TRANSPORT),
    column(
        "content", LargeBinary, nullable=False, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.TRANSPORT
    ),
    column("at", UtcDateTime, nullable=False, index=True, holds=CODE, keep=Keep.TRANSPORT),
)
