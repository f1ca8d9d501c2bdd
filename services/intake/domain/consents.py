"""What consent stands: the newest word of each person decides, and doubt closes (CON-02, CON-04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.codes import ConsentPurpose, ItemKind, ParticipantRole

# Withdrawing from one of these ends that person's part; items on their way come back.
CONTACT_PURPOSES = frozenset(ConsentPurpose) - {
    ConsentPurpose.UPDATES,
    ConsentPurpose.CASE_STUDY,
    ConsentPurpose.NEWSLETTER,
    ConsentPurpose.SHARE_WITH_AGENCY,
}
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

    def covers(self, strand_id: UUID) -> bool:
        """Whether it is about this strand (one without a strand is about all)."""
        return self.strand_id in (None, strand_id)


def takes_part(consents: Sequence[Consent], people: Iterable[UUID], strand_id: UUID) -> bool:
    """Whether a side takes part: somebody said yes, and nobody's newest word is no.

    Withdrawal by anyone of the side stops the whole side, until that person says yes again.
    """
    side = frozenset(people)
    about = [c for c in consents if c.person_id in side and c.covers(strand_id)]
    words = [_newest(about, person, ConsentPurpose.TAKE_PART) for person in side]
    reachable = [_newest(about, person, ConsentPurpose.BE_CONTACTED) for person in side]
    refused = any(word is not None and not word.stands for word in (*words, *reachable))
    return not refused and any(word is not None for word in words)


def consents_to_item(
    consents: Sequence[Consent], people: Iterable[UUID], item_id: UUID | None
) -> bool:
    """Whether the author's side agreed to pass exactly this item, and nobody took it back."""
    if item_id is None:
        return False
    side = frozenset(people)
    about = [c for c in consents if c.item_id == item_id and c.person_id in side]
    return _all_newest_stand(about, side, ConsentPurpose.PASS_ITEM)


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


def _newest(about: Sequence[Consent], person: UUID, purpose: ConsentPurpose) -> Consent | None:
    own = [c for c in about if c.person_id == person and c.purpose is purpose]
    return max(own, key=lambda c: (c.withdrawn_at or c.recorded_at, c.consent_id), default=None)
