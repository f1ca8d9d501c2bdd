"""A case opened in an emergency: with a reason, for reading, for hours, and reviewed by another.

A facilitator who stands in for a colleague at night must be able to read what they need. Nothing
can be changed so: only questions about that one case are asked in the name of who opened it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.gateway.backoffice import Backoffice, Call
from services.gateway.tables import emergencies
from shared.audit.trail import AuditTrail
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import NotFound, RedressError, Refused
from shared.security.actors import Role

if TYPE_CHECKING:
    from sqlalchemy import Select

    from services.gateway.vault import Vault
    from shared.contracts.base import Answer
    from shared.security.actors import Actor
    from shared.store.case_keys import CaseKeys

LASTS = timedelta(hours=4)
_NEWEST = select(emergencies).order_by(emergencies.c.opened_at.desc()).limit(500)
_UNREVIEWED = _NEWEST.where(emergencies.c.reviewed_at.is_(None))
REASON, NOTE = "emergencies.reason", "emergencies.note"


@dataclass(frozen=True, slots=True)
class Emergency:
    """One case, opened once in an emergency, and what another person said of it."""

    emergency_id: UUID
    account_id: str
    case_id: UUID
    reason: str
    opened_at: datetime
    until: datetime
    reviewed_at: datetime | None
    reviewed_by: str | None
    justified: bool | None
    note: str | None = None
    """What was said of it, by whoever reviewed it."""


class Emergencies:
    """What was opened in emergencies, and what of it stands now."""

    def __init__(self, vault: Vault, audit_key: bytes) -> None:
        """Keep reasons in the vault; the trail is chained with the gateway's own key."""
        self._vault = vault
        self._audit_key = audit_key

    def open(
        self,
        backoffice: Backoffice,
        by: Actor,
        case_id: UUID,
        reason: str,
        *,
        emergency_id: UUID | None = None,
    ) -> Emergency:
        """Open a case for four hours; under the same ``emergency_id`` once, however often asked.

        A try that fails is kept in the trail as one that succeeds is, whoever made it (``failures``).

        Raises:
            NotFound: there is no such case.

        """
        asked = intake.CaseById(case_id=case_id)
        with self.failures(by, str(case_id)):
            backoffice.ask(Call(intake.CASE, asked, replace(by, opened=frozenset({str(case_id)}))))
        id_, now = emergency_id or uuid4(), datetime.now(UTC)
        try:
            with self._vault.writing() as (connection, keys):
                keys.create(id_)
                row = {
                    "emergency_id": id_,
                    "account_id": by.id,
                    "case_id": case_id,
                    "reason": keys.seal(id_, reason, REASON),
                    "opened_at": now,
                    "until": now + LASTS,
                }
                connection.execute(insert(emergencies).values(row))
                self._note(connection, "case-opened-in-emergency", case_id, by, id_)
        except IntegrityError:
            return self._opened_before(by, id_)
        return Emergency(id_, by.id, case_id, reason, now, now + LASTS, None, None, None)

    def _opened_before(self, by: Actor, emergency_id: UUID) -> Emergency:
        found = self.one(emergency_id)
        if found.account_id != by.id:
            raise NotFound("emergency-unknown")
        return found

    def open_by_reference(
        self,
        backoffice: Backoffice,
        by: Actor,
        reference: str,
        reason: str,
        *,
        emergency_id: UUID | None = None,
    ) -> Emergency:
        """Open the case of a reference, as somebody typed it.

        Raises:
            NotFound: there is no such case.

        """
        asked = intake.CaseByReference(reference=reference)
        vouched = replace(by, opened=frozenset({reference}))
        with self.failures(by):
            found = backoffice.ask(Call(intake.FIND_CASE, asked, vouched))
        assert isinstance(found, intake.CaseFound)
        return self.open(backoffice, by, found.case_id, reason, emergency_id=emergency_id)

    def everything(self, *, unreviewed: bool) -> tuple[Emergency, ...]:
        """Return what was opened, the newest first; only what waits for its review, if asked."""
        return self._found(_UNREVIEWED if unreviewed else _NEWEST)

    def standing_of(self, actor: Actor) -> tuple[Emergency, ...]:
        """Return what somebody has open in an emergency now, the newest first."""
        query = select(emergencies).where(*_stands(actor)).order_by(emergencies.c.opened_at.desc())
        return self._found(query)

    def one(self, emergency_id: UUID) -> Emergency:
        """Return one, or raise ``NotFound``."""
        found = self._found(select(emergencies).where(emergencies.c.emergency_id == emergency_id))
        if not found:
            raise NotFound("emergency-unknown")
        return found[0]

    def _found(self, query: Select[Any]) -> tuple[Emergency, ...]:
        with self._vault.reading() as (connection, keys):
            return tuple(_emergency(row, keys) for row in connection.execute(query).all())

    def told(self, by: Actor, found: Sequence[Emergency]) -> None:
        """Keep in the trail who was told why others opened these: a reason may name somebody."""
        cases = sorted({one.case_id for one in found if one.account_id != by.id})
        if not cases:
            return
        with self._vault.writing() as (connection, _keys):
            for case_id in cases:
                self._record(connection, "emergency-read", f"case/{case_id}", by, {}, "review")

    def review(self, by: Actor, emergency_id: UUID, *, justified: bool, note: str) -> None:
        """Say whether it was justified.

        Raises:
            NotFound: there is none such.
            Refused: ``reviewed-by-its-own``, or ``reviewed-already``.

        """
        mine = emergencies.c.emergency_id == emergency_id
        with self._vault.writing() as (connection, keys):
            row = connection.execute(select(emergencies).where(mine)).one_or_none()
            if row is None:
                raise NotFound("emergency-unknown")
            if row.account_id == by.id:
                raise Refused("reviewed-by-its-own")
            changes = {
                "reviewed_at": datetime.now(UTC),
                "reviewed_by": by.id,
                "justified": justified,
                "note": keys.seal(emergency_id, note, NOTE),
            }
            unseen = emergencies.c.reviewed_at.is_(None)
            if not connection.execute(
                update(emergencies).where(mine, unseen).values(changes)
            ).rowcount:
                raise Refused("reviewed-already")
            self._note(connection, "emergency-reviewed", row.case_id, by, emergency_id)

    def stands(self, actor: Actor, case_id: UUID) -> bool:
        """Whether somebody has a case open in an emergency now; who was told it was not, has not."""
        return self.stands_until(actor, case_id) is not None

    def stands_until(self, actor: Actor, case_id: UUID) -> datetime | None:
        """Return until when somebody has a case open in an emergency; None when they have not."""
        last = select(func.max(emergencies.c.until)).where(
            *_stands(actor), emergencies.c.case_id == case_id
        )
        with self._vault.reading() as (connection, _keys):
            until: datetime | None = connection.execute(last).scalar_one()
            return until

    @contextmanager
    def failures(self, by: Actor, asked_for: str = "") -> Iterator[None]:
        """Keep in the trail that a case could not be opened, by whom, and why not.

        A reference is kept out of it, and what is no id of a case: what somebody typed may be
        anything, a name too.
        """
        try:
            yield
        except RedressError as failed:
            subject = f"case/{asked_for}" if _is_id(asked_for) else f"account/{by.id}"
            with self._vault.writing() as (connection, _keys):
                detail = {"why": failed.code}
                self._record(connection, "case-not-opened-in-emergency", subject, by, detail)
            raise

    def _note(self, connection: Any, action: str, case_id: UUID, by: Actor, id_: UUID) -> None:
        self._record(connection, action, f"case/{case_id}", by, {"emergency": id_})

    def _record(
        self,
        connection: Any,
        action: str,
        subject: str,
        by: Actor,
        detail: dict[str, Any],
        purpose: str = "emergency",
    ) -> None:
        trail = AuditTrail(connection, self._audit_key)
        at = datetime.now(UTC)
        trail.record(action, subject, by=by, at=at, purpose=purpose, detail=detail)


