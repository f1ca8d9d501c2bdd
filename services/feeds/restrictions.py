"""The restrictions that an agreement may name: each a rule over a referral in our words. Pure.

A restriction that is not known here restricts everything: a newer agreement read by an older
process must not let pass what it does not understand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from shared.contracts.codes import (
    Area,
    ConsentPurpose,
    CrimeType,
    ParticipantRole,
    Proceedings,
    Side,
)
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault

Rule = Callable[[ReferralSubmission], Iterable[Fault]]
CONTACT = frozenset({ConsentPurpose.BE_REFERRED, ConsentPurpose.BE_CONTACTED})
AFTER_SENTENCE = frozenset({Proceedings.SENTENCED, Proceedings.CONCLUDED})


def faults_of(names: Iterable[str], submission: ReferralSubmission) -> Iterator[Fault]:
    """Yield what the named restrictions hold against a referral."""
    for name in names:
        rule = RULES.get(name)
        if rule is None:
            yield Fault("agreement", "restricted")
        else:
            yield from rule(submission)


def _by_harmed(submission: ReferralSubmission) -> Iterator[Fault]:
    if submission.initiated_by is not Side.HARMED:
        yield Fault("initiated_by", "only-by-harmed")


def _by_responsible(submission: ReferralSubmission) -> Iterator[Fault]:
    if submission.initiated_by is not Side.RESPONSIBLE:
        yield Fault("initiated_by", "only-by-responsible")


def _consent_of_both(submission: ReferralSubmission) -> Iterator[Fault]:
    said = [c for c in submission.consents if c.purpose in CONTACT]
    agreed, asked = {c.participant for c in said if c.given}, {c.participant for c in said}
    for side, people in (
        (Side.HARMED, submission.harmed),
        (Side.RESPONSIBLE, submission.responsible),
    ):
        if not people:
            yield Fault(side.value, "missing")
        for at, person in enumerate(people):
            if person.role is not ParticipantRole.DECEASED and person.ref not in agreed:
                code = "consent-refused" if person.ref in asked else "consent-missing"
                yield Fault(f"{side.value}.{at}.consent", code)


def _bereaved(submission: ReferralSubmission) -> Iterator[Fault]:
    roles = {person.role for person in submission.harmed}
    if not {ParticipantRole.DECEASED, ParticipantRole.FAMILY} <= roles:
        yield Fault("harmed", "only-bereaved")


def _burglary(submission: ReferralSubmission) -> Iterator[Fault]:
    if CrimeType.BURGLARY not in submission.offence.crime_types:
        yield Fault("offence.crime_types", "only-burglary")


def _sentenced(submission: ReferralSubmission) -> Iterator[Fault]:
    if submission.offence.proceedings not in AFTER_SENTENCE:
        yield Fault("offence.proceedings", "only-after-sentence")


def _harmed_in_london(submission: ReferralSubmission) -> Iterator[Fault]:
    if all(person.home_area is not Area.LONDON for person in submission.harmed):
        yield Fault("harmed", "only-harmed-in-london")


def _disposal(submission: ReferralSubmission) -> Iterator[Fault]:
    if submission.offence.proceedings is not Proceedings.OUT_OF_COURT_DISPOSAL:
        yield Fault("offence.proceedings", "only-out-of-court")


def _deferred(submission: ReferralSubmission) -> Iterator[Fault]:
    if submission.offence.proceedings is not Proceedings.DEFERRED_PROSECUTION:
        yield Fault("offence.proceedings", "only-deferred-prosecution")


RULES: dict[str, Rule] = {
    "initiated_by_harmed": _by_harmed,
    "initiated_by_responsible": _by_responsible,
    "consent_of_both": _consent_of_both,
    "bereaved_only": _bereaved,
    "burglary_only": _burglary,
    "after_sentence": _sentenced,
    "harmed_in_london": _harmed_in_london,
    "out_of_court_only": _disposal,
    "deferred_prosecution_only": _deferred,
}
