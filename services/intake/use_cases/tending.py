"""What intake does once a day by itself: erases what is over, and indexes what is not indexed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import matching, tending
from services.intake.store.shapes import metadata
from services.intake.store.tables import cases as cases_table
from services.intake.use_cases.ending import erase
from services.intake.use_cases.likeness import (
    blinded,
    described,
    incident_keys,
    incident_of,
    kept_keys,
)
from services.intake.use_cases.people import opened
from shared.contracts.codes import Side
from shared.contracts.intake.people import OffenceDetails
from shared.store.retention import Retention, rules_of
from shared.store.rotation import rotate_kek

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

BATCH = 50


def retain(runtime: Runtime) -> dict[str, int]:
    """Erase closed cases and enquiries whose time is up; return how many of each.

    A case is erased as a person would erase it: announced, so that every holder destroys its key
    for it, and audited. Killed at any point, the next run does the rest.
    """
    (rule,) = rules_of(cases_table)
    erased = 0
    while True:
        with runtime.transaction() as uow:
            before = uow.now() - timedelta(days=rule.days)
            due = tending.cases_closed_before(uow.connection, before, BATCH)
            for case_id in due:
                erase(uow, case_id, purpose="retention")
        erased += len(due)
        if len(due) < BATCH:
            break
    if erased:
        rotate_kek(runtime.store, runtime.keys.keyring)
    others = Retention(
        runtime.store,
        metadata,
        runtime.keys.keyring,
        runtime.clock,
        passes_over=frozenset({cases_table.name}),
    ).run()
    return {**({cases_table.name: erased} if erased else {}), **others}


def reindex(runtime: Runtime) -> int:
    """Keep match keys for people and incidents that have none; return for how many.

    Rows that were stored before there were match keys are found by nobody until this has run.
    """
    done, after = 0, None
    while True:
        with runtime.transaction() as uow:
            due = tending.cases_not_indexed(uow.connection, after, BATCH)
            for case_id in due:
                done += _index_case(uow, case_id)
        if len(due) < BATCH:
            return done
        after = due[-1]


def _index_case(uow: UnitOfWork, case_id: UUID) -> int:
    rows: list[dict[str, Any]] = []
    found = 0
    for subject_id, keys in _subjects(uow, case_id):
        found += bool(keys)
        rows += [
            {"subject_id": subject_id, "slot": slot, "case_id": case_id, "key": key}
            for slot, key in enumerate(blinded(uow.blind, keys))
        ]
    matching.add_keys(uow.connection, rows)
    if found:
        uow.audit("case.indexed", subject=f"case/{case_id}", purpose="matching", count=found)
    return found


def _subjects(uow: UnitOfWork, case_id: UUID) -> list[tuple[UUID, set[str]]]:
    people, incidents = tending.not_indexed(uow.connection, case_id)
    found = [
        (row.person_id, kept_keys(described(opened(uow, row), Side(row.side)))) for row in people
    ]
    for row in incidents:
        told = json.loads(uow.keys.open(case_id, row.details, "referrals.details"))
        offence = OffenceDetails.model_validate(told["offence"])
        found.append((row.referral_id, incident_keys(incident_of(offence))))
    return found
