"""What is wrong, or only unusual, about the identifiers of a submission: by field, as codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.intake.domain.identifiers import (
    Reading,
    read_identifier,
    read_postcode,
    read_reference,
)
from services.intake.domain.submission import Submission
from shared.kernel.errors import Fault


def particular_faults(submission: Submission) -> Iterable[Fault]:
    """Yield every identifier that cannot be what it is called."""
    return (Fault(field, read.fault) for field, read in _readings(submission) if read.fault)


def particular_warnings(submission: Submission) -> Iterable[Fault]:
    """Yield every identifier that is kept although it looks unusual."""
    return (Fault(field, read.warning) for field, read in _readings(submission) if read.warning)


def _readings(submission: Submission) -> Iterator[tuple[str, Reading]]:
    for person in submission.participants:
        for place, (kind, text) in enumerate(person.identifiers):
            yield f"{person.field}.identifiers.{place}.value", read_identifier(kind, text)
        if person.postcode:
            yield f"{person.field}.postcode", read_postcode(person.postcode)
    for place, (reference, force, text) in enumerate(submission.references):
        read = read_reference(reference, text, force=force)
        yield f"offence.references.{place}.value", read
