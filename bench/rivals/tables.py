"""The stores of both rivals: per service the rows that Redress keeps too, no more."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

_BIG = BigInteger().with_variant(Integer, "sqlite")


def _with_transport(metadata: MetaData) -> MetaData:
    """Every service has an inbox and an outbox."""
    Table("inbox", metadata, Column("message_id", String(80), primary_key=True))
    Table(
        "outbox",
        metadata,
        Column("position", _BIG, primary_key=True, autoincrement=True),
        Column("message_id", String(80), nullable=False, unique=True),
        Column("exchange", String(60), nullable=False),
        Column("routing_key", String(120), nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    return metadata


def _feed() -> MetaData:
    metadata = MetaData()
    Table(
        "agency_messages",
        metadata,
        Column("message_id", String(128), primary_key=True),
        Column("feed_message_id", String(36), nullable=False, unique=True),
        Column("received_at", String(40), nullable=False),
        Column("answer", LargeBinary),
        Column("case_id", String(36)),
        Column("reference", String(20)),
    )
    return _with_transport(metadata)


def _intake() -> MetaData:
    metadata = MetaData()
    _define_cases(metadata)
    _define_people(metadata)
    Table(
        "timeline",
        metadata,
        Column("case_id", String(36), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("at", String(40), nullable=False),
        Column("event", String(80), nullable=False),
        Column("codes", Text, nullable=False),
    )
    _define_audit(metadata)
    return _with_transport(metadata)


def _define_cases(metadata: MetaData) -> None:
    Table(
        "case_keys",
        metadata,
        Column("case_id", String(36), primary_key=True),
        Column("wrapped_key", LargeBinary, nullable=False),
    )
    Table(
        "cases",
        metadata,
        Column("case_id", String(36), primary_key=True),
        Column("reference", String(20), nullable=False, unique=True),
        Column("opened_at", String(40), nullable=False),
        Column("entries", Integer, nullable=False),
    )
    Table(
        "referrals",
        metadata,
        Column("referral_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("feed_message_id", String(36), nullable=False, unique=True),
        Column("sender_index", LargeBinary, index=True),
        Column("crime_index", LargeBinary, index=True),
        Column("received_at", String(40), nullable=False),
        Column("details", LargeBinary, nullable=False),
        Column("answer", LargeBinary, nullable=False),
    )


def _define_people(metadata: MetaData) -> None:
    Table(
        "strands",
        metadata,
        Column("strand_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("harmed_ids", Text, nullable=False),
        Column("responsible_id", String(36)),
    )
    Table(
        "persons",
        metadata,
        Column("person_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("side", String(20), nullable=False),
        Column("details", LargeBinary, nullable=False),
        Column("match_index", LargeBinary, index=True),
    )
    Table(
        "consents",
        metadata,
        Column("consent_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("person_id", String(36), nullable=False),
        Column("purpose", String(30), nullable=False),
        Column("given", Boolean, nullable=False),
        Column("evidence", LargeBinary),
        Column("recorded_at", String(40), nullable=False),
    )


def _define_audit(metadata: MetaData) -> None:
    Table(
        "audit",
        metadata,
        Column("subject", String(60), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("action", String(60), nullable=False),
        Column("at", String(40), nullable=False),
        Column("hash", LargeBinary, nullable=False),
    )


def _screening() -> MetaData:
    metadata = MetaData()
    Table(
        "screening_cases",
        metadata,
        Column("case_id", String(36), primary_key=True),
        Column("opened_at", String(40), nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
    )
    Table(
        "screening_strands",
        metadata,
        Column("strand_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False),
    )
    Table(
        "screening_referrals",
        metadata,
        Column("referral_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("received_on", String(10), nullable=False),
        Column("facts", Text, nullable=False),
    )
    Table(
        "decisions",
        metadata,
        Column("decision_id", String(36), primary_key=True),
        Column("referral_id", String(36), nullable=False, index=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("decision", String(20), nullable=False),
        Column("results", Text, nullable=False),
        Column("decided_at", String(40), nullable=False),
    )
    _define_audit(metadata)
    return _with_transport(metadata)


def _reporting() -> MetaData:
    metadata = MetaData()
    Table(
        "cases",
        metadata,
        Column("case_id", String(36), primary_key=True),
        Column("reference", String(20), nullable=False),
        Column("opened_at", String(40), nullable=False),
    )
    Table(
        "referrals",
        metadata,
        Column("referral_id", String(36), primary_key=True),
        Column("case_id", String(36), nullable=False, index=True),
        Column("counted_on", String(10), nullable=False),
        Column("source", String(20), nullable=False),
        Column("agency", String(40), nullable=False),
        Column("crime_types", String(200), nullable=False),
    )
    milestones = Table(
        "milestones",
        metadata,
        Column("event_id", String(36), primary_key=True),
        Column("type", String(80), nullable=False),
        Column("subject", String(60), nullable=False),
        Column("detail", String(80)),
        Column("at", String(40), nullable=False),
    )
    Index("milestones_by_type", milestones.c.type, milestones.c.at)
    return _with_transport(metadata)


STORES: dict[str, MetaData] = {
    "feed": _feed(),
    "intake": _intake(),
    "screening": _screening(),
    "reporting": _reporting(),
}
