"""Faults in words that their sender understands: the sender's own field, and what to do about it.

The value itself is never repeated: it may be about somebody.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from services.feeds.channels.flat import expected
from shared.kernel.errors import Fault

SENTENCES = {
    "missing": "is missing; {expected}",
    "invalid": "cannot be read; {expected}",
    "too-long": "is too long; {expected}",
    "too-many": "has too many rows; {expected}",
    "in-the-future": "is a day that has not come yet",
    "consent-missing": "nobody's consent is declared here; ask the person first, then say how and when",
    "consent-refused": "this person said no; send nothing about them, and do not ask again for us",
    "word-missing": "say how and when the person said yes or no",
    "unknown-request": "is no request that we sent to you; copy it from the request itself",
    "request-ended": "was answered already, or we no longer wait for it; ring us if there is news",
    "does-not-fit-request": "is not an answer to what this request asked",
    "check-letter": "the letter at the end does not fit the digits; a key may have been mistyped",
    "yes-and-no": "names something that you also say applies; leave it in one of the two lists",
    "restricted": "this record is restricted, or nobody can say that it is not; it cannot be shared",
    "scheme-unknown": "names a scheme with which there is no agreement",
    "too-large": "is larger than the agreement allows",
    "unparseable": "is not JSON in UTF-8",
    "not-an-object": "is not one JSON object: it starts with {{ and ends with }}",
    "cannot-be-opened": "was not sealed to this feed's public key",
    "cannot-be-processed": "could not be handled; that is our own fault, and staff will look at it",
    "not-accepted": "is not one that this agreement accepts",
    "wrong-agency": "is another agency's user",
    "participant-not-in-agreement": "is a kind of person about whom this agreement is not",
    "nobody-harmed": "names nobody who was harmed: a relative alone is not, unless somebody died",
    "family-member-missing": "names somebody who died: name a relative as well, to speak with",
    "not-an-address": "is no e-mail address: there is no @ in it",
    "without-disposal": "is a condition of a disposal, and none is named: say which one it is",
    "duplicate": "was received before under this reference",
    "only-by-harmed": "under this scheme only a person harmed may ask",
    "only-by-responsible": "under this scheme only a person responsible may ask",
    "only-bereaved": "this scheme is for people bereaved: name the person who died and a relative",
    "only-burglary": "this scheme is for burglary",
    "only-after-sentence": "this agreement is for the time after sentence",
    "only-harmed-in-london": "this agreement is for a person harmed who lives in London",
    "only-out-of-court": "this form is for out-of-court disposals",
    "only-deferred-prosecution": "this scheme is for deferred prosecutions",
    "agreement-not-in-force": "no agreement is in force on this day",
    "agreement-drafting": "the agreement is still being drafted: nothing may be sent under it yet",
    "agreement-submitted": "the agreement was submitted and is still pending",
    "agreement-in-review": "the agreement is still in review",
    "agreement-expired": "the agreement has expired: nothing may be sent until it is renewed",
    "agreement-withdrawn": "the agreement was withdrawn",
    "nothing-may-come-in": "the agreement names no field that may be sent",
    "clause-not-in-force": "the clause for referrals is not in force on this day",
    "send-again-corrected": "could not be put right by our staff; correct it, and send it again under "
    "a new message id",
    "not-of-this-form": "is no field of this form",
    "received-otherwise": "reached us in another way since; there is nothing more for you to do",
    "not-for-this-service": "is not for this service; nothing of it is kept",
    "sent-in-error": "was sent in error, as you told us; nothing of it is kept",
    "ask-offender-manager": "somebody in custody or on licence asks through their offender manager",
}


def sentence(fault: Fault, model: type[BaseModel]) -> str:
    """Return one fault as a sentence about the sender's own field."""
    text = SENTENCES.get(fault.code, f"is at fault ({fault.code})")
    said = text.format(expected=wanted(model, fault.field))
    return f"{fault.field}: {said}"


def wanted(model: type[BaseModel], path: str) -> str:
    """Return what a field is to hold, from the published form itself."""
    parts = path.split(".")
    info = _field(model, parts)
    kind = expected(model, parts)
    noted = _note(info)
    if noted:
        return noted
    return _of_kind(kind)


def _of_kind(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return "write one of: " + ", ".join(str(option) for option in get_args(kind))
    if get_origin(kind) in (tuple, list):
        inner = get_args(kind)[0]
        return f"a list, where each entry is: {_of_kind(expected_inner(inner))}"
    if kind is date:
        return "write a day as YYYY-MM-DD"
    if kind is bool:
        return "write true or false"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        needed = [name for name, field in kind.model_fields.items() if field.is_required()]
        return f"give at least: {', '.join(needed)}" if needed else "give an object"
    return "write text" if kind is str else "see the form's description"


def expected_inner(kind: Any) -> Any:
    """Return the type inside a list's entries."""
    return get_args(kind)[0] if getattr(kind, "__metadata__", None) else kind


def _field(model: Any, parts: list[str]) -> FieldInfo | None:
    *parents, last = parts
    holder = expected(model, parents) if parents else model
    if isinstance(holder, type) and issubclass(holder, BaseModel):
        return holder.model_fields.get(last)
    return None


def _note(info: FieldInfo | None) -> str:
    """Return the field's own description, and how long it may be."""
    if info is None:
        return ""
    inner = [
        note for part in get_args(info.annotation) for note in getattr(part, "__metadata__", ())
    ]
    notes = [info, *(note for note in inner if isinstance(note, FieldInfo))]
    described = next((note.description for note in notes if note.description), None)
    if described:
        return f"write {described}"
    text = str in (info.annotation, *(get_args(part)[0] for part in _annotated(info)))
    limits = [getattr(one, "max_length", None) for note in notes for one in note.metadata]
    longest = next((limit for limit in limits if limit), None)
    return f"write at most {longest} characters" if longest and text else ""


def _annotated(info: FieldInfo) -> list[Any]:
    return [part for part in get_args(info.annotation) if getattr(part, "__metadata__", None)]
