"""Requests to an agency: find this person, reach them, ask them, say where they are held (PRC-16).

Intake opens a request under a clause or a named interim arrangement; the feed asks intake for the
facts at that moment, takes what the clause names, and sends it. Without a clause in force today,
nothing goes: the request stays open with its clock, and the audit says why it was not sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.feeds.outbound import Telling, tell
from services.feeds.recalling import note_asked
from shared.contracts.intake.agencies import DISCLOSURE_FACTS, DisclosureFacts, FactsForAgency
from shared.contracts.intake.events import AgencyRequestOpenedV1
from shared.kernel.clock import local_day

if TYPE_CHECKING:
    from services.feeds.book import Book
    from shared.contracts.envelope import Envelope
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.security.key_files import ServiceKeys


class Requester:
    """Sends what intake asks of this feed's agencies."""

    def __init__(self, book: Book, keys: ServiceKeys) -> None:
        self._book = book
        self._keys = keys

    def on_opened(
        self,
        runtime: Runtime,
        context: Context,
        event: AgencyRequestOpenedV1,
        envelope: Envelope,
    ) -> None:
        """Send the request, if it is for this feed's agency and a clause allows it today."""
        ours = event.agency in self._book.agencies
        allowed = self._book.outbound("request", runtime.clock.today()) if ours else None
        facts = self._facts(runtime, event) if allowed else None
        with runtime.transaction(context) as uow:
            if not ours:
                return
            told = None
            if facts is not None and facts.request_open:
                told = tell(uow, self._book, self._keys, _telling(event, facts))
                if told is not None:
                    note_asked(uow, event, facts, told)
            uow.audit(
                "agency_request.sent" if told else "agency_request.not_sent",
                subject=event.subject(),
                request=event.request_id,
                why=None if told else ("ended" if allowed else "no-clause-in-force"),
            )

    def _facts(self, runtime: Runtime, event: AgencyRequestOpenedV1) -> FactsForAgency:
        question = DisclosureFacts(
            case_id=event.case_id,
            agency=event.agency,
            request_id=event.request_id,
            purpose=f"agency-request-{event.kind.value}",
        )
        found = runtime.ask(DISCLOSURE_FACTS, question)
        assert isinstance(found, FactsForAgency)
        return found


def person_facts(facts: FactsForAgency) -> dict[str, Any]:
    """Return what is known of the person under dotted names; the clause chooses among them."""
    if facts.person is None:
        return {}
    known = facts.person.model_dump(mode="json", exclude_none=True)
    return {f"person.{name}": value for name, value in known.items()}


def _telling(event: AgencyRequestOpenedV1, facts: FactsForAgency) -> Telling:
    return Telling(
        kind="request",
        facts={
            "request": str(event.request_id),
            "reference": facts.reference,
            "asked": event.kind.value,
            "interim_arrangement": event.interim_arrangement,
            "asked_on": local_day(event.opened_at).isoformat(),
            **person_facts(facts),
        },
        correlation_id=str(event.request_id),
        case_id=event.case_id,
        strand_id=event.strand_id,
        person_id=facts.person_id,
        reference=facts.reference,
    )