class WithEmergencies:
    """The services, asked in the name of who opened a case in an emergency: questions only."""

    def __init__(self, backoffice: Backoffice, emergencies: Emergencies) -> None:
        """Ask ``backoffice``, vouching for what stands open."""
        self._backoffice = backoffice
        self._emergencies = emergencies

    def ask(self, call: Call) -> Answer:
        """Ask the owning service."""
        return self._backoffice.ask(self._vouched(call, {}))

    def ask_together(self, calls: Sequence[Call]) -> list[Answer | RedressError]:
        """Ask the owning service several questions, each in the name that it is asked in alone."""
        known: dict[UUID, bool] = {}
        return self._backoffice.ask_together([self._vouched(call, known) for call in calls])

    def _vouched(self, call: Call, known: dict[UUID, bool]) -> Call:
        case_id: UUID | None = getattr(call.request, "case_id", None)
        may_need_it = call.method.kind == "query" and Role.FACILITATOR in call.actor.roles
        if not may_need_it or case_id is None:
            return call
        if case_id not in known:
            known[case_id] = self._emergencies.stands(call.actor, case_id)
        opened = frozenset({str(case_id)})
        return replace(call, actor=replace(call.actor, opened=opened)) if known[case_id] else call

    def agencies(self) -> tuple[str, ...]:
        """Return the agencies that have a feed to ask."""
        return self._backoffice.agencies()


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _stands(actor: Actor) -> tuple[Any, ...]:
    held = emergencies.c
    still = held.until > datetime.now(UTC)
    return held.account_id == actor.id, still, held.justified.is_not(False)


def _emergency(row: Any, keys: CaseKeys) -> Emergency:
    return Emergency(
        emergency_id=row.emergency_id,
        account_id=row.account_id,
        case_id=row.case_id,
        reason=keys.open(row.emergency_id, row.reason, REASON),
        opened_at=row.opened_at,
        until=row.until,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by,
        justified=row.justified,
        note=keys.open(row.emergency_id, row.note, NOTE) if row.note else None,
    )
