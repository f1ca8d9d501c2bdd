"""What stands over each list of Today, what is said where it is empty, and where all of it is."""

from __future__ import annotations

from typing import Final

from shared.contracts.codes import CaseStage

TITLES: Final = {
    "relay": ("Words to vet", "Nothing waits to be vetted."),
    "risks": ("Risks to look at again", "No review of a risk is due."),
    "concerns": ("Safeguarding concerns", "No concern is open."),
    "changes": ("Decisions that came out otherwise", "No decision has changed."),
    "undertakings": ("Undertakings to review", "No undertaking is due."),
    "follow-ups": ("Follow-ups", "No follow-up is due."),
    "needs": ("Cases that need a facilitator", "No case has lost a facilitator."),
    "renewals": (
        "Facilitators’ checks and accreditation",
        "Nobody’s check or accreditation runs out soon.",
    ),
    "own-renewals": (
        "Your checks and accreditation",
        "None that is recorded runs out soon.",
    ),
    "notices": ("Stop and look", "Nothing to stop for."),
    "mine": ("Your cases", "None is assigned to you. When one is, it stands here."),
    "new": ("New referrals", "No referral waits for a decision."),
    "decided": (
        "Decided, and nobody contacted yet",
        "None beside those whose first contact is due.",
    ),
    "matches": ("Possibly the same as a case that we have", "No possible match waits."),
    "limits": ("First contacts due", "Everybody was contacted."),
    "updates": ("Promised updates", "No promised update is due."),
    "requests": ("Waiting on agencies", "No agency owes us an answer."),
    "tasks": ("Tasks", "No task is open."),
    "reviews": ("Consents to look at again", "No consent is due to be looked at again."),
}
REST: Final = {
    "new": f"/referrals?stage={CaseStage.REFERRED}",
    "decided": f"/referrals?stage={CaseStage.ELIGIBILITY_DECIDED}",
    "matches": "/referrals",
    "requests": "/agencies",
    "renewals": "/facilitators",
    "relay": "/relay",
}
"""Where the whole of a list is that is longer than what is shown."""
SAID: Final = {
    "password": "Your password is changed, and nobody else knows it.",
    "conflict": "Your conflict of interest is kept, and you are off that case. The office sees that "
    "it needs somebody else.",
}
"""What is said of what was done on the way here."""
