"""Tables of the process: participants, readiness, the programme, meetings, notes, scripts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table

from services.comms.store.columns import code, day, metadata, number, user, words
from shared.store.columns import moment, row_id
from shared.store.retention import retained

participants = Table(
    "participants",
    metadata,
    row_id("strand_id", primary_key=True),
    row_id("person_id", primary_key=True),
    row_id("case_id", index=True),
    code("side"),
)
readiness = retained(
    Table(
        "readiness",
        metadata,
        number(),
        row_id("case_id", index=True),
        row_id("strand_id", index=True),
        row_id("person_id"),
        code("step"),
        Column("done", Boolean, nullable=False),
        words("note"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
programmes = Table(
    "programmes",
    metadata,
    row_id("programme_id", primary_key=True),
    row_id("case_id"),
    row_id("strand_id", unique=True),
    code("template"),
    user(),
    moment("started_at", nullable=False),
)
programme_sessions = Table(
    "programme_sessions",
    metadata,
    row_id("session_id", primary_key=True),
    row_id("programme_id", index=True),
    row_id("case_id"),
    Column("number", Integer, nullable=False),
    code("kind"),
    day("planned_on", nullable=False),
)
session_steps = Table(
    "session_steps",
    metadata,
    number(),
    row_id("session_id", index=True),
    code("kind"),
    day("on_day", nullable=False),
    Column("minutes", Integer),
    user(),
    moment("at", nullable=False),
)
session_people = Table(
    "session_people",
    metadata,
    row_id("session_id", primary_key=True),
    row_id("person_id", primary_key=True),
)
arranged_meetings = retained(
    Table(
        "arranged_meetings",
        metadata,
        row_id("meeting_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id"),
        code("purpose"),
        code("place"),
        words("venue"),
        Column("minutes", Integer, nullable=False),
        moment("starts_at", nullable=False),
        Column("out_of_hours", Boolean, nullable=False),
        user(),
        moment("arranged_at", nullable=False),
    ),
    owner="case_id",
)
meeting_people = Table(
    "meeting_people",
    metadata,
    row_id("meeting_id", primary_key=True),
    user("who", primary_key=True),
    code("part"),
    code("side", nullable=True),
    moment("arrives_at"),
    Column("attended", Boolean),
)
meeting_steps = retained(
    Table(
        "meeting_steps",
        metadata,
        number(),
        row_id("meeting_id", index=True),
        row_id("case_id"),
        code("kind"),
        words("words"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
interpreters = retained(
    Table(
        "interpreters",
        metadata,
        row_id("interpreter_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id"),
        code("side"),
        code("language"),
        words("name", nullable=True),
        code("conflicts", 200),
        user(),
        moment("checked_at", nullable=False),
    ),
    owner="case_id",
)
notes = retained(
    Table(
        "case_notes",
        metadata,
        row_id("note_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", nullable=True),
        row_id("meeting_id", nullable=True),
        code("compartment"),
        words("words", nullable=True),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
scripts = retained(
    Table(
        "conference_scripts",
        metadata,
        number(),
        row_id("meeting_id", index=True),
        row_id("case_id"),
        words("words"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
marks = Table(
    "conference_marks",
    metadata,
    number(),
    row_id("meeting_id", index=True),
    code("mark"),
    code("question", 60, nullable=True),
    user("by_whom", nullable=True),
    user(),
    moment("at", nullable=False),
)
