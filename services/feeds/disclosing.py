"""Case-by-case telling with explicit consent: an adviser (IDVA), the Victim Contact Scheme, a note
to police intelligence, an update by RE:Hub (PTR-09, PTR-12, PTR-17, PTR-18, RSK-07).

Intake is asked at that moment whether the person's own consent to tell this very agency stands;
no answer is a no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.feeds.outbound import Telling, Told, tell
from services.feeds.requesting import person_facts
from shared.contracts.intake.agencies import DISCLOSURE_FACTS, DisclosureFacts, FactsForAgency
from shared.kernel.errors import NotFound, Refused
from shared.messaging.context import Context

if TYPE_CHECKING:
    from services.feeds.receiving import Feed
    from shared.messaging.runtime import Runtime
    from shared.security.actors import Actor

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants told: which kind, under which agreement, about whom, in which words."""

    agreement: str
    kind: str
    case_id: UUID
    person_id: UUID
    note: str | None = None
    mode: str | None = None


def disclose(runtime: Runtime, feed: Feed, order: Order, by: Actor) -> Told:
    """Tell what the clause allows, and return it (staff carry what goes by hand).

    Raises:
        NotFound: no such agreement, kind, case or person.
        Refused: ``no-clause-in-force``, ``consent-missing`` or ``note-too-long``.
        Unavailable: intake did not answer; nothing was told.

    """
    agreement = feed.book.named(order.agreement)
    clause = agreement.outbound.get(order.kind)
    if clause is None:
        raise NotFound("disclosure-kind-unknown", agreement=order.agreement)
    if not agreement.permits(clause.clause, runtime.clock.today()):
        raise Refused("no-clause-in-force", agreement=order.agreement)
    if len(order.note or "") > LONGEST_NOTE:
        raise Refused("note-too-long", agreement=order.agreement)
    facts = _facts(runtime, order, agreement.agency)
    if clause.consent and facts.consent_id is None:
        raise Refused("consent-missing", person=order.person_id)
    with runtime.transaction(Context.of_actor(by)) as uow:
        told = tell(uow, feed.book, feed.keys, _telling(order, facts, uow.today().isoformat()))
        if told is None:
            raise Refused("no-clause-in-force", agreement=order.agreement)
    return told


def _facts(runtime: Runtime, order: Order, agency: str) -> FactsForAgency:
    question = DisclosureFacts(
        case_id=order.case_id,
        agency=agency,
        person_id=order.person_id,
        purpose=f"disclosure-{order.kind}",
    )
    found = runtime.ask(DISCLOSURE_FACTS, question)
    assert isinstance(found, FactsForAgency)
    return found


def _telling(order: Order, facts: FactsForAgency, today: str) -> Telling:
    outcome = facts.primary_outcome
    return Telling(
        kind=order.kind,
        facts={
            "reference": facts.reference,
            "crime_number": facts.crime_number,
            "stage": facts.stage.value,
            "on_hold": facts.on_hold,
            "outcome": outcome.value if outcome else None,
            "mode": order.mode,
            "as_of": today,
            "note": order.note,
            **person_facts(facts),
        },
        correlation_id=str(order.case_id),
        case_id=order.case_id,
        strand_id=facts.strand_ids[0] if len(facts.strand_ids) == 1 else None,
        person_id=order.person_id,
        consent_id=facts.consent_id,
        reference=facts.reference,
        under=order.agreement,
    )
