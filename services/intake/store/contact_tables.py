"""Tables of contact and of what waits: preferences, attempts, promises, chasers, tasks, aftercare."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, LargeBinary, String, Table

from services.intake.store.shapes import case_id_column, code, metadata, sealed, special, who
from shared.store.retention import retained
from shared.store.types import GUID, UtcDateTime

contact_preferences = retained(
    Table(
        "contact_preferences",
        metadata,
        Column("preference_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False, index=True),
        special("preferences", LargeBinary),
        Column("asked_by_person", Boolean, nullable=False),
        Column("set_at", UtcDateTime, nullable=False),
        who("set_by", String(200), nullable=False),
    ),
    owner="case_id",
)
contacts = retained(
    Table(
        "contacts",
        metadata,
        Column("contact_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False, index=True),
        code("channel", String(20), nullable=False),
        code("path", String(40), nullable=False),
        code("result", String(40), nullable=False),
        Column("at", UtcDateTime, nullable=False),
        who("by", String(200), nullable=False),
        sealed("note", LargeBinary),
        sealed("against_preferences", LargeBinary),
    ),
    owner="case_id",
)
update_promises = Table(
    "update_promises",
    metadata,
    Column("person_id", GUID, primary_key=True),
    case_id_column(),
    code("interval", String(20), nullable=False),
    code("path", String(40), nullable=False),
    code("due_on", Date, index=True),
    Column("set_at", UtcDateTime, nullable=False),
    Column("given_at", UtcDateTime),
)
agency_chasers = retained(
    Table(
        "agency_chasers",
        metadata,
        Column("chaser_id", GUID, primary_key=True),
        case_id_column(),
        Column("request_id", GUID, nullable=False, index=True),
        sealed("note", LargeBinary),
        Column("chased_at", UtcDateTime, nullable=False),
        who("chased_by", String(200), nullable=False),
    ),
    owner="case_id",
)
# What an agency answered by its feed; what staff wrote down themselves stands on the request.
agency_answers = retained(
    Table(
        "agency_answers",
        metadata,
        Column("feed_message_id", GUID, primary_key=True),
        Column("request_id", GUID, nullable=False, unique=True),
        case_id_column(),
        code("finding", String(40), nullable=False),
        code("answered_on", Date, nullable=False),
        special("details", LargeBinary),
        Column("received_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
tasks = retained(
    Table(
        "tasks",
        metadata,
        Column("task_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID),
        Column("referral_id", GUID, index=True),
        code("kind", String(40), nullable=False),
        code("cause", String(40), nullable=False),
        code("missing", String(400)),
        Column("raised_at", UtcDateTime, nullable=False),
        code("due_on", Date, nullable=False),
        Column("done_at", UtcDateTime, index=True),
        who("done_by", String(200)),
        sealed("note", LargeBinary),
    ),
    owner="case_id",
)
aftercare = Table(
    "aftercare",
    metadata,
    Column("aftercare_id", GUID, primary_key=True),
    case_id_column(),
    Column("person_id", GUID, nullable=False),
    code("service", String(40), nullable=False),
    code("step", String(20), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    who("recorded_by", String(200), nullable=False),
)
# What was amended since it was submitted: each field with its old and new value, and the reason.
amendments = retained(
    Table(
        "amendments",
        metadata,
        Column("amendment_id", GUID, primary_key=True),
        case_id_column(),
        Column("referral_id", GUID),
        Column("person_id", GUID),
        code("field", String(40), nullable=False),
        special("old", LargeBinary),
        special("new", LargeBinary),
        sealed("reason", LargeBinary),
        Column("amended_at", UtcDateTime, nullable=False),
        who("amended_by", String(200), nullable=False),
    ),
    owner="case_id",
)
