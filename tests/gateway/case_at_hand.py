"""A case as the services tell it to its page: built here for the tests of that page."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import CaseStage, EligibilityDecision
from shared.contracts.comms import aftercare, agreements, notices, relay
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import contact, entry
from shared.contracts.intake import rpc as intake
from shared.contracts.screening import eligibility, risk_rpc
from shared.contracts.screening.decision_view import DecisionView
from shared.kernel.clock import SystemClock

CASE, STRAND, HARMED, RESPONSIBLE, ONE, OTHER = (UUID(int=number) for number in range(50, 56))
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
TODAY = SystemClock().today()


def a_case(**changes):
    known = {
        "case_id": CASE, "reference": "RJ-INVENTED", "stage": CaseStage.ELIGIBILITY_DECIDED,
        "on_hold": False, "opened_at": AT, "referral_ids": (), "consents": (),
        "participants": ({"person_id": HARMED, "role": "harmed", "side": "harmed"},
                         {"person_id": RESPONSIBLE, "role": "responsible", "side": "responsible"}),
        "strands": ({"strand_id": STRAND, "harmed_ids": (HARMED,), "responsible_id": RESPONSIBLE},),
        "agency_requests": (),
    }  # fmt: skip
    return intake.CaseView.model_validate(known | changes)


def standing(**stands):
    """The case's strand with where each of the two stands."""
    people = {"harmed": HARMED, "responsible": RESPONSIBLE}
    engagement = {str(people[side]): stand for side, stand in stands.items()}
    return ({"strand_id": STRAND, "harmed_ids": (HARMED,), "responsible_id": RESPONSIBLE,
             "engagement": engagement},)  # fmt: skip


def decided(decision=EligibilityDecision.PROCEED, **more):
    one = DecisionView(decision_id=ONE, referral_id=ONE, decision=decision, policy_version="p",
                       decided_at=AT, **more)  # fmt: skip
    return SimpleNamespace(decisions=(one,))


def attempt(person=HARMED, result="no_answer"):
    return contact.ContactView(contact_id=ONE, person_id=person, channel="phone",
                               path="own_contact_details", result=result, at=AT, by="x", against_preferences=False)  # fmt: skip


def facilitator(number=1):
    return allocation.FacilitatorView(facilitator_id=UUID(int=number), name=f"Fictional {number}",
                                      assigned_at=AT)  # fmt: skip


def nothing_waits():
    """An open case that was let on, with nothing else in it: what each method answers."""
    return {
        "case": a_case(),
        "case_timeline": intake.Timeline(entries=()),
        "eligibility": decided(),
        "contacts": contact.Contacts(contacts=(), engagement=()),
        "referrals": entry.Referrals(referrals=()),
        "risk": SimpleNamespace(assessments=(), bars=()),
        "risk_reviews": risk_rpc.RiskReviews(reviews=()),
        "concerns": risk_rpc.Concerns(concerns=()),
        "changes": eligibility.Changes(changes=()),
        "notices": notices.Notices(notices=()),
        "assignment": allocation.AssignmentView(facilitators=()),
        "process": comms.ProcessView(strands=(), items=(), agreements=()),
        "relay": relay.Relay(items=()),
        "aftercare": aftercare.Aftercare(follow_ups=(), support=(), statements=(), feedback=()),
        "due_undertakings": agreements.DueUndertakings(undertakings=()),
        "due_updates": contact.DueUpdates(updates=()),
        "tasks": SimpleNamespace(tasks=()),
        "possible_matches": entry.PossibleMatches(matches=()),
    }
