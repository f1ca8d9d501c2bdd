"""What intake says later of a referral: amended facts decide again (ELG-16)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.screening.store import cases, eligibility
from services.screening.use_cases.deciding import decide
from services.screening.use_cases.reacting import facts_of
from services.screening.use_cases.reviewing import paths_open, review_new_paths
from shared.contracts.intake.events import ReferralAmendedV1
from shared.contracts.screening.eligibility_codes import Because

if TYPE_CHECKING:
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork


def on_referral_amended(uow: UnitOfWork, event: ReferralAmendedV1, envelope: Envelope) -> None:
    """Decide again when facts or pathway are others now.

    Only what the amendment changed is taken over: what staff found out since and recorded here
    stays. Amendments of an older intake say nothing of facts.
    """
    before, now = event.facts_before, event.facts_now
    if before is None or now is None:
        return
    cases.lock_case(uow.connection, event.case_id)
    referral = cases.find_referral(uow.connection, event.case_id, event.referral_id)
    if referral is None:  # it was refused here, and a person has parked or discarded it
        return
    was = facts_of(before)
    news = {name: value for name, value in facts_of(now).items() if was[name] != value}
    if not news and now.pathway == referral.pathway:
        return
    paths = paths_open(uow, event.case_id)
    facts = {**referral.facts, **news}
    cases.save_facts(uow.connection, event.referral_id, facts)
    eligibility.save_pathway(uow.connection, event.referral_id, now.pathway)
    amended = replace(referral, facts=facts, pathway=now.pathway)
    decide(uow, amended, Because.REFERRAL_AMENDED)
    review_new_paths(uow, event.case_id, paths)
