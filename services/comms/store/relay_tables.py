"""Tables of the relay, agreements, aftercare and notices, beside those of ``tables``."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table, Text

from services.comms.store.columns import code, day, metadata, number, user, words
from shared.store.columns import Holds, Keep, column, moment, row_id
from shared.store.retention import retained

item_versions = Table(
    "item_versions",
    metadata,
    row_id("item_id", primary_key=True),
    row_id("thread_id", index=True),
    row_id("case_id"),
    Column("version", Integer, nullable=False),
    code("form", nullable=True),
)
step_seals = Table(
    "step_seals",
    metadata,
    Column("step_id", Integer, primary_key=True, autoincrement=False),
    row_id("item_id", index=True),
    code("seal", 64),
)
delivery_results = retained(
    Table(
        "delivery_results",
        metadata,
        number(),
        row_id("item_id", index=True),
        row_id("case_id"),
        code("result"),
        words("words"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
heard_consents = Table(
    "heard_consents",
    metadata,
    row_id("consent_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("person_id"),
    code("purpose"),
    row_id("item_id", nullable=True),
    Column("given", Boolean, nullable=False),
    moment("at", nullable=False),
)
heard_withdrawals = Table(
    "heard_withdrawals",
    metadata,
    row_id("case_id", primary_key=True),
    row_id("person_id", primary_key=True),
    code("purpose", primary_key=True),
    moment("at", nullable=False),
)
agreement_terms = retained(
    Table(
        "agreement_terms",
        metadata,
        row_id("agreement_id", primary_key=True),
        row_id("case_id"),
        code("text_hash", 64),
        words("salt"),
        day("ends_on"),
        Column("police_note_agreed", Boolean, nullable=False),
        moment("reached_at"),
        code("end_reason", nullable=True),
        moment("ended_at"),
    ),
    owner="case_id",
)
agreement_checks = retained(
    Table(
        "agreement_checks",
        metadata,
        row_id("check_id", primary_key=True),
        row_id("agreement_id", index=True),
        row_id("case_id"),
        column("findings", Text, holds=Holds.IDENTIFIER, keep=Keep.PERMANENT, nullable=False),
        words("may_be_told"),
        user("by_user"),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
agreement_signatories = Table(
    "agreement_signatories",
    metadata,
    row_id("agreement_id", primary_key=True),
    row_id("person_id", primary_key=True),
    code("side"),
)
agreement_signatures = Table(
    "agreement_signatures",
    metadata,
    row_id("agreement_id", primary_key=True),
    row_id("person_id", primary_key=True),
    code("how"),
    user("witnessed_by"),
    code("text_hash", 64),
    moment("at", nullable=False),
)
undertaking_owners = Table(
    "undertaking_owners",
    metadata,
    row_id("undertaking_id", primary_key=True),
    row_id("person_id"),
)
review_confirmations = Table(
    "review_confirmations",
    metadata,
    number(),
    row_id("undertaking_id", index=True),
    Column("review_id", Integer, nullable=False),
    code("side"),
    Column("agrees", Boolean, nullable=False),
    user(),
    moment("at", nullable=False),
)
agreement_events = retained(
    Table(
        "agreement_events",
        metadata,
        number(),
        row_id("agreement_id", index=True),
        row_id("case_id"),
        code("kind"),
        code("side", nullable=True),
        words("words"),
        words("reference"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
follow_ups = retained(
    Table(
        "follow_ups",
        metadata,
        row_id("follow_up_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id"),
        row_id("person_id"),
        code("interval"),
        day("due_on", nullable=False),
        code("result", nullable=True),
        words("words"),
        user("recorded_by", nullable=True),
        moment("recorded_at"),
    ),
    owner="case_id",
)
support_offers = retained(
    Table(
        "support_offers",
        metadata,
        row_id("offer_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("person_id"),
        code("service"),
        code("answer"),
        words("words"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
support_updates = Table(
    "support_updates",
    metadata,
    number(),
    row_id("offer_id", index=True),
    code("kind"),
    day("told_on", nullable=False),
    user(),
)
statements = retained(
    Table(
        "participant_statements",
        metadata,
        number(),
        row_id("case_id", index=True),
        row_id("strand_id"),
        row_id("person_id"),
        code("told"),
        words("words"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
quotations = retained(
    Table(
        "quotations",
        metadata,
        row_id("quotation_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("person_id"),
        words("words"),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
feedback = retained(
    Table(
        "feedback",
        metadata,
        number(),
        row_id("case_id", index=True),
        code("given_by"),
        code("agency", nullable=True),
        words("words"),
        Column("after_closure", Boolean, nullable=False),
        user(),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
sent_notices = Table(
    "sent_notices",
    metadata,
    row_id("notice_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("person_id", index=True),
    code("channel"),
    code("wording"),
    code("state", index=True),
    code("objections", 200),
    Column("tries", Integer, nullable=False),
    user(),
    moment("asked_at", nullable=False),
    moment("tried_at"),
    moment("sent_at"),
)
local_outbox = retained(
    Table(
        "local_outbox",
        metadata,
        row_id("notice_id", primary_key=True),
        row_id("case_id", index=True),
        code("channel"),
        words("address"),
        words("body"),
        moment("at", nullable=False),
    ),
    owner="case_id",
)
