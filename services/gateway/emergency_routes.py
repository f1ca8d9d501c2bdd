"""Routes of access in an emergency: open a case with a reason, see what was opened, review it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from services.gateway.backoffice import Backoffice
from services.gateway.emergencies import Emergencies, Emergency
from services.gateway.endpoints import Signed, let_in, permitted
from services.gateway.identity import Caller
from services.gateway.own_commands import Once, OwnKey
from services.gateway.shapes import Strict
from shared.contracts.base import Answer

OPENS = "gateway.open_in_emergency"
Reason = Annotated[str, Field(min_length=10, max_length=1000)]


class OpenInEmergency(Strict):
    """Why a case must be read by somebody who does not have it."""

    reason: Reason


class OpenByReference(OpenInEmergency):
    """Which case must be read by somebody who does not have it, by its reference, and why."""

    reference: str = Field(min_length=1, max_length=20)


class EmergencyView(Answer):
    """A case opened in an emergency, and what another person said of it."""

    emergency_id: UUID
    account_id: str
    case_id: UUID
    reason: str
    opened_at: datetime
    until: datetime
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    justified: bool | None = None
    note: str | None = None

    @classmethod
    def of(cls, kept: Emergency) -> EmergencyView:
        """Return what is told of one that is kept."""
        return cls.model_validate(kept, from_attributes=True)


class Review(Strict):
    """Whether it was justified, and why."""

    justified: bool
    note: Reason


def _who_tries(signed_in: Signed, emergencies: Emergencies) -> Any:
    """Return the caller as a dependency; whom the row keeps out is kept in the trail all the same."""

    def caller(request: Request, found: Caller = Depends(signed_in)) -> Caller:
        with emergencies.failures(found.actor, request.path_params.get("case_id", "")):
            return let_in(found, OPENS)

    return Depends(caller)


def add(
    router: APIRouter,
    emergencies: Emergencies,
    backoffice: Backoffice,
    signed_in: Signed,
    once: Once,
) -> None:
    """Add the routes."""
    who_tries = _who_tries(signed_in, emergencies)

    @router.post("/cases/{case_id}/emergency", status_code=201, tags=["emergencies"])
    def open_in_emergency(
        case_id: UUID,
        body: OpenInEmergency,
        caller: Caller = who_tries,
        key: OwnKey = None,
    ) -> EmergencyView:
        """Open a case for reading, for four hours, with a reason that somebody else will review."""

        def opened() -> EmergencyView:
            made = emergencies.open(backoffice, caller.actor, case_id, body.reason)
            return EmergencyView.of(made)

        said = (f"open_in_emergency {case_id}", body)
        return once.answer(caller, key, said, EmergencyView, opened)

    @router.get("/emergencies", tags=["emergencies"])
    def emergencies_opened(
        unreviewed: Annotated[bool, Query()] = True,
        caller: Caller = permitted(signed_in, "gateway.emergencies"),
    ) -> list[EmergencyView]:
        """List what was opened in emergencies, the newest first; that it was read is kept."""
        found = emergencies.everything(unreviewed=unreviewed)
        emergencies.told(caller.actor, found)
        return [EmergencyView.of(one) for one in found]

    @router.post("/emergencies/{emergency_id}/review", status_code=204, tags=["emergencies"])
    def review_emergency(
        emergency_id: UUID,
        body: Review,
        caller: Caller = permitted(signed_in, "gateway.review_emergency"),
        key: OwnKey = None,
    ) -> None:
        """Say whether it was justified; nobody reviews their own."""

        def reviewed() -> None:
            emergencies.review(caller.actor, emergency_id, justified=body.justified, note=body.note)

        once.act(caller, key, (f"review_emergency {emergency_id}", body), reviewed)


def own(
    router: APIRouter,
    emergencies: Emergencies,
    backoffice: Backoffice,
    signed_in: Signed,
    once: Once,
) -> None:
    """Add what somebody asks and does who knows a case by its reference, or has one open."""
    who_tries = _who_tries(signed_in, emergencies)

    @router.post("/emergencies", status_code=201, tags=["emergencies"])
    def open_by_reference(
        body: OpenByReference, caller: Caller = who_tries, key: OwnKey = None
    ) -> EmergencyView:
        """Open the case of a reference for reading, for four hours, as by its id."""

        def opened() -> EmergencyView:
            made = emergencies.open_by_reference(
                backoffice, caller.actor, body.reference, body.reason
            )
            return EmergencyView.of(made)

        return once.answer(caller, key, ("open_by_reference", body), EmergencyView, opened)

    @router.get("/emergencies/mine", tags=["emergencies"])
    def own_emergencies(caller: Caller = permitted(signed_in, OPENS)) -> list[EmergencyView]:
        """List what one has open in an emergency now, the newest first."""
        found = emergencies.standing_of(caller.actor)
        return [EmergencyView.of(one) for one in found]
