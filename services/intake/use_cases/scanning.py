"""Having documents looked at for malware: when they come, before they are opened, and by the clock.

No transaction is open while the scanner looks. A verdict is given once; what is found is destroyed
at once, and only what it was called stays.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.documents import fate_of
from services.intake.papers.scanning import Found, Scanner, ScannerAwayError
from services.intake.store import documents
from services.intake.use_cases.people import sealed
from shared.contracts.intake.codes import ScanFate
from shared.messaging.context import Context
from shared.observability.logs import get_logger

if TYPE_CHECKING:
    from services.intake.papers.runtime import IntakeRuntime
    from shared.messaging.unit_of_work import UnitOfWork

BATCH = 50
log = get_logger("intake.scanning")


def scan(runtime: IntakeRuntime, case_id: UUID, document_id: UUID) -> ScanFate:
    """Have one document looked at; return what became of it, ``pending`` when the scanner is away.

    Without a scanner what waited for one waits no longer: it is kept as not scanned.
    """
    context = Context.of_system(runtime.service)
    with runtime.transaction(context) as uow:
        row = documents.document_of(uow.connection, case_id, document_id)
        if row is None or row.content is None or row.verdict == ScanFate.CLEAN.value:
            return fate_of(row.verdict if row else None)
        if runtime.scanner is None:
            unscanned = {"verdict": ScanFate.NOT_SCANNED.value}
            documents.give_verdict(uow.connection, document_id, unscanned)
            return ScanFate.NOT_SCANNED
        content = base64.b64decode(uow.keys.open(case_id, row.content, "documents.content"))
    found = _looked_at(runtime, runtime.scanner, content)
    if found is None:
        return fate_of(row.verdict)
    with runtime.transaction(context) as uow:
        return _judged(uow, case_id, document_id, found)


def _looked_at(runtime: IntakeRuntime, scanner: Scanner, content: bytes) -> Found | None:
    try:
        return scanner.scan(content)
    except ScannerAwayError as fault:
        runtime.metrics.inc("intake_scanner_away_total")
        log.warning("scanner_away", fault=fault)
        return None


def _judged(uow: UnitOfWork, case_id: UUID, document_id: UUID, found: Found) -> ScanFate:
    fate = ScanFate.CLEAN if found.reason is None else ScanFate.REFUSED
    changes: dict[str, Any] = {"verdict": fate.value, "scanned_at": uow.now()}
    if found.reason is not None:
        changes["found"] = sealed(uow, case_id, found.reason, "documents.found")
        changes["content"] = None
    if documents.give_verdict(uow.connection, document_id, changes):
        uow.audit("document.scanned", subject=f"case/{case_id}", document=document_id, verdict=fate)
    return fate


def scan_what_waits(runtime: IntakeRuntime) -> int:
    """Have everything looked at that has no verdict; return how many got one.

    Ends at the first that gets none: a scanner that is away is asked again the next time.
    """
    if runtime.scanner is None:
        return 0
    done, after = 0, None
    while True:
        with runtime.store.reading() as connection:
            waiting = documents.to_scan(connection, after, BATCH)
        for case_id, document_id in waiting:
            if scan(runtime, case_id, document_id) not in (ScanFate.CLEAN, ScanFate.REFUSED):
                return done
            done += 1
            after = document_id
        if len(waiting) < BATCH:
            return done
