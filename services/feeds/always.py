"""What every referral must be, whatever its agreement says: intake takes in nothing else.

Told here already, so that a sender hears of it with everything else that is wrong. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared.contracts.codes import ParticipantRole
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault


def faults_of_any(submission: ReferralSubmission) -> Iterator[Fault]:
    """Yield what intake would refuse of any referral, by the places of our own words."""
    yield from _harmed(submission)
    yield from _addresses(submission)
    if submission.rj_is_condition is not None and submission.disposal is None:
        yield Fault("rj_is_condition", "without-disposal")


def _harmed(submission: ReferralSubmission) -> Iterator[Fault]:
    """Somebody was harmed; of somebody who died a relative is the one to speak with (INT-16)."""
    roles = {person.role for person in submission.harmed}
    if ParticipantRole.HARMED in roles:
        return
    if ParticipantRole.DECEASED not in roles:
        yield Fault("harmed", "nobody-harmed")
    elif ParticipantRole.FAMILY not in roles:
        yield Fault("harmed", "family-member-missing")


def _addresses(submission: ReferralSubmission) -> Iterator[Fault]:
    for side, people in (("harmed", submission.harmed), ("responsible", submission.responsible)):
        for at, person in enumerate(people):
            if person.email is not None and "@" not in person.email:
                yield Fault(f"{side}.{at}.email", "not-an-address")
