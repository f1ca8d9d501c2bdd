"""The service's doors: which one a referral came by, from its dimensions, and what each asks.

The dimensions stay apart (who began it, who sent it, how it arrived, how they heard). A door is
only a name for a combination of them, with the few rules that belong to it alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.intake.domain.submission import BOTH_SIDES_PATHWAYS, Submission
from shared.contracts.codes import Channel, ParticipantRole, Side, Source
from shared.contracts.intake.codes import Door
from shared.kernel.errors import Fault

BY_HAND = frozenset({Channel.PAPER, Channel.EMAIL, Channel.PHONE})
POSTED = frozenset({Channel.PAPER, Channel.EMAIL})


def door_of(submission: Submission) -> Door:
    """Return the door by which a referral came in."""
    if submission.channel is Channel.TRANSFER_IN:
        return Door.TRANSFER_IN
    if submission.pathway in BOTH_SIDES_PATHWAYS:
        return Door.OFFICER_FORM
    harmed = submission.initiated_by is Side.HARMED
    if harmed and _deceased(submission):
        return Door.BEREAVED
    if submission.source is Source.SELF:
        return Door.SELF_HARMED if harmed else Door.SELF_RESPONSIBLE
    return Door.PROFESSIONAL_FOR_HARMED if harmed else Door.PROFESSIONAL_FOR_RESPONSIBLE


def door_faults(submission: Submission) -> Iterable[Fault]:
    """Yield what contradicts the door: the one named, or the one that the dimensions make."""
    door = door_of(submission)
    if submission.door not in (None, door):
        yield Fault("door", "does-not-fit")
    if submission.door is Door.OFFICER_FORM and submission.disposal is None:
        yield Fault("disposal", "missing")
    if submission.rj_is_condition is not None and submission.disposal is None:
        yield Fault("rj_is_condition", "without-disposal")
    if submission.not_filled_in and submission.channel not in BY_HAND:
        yield Fault("not_filled_in", "not-for-this-channel")
    if submission.source is Source.SELF and submission.heard_via is Source.SELF:
        yield Fault("heard_via", "is-the-source")


def door_warnings(submission: Submission) -> Iterable[Fault]:
    """Yield what ought to be there, without which a referral is nevertheless taken."""
    door = door_of(submission)
    if door is Door.OFFICER_FORM and submission.disposal is None:
        yield Fault("disposal", "missing")
    if door is Door.OFFICER_FORM:
        yield from _in_custody(submission)
    if door is Door.TRANSFER_IN and not submission.prior_provider:
        yield Fault("prior_provider", "missing")
    if submission.channel in POSTED and submission.arrived_on is None:
        yield Fault("arrived_on", "missing")
    for person in submission.participants:
        if person.role is ParticipantRole.DECEASED and person.reachable:
            yield Fault(person.field, "deceased-is-never-contacted")


def _in_custody(submission: Submission) -> Iterable[Fault]:
    """An out-of-court disposal is preferred where both live in the community (OCD-05)."""
    for person in submission.participants:
        if person.in_custody:
            yield Fault(f"{person.field}.in_custody", "preferred-in-the-community")


def _deceased(submission: Submission) -> bool:
    return any(person.role is ParticipantRole.DECEASED for person in submission.participants)
