"""The one validation of every door: faults refuse a referral, warnings go back with its receipt."""

from __future__ import annotations

from datetime import date

from services.intake.domain.doors import door_faults, door_warnings
from services.intake.domain.particulars import particular_faults, particular_warnings
from services.intake.domain.submission import Submission, faults_of
from shared.kernel.errors import Fault


def all_faults(submission: Submission, *, today: date) -> tuple[Fault, ...]:
    """Return every fault of a submission, sorted by field."""
    found = {*faults_of(submission, today=today), *door_faults(submission)}
    return tuple(sorted(found | set(particular_faults(submission))))


def all_warnings(submission: Submission) -> tuple[Fault, ...]:
    """Return what is unusual or absent and refuses nothing, sorted by field."""
    return tuple(sorted({*door_warnings(submission), *particular_warnings(submission)}))
