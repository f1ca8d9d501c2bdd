"""What consent stands: the newest word of each person decides, and doubt closes (CON-02, CON-04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.codes import ConsentPurpose, Engagement, ItemKind, ParticipantRole

# Withdrawing from one of these ends that person's part; items on their way come back.
CONTACT_PURPOSES = frozenset(ConsentPurpose) - {
    ConsentPurpose.UPDATES,
    ConsentPurpose.CASE_STUDY,
    ConsentPurpose.NEWSLETTER,
    ConsentPurpose.SHARE_WITH_AGENCY,
}
LEAVING = frozenset(
    {ConsentPurpose.BE_REFERRED, ConsentPurpose.BE_CONTACTED, ConsentPurpose.TAKE_PART}
)
"""A no to one of these is a withdrawal from the strand, not only from one item."""

SOUGHT = frozenset({ConsentPurpose.BE_CONTACTED, ConsentPurpose.TAKE_PART})

GONE = frozenset({Engagement.DECLINED, Engagement.WITHDREW, Engagement.DECEASED_OR_ILL})

NEVER_ASKED = frozenset({ParticipantRole.DECEASED})


@dataclass(frozen=True, slots=True)
class Consent:
    """A recorded yes or no of one person, for one purpose."""

    consent_id: UUID
    person_id: UUID
    purpose: ConsentPurpose
    given: bool
    recorded_at: datetime
    strand_id: UUID | None = None
    item_id: UUID | None = None
    item_kind: ItemKind | None = None
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it was given and never withdrawn."""
        return self.given and self.withdrawn_at is None

    @property
    def said_at(self) -> datetime:
        """When it became what it is: recorded, or withdrawn."""
        return self.withdrawn_at or self.recorded_at

    def covers(self, strand_id: UUID) -> bool:
        """Whether it is about this strand (one without a strand is about all)."""
        return self.strand_id in (None, strand_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a participant stands in a strand, as last recorded (PRC-17)."""

    person_id: UUID
    strand_id: UUID
    engagement: Engagement
    changed_at: datetime


def takes_part(
    consents: Sequence[Consent],
    people: Iterable[UUID],
    strand_id: UUID,
    engagements: Iterable[Standing] = (),
) -> bool:
    """Whether a side takes part: somebody said yes, and nobody's newest word is no.

    Withdrawal by anyone of the side stops the whole side, until that person says yes again. Who
    was since recorded as having declined, withdrawn, or being past asking, takes no part either.
    """
    side = frozenset(people)
    if any(_has_gone(consents, one) for one in engagements if one.person_id in side):
        return False
    about = [c for c in consents if c.person_id in side and c.covers(strand_id)]
    words = [_newest(about, person, ConsentPurpose.TAKE_PART) for person in side]
    reachable = [_newest(about, person, ConsentPurpose.BE_CONTACTED) for person in side]
    refused = any(word is not None and not word.stands for word in (*words, *reachable))
    return not refused and any(word is not None for word in words)


def may_be_contacted(consents: Sequence[Consent], records: Iterable[UUID]) -> bool:
    """Whether no record's newest word forbids it: who was never asked may be approached once.

    A no under one record of a person is a no, whatever was said under another.
    """
    words = [_newest(consents, one, ConsentPurpose.BE_CONTACTED) for one in records]
    return all(word is None or word.stands for word in words)


def may_be_sought(
    consents: Sequence[Consent], records: Iterable[UUID], strand_id: UUID | None = None
) -> bool:
    """Whether an agency may be asked to find or reach somebody: not after their no.

    Who was never asked may be looked for. Who said no to taking part, without ever having been
    asked about contact, is left alone as well, until a newer yes: an officer at the door is more
    than a letter. A no to one strand alone leaves the others as they were.
    """
    found = frozenset(records)
    words = [
        one
        for one in consents
        if one.person_id in found and one.purpose in SOUGHT and one.strand_id in (None, strand_id)
    ]
    newest = max(words, key=_said, default=None)
    return (newest is None or newest.stands) and may_be_contacted(consents, found)


def consents_to_item(
    consents: Sequence[Consent],
    people: Iterable[UUID],
    item_id: UUID | None,
    *,
    strand_id: UUID | None = None,
    others: Iterable[UUID] = (),
) -> bool:
    """Whether the author's side agreed to pass exactly this item, and nobody took it back.

    A withdrawal by anybody of the strand (``others`` are the recipients) recalls everything that
    was not delivered (CON-02): a yes to an item that is older than that counts no more.
    """
    if item_id is None:
        return False
    side = frozenset(people)
    about = [c for c in consents if c.item_id == item_id and c.person_id in side]
    if not _all_newest_stand(about, side, ConsentPurpose.PASS_ITEM):
        return False
    said = max(_said(c) for c in about if c.stands and c.purpose is ConsentPurpose.PASS_ITEM)
    strand = side | frozenset(others)
    left = [c for c in consents if c.person_id in strand and _leaves(c, strand_id)]
    return all(_said(c) < said for c in left)


def consents_to_kind(
    consents: Sequence[Consent],
    people: Iterable[UUID],
    *,
    strand_id: UUID,
    item_id: UUID | None,
    kind: ItemKind | None,
) -> bool:
    """Whether the recipient's side agreed to receive this kind of thing (or this very item)."""
    if kind is None:
        return False
    side = frozenset(people)
    about = [
        c
        for c in consents
        if c.person_id in side
        and c.covers(strand_id)
        and c.item_id in (None, item_id)
        and c.item_kind in (None, kind)
        and (c.item_kind == kind or (item_id is not None and c.item_id == item_id) or not c.stands)
    ]
    return _all_newest_stand(about, side, ConsentPurpose.RECEIVE_ITEM)


def to_withdraw(
    consents: Sequence[Consent],
    person_id: UUID,
    purposes: frozenset[ConsentPurpose],
    strand_id: UUID | None,
) -> list[Consent]:
    """Return the standing consents that a withdrawal ends (no purposes: all of them)."""
    return [
        c
        for c in consents
        if c.stands
        and c.person_id == person_id
        and (not purposes or c.purpose in purposes)
        and (strand_id is None or c.covers(strand_id))
    ]


def _all_newest_stand(
    about: Sequence[Consent], side: frozenset[UUID], purpose: ConsentPurpose
) -> bool:
    words = [word for person in side if (word := _newest(about, person, purpose))]
    return bool(words) and all(word.stands for word in words)


def _leaves(consent: Consent, strand_id: UUID | None) -> bool:
    """Whether it is a no to taking part, or to being contacted, in this strand."""
    covered = strand_id is None or consent.covers(strand_id)
    return not consent.stands and covered and consent.purpose in LEAVING


def _has_gone(consents: Sequence[Consent], standing: Standing) -> bool:
    if standing.engagement not in GONE:
        return False
    mine = [c for c in consents if c.covers(standing.strand_id)]
    newest = _newest(mine, standing.person_id, ConsentPurpose.TAKE_PART)
    return newest is None or not newest.stands or newest.recorded_at < standing.changed_at


def _said(consent: Consent) -> tuple[datetime, UUID]:
    return consent.said_at, consent.consent_id


def _newest(about: Sequence[Consent], person: UUID, purpose: ConsentPurpose) -> Consent | None:
    return last_word(about, (person,), purpose)


def last_word(
    about: Iterable[Consent], records: Iterable[UUID], purpose: ConsentPurpose
) -> Consent | None:
    """Return the newest word of one person, under any of their records, on a purpose."""
    person = frozenset(records)
    own = [c for c in about if c.person_id in person and c.purpose is purpose]
    return max(own, key=_said, default=None)
