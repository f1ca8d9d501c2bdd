"""What was refused for its form and is held: seen for a purpose, corrected and released, or rejected.

What a message says is shown only once somebody has said what for; a correction goes through the
same checks as any message, and its feed decides all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import agency_words
from services.gateway.pages.agency import named
from services.gateway.pages.forms import Field, Kind, Read, new_key, read
from services.gateway.pages.site import Page, Visit
from shared.contracts.feeds import office
from shared.kernel.errors import Fault, InvalidInput, NotFound

PREFIX = "f."
LONG = 80
KNOWN = re.compile(office.FIELD)
PURPOSE = (
    Field("purpose", "What do you need to read it for?", "choice",
          "It is kept with your name.", choices=agency_words.PURPOSES),
)  # fmt: skip
REASON = Field(
    "reason", "How do you know what is right?", "area",
    "For example: rang the officer. Kept with your name, and not sent to anybody.",
)  # fmt: skip
REJECT = (
    Field("because", "What is its sender to be told?", "choice", choices=agency_words.REJECTIONS),
    Field("note", "Why, for our own record", "area", "Kept with your name. It is not sent."),
)
SAID = {
    "released": "The message is on its way in. Its sender gets a receipt when it has arrived.",
    "rejected": "The message is given up, and its sender is told why.",
}


def quarantine(visit: Visit) -> Response:
    """List what waits, or all that is kept."""
    name = named(visit)
    everything = visit.request.query_params.get("show") == "all"
    after = visit.asked_id("after")
    asked = office.ListQuarantined(agency=name, settled_too=everything, after=after)
    part = visit.gather({"held": (office.QUARANTINE, asked)})["held"]
    return visit.show(
        "quarantine/all.html",
        agency=name,
        part=part,
        everything=everything,
        after=after,
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
        say=agency_words,
    )


def message(visit: Visit) -> Response:
    """Show why a message is held, and what can be done about it."""
    return _message(visit, Read(), 200)


def _message(visit: Visit, done: Read, status: int) -> Response:
    return visit.show(
        "quarantine/one.html",
        status,
        agency=named(visit),
        one=_find(visit),
        fields=PURPOSE,
        read=done,
        say=agency_words,
    )


def _find(visit: Visit) -> office.HeldView:
    asked = office.ListQuarantined(
        agency=named(visit), feed_message_id=visit.id("feed_message_id"), settled_too=True
    )
    told = visit.ask(office.QUARANTINE, asked)
    if not told.messages:
        raise NotFound("quarantined-message-unknown")
    return told.messages[0]  # type: ignore[no-any-return]


def reveal(visit: Visit) -> Response:
    """Show what a message says, once its reader has said what for."""
    done = read(PURPOSE, visit.form)
    if done.errors:
        return _message(visit, done, 422)
    return _shown(visit, Read(), new_key(), 200)


def _shown(
    visit: Visit, done: Read, key: str, status: int, faults: Sequence[Fault] = ()
) -> Response:
    purpose = read(PURPOSE, visit.form).values.get("purpose", office.LookPurpose.CORRECT.value)
    asked = office.ReadQuarantined(
        agency=named(visit),
        feed_message_id=visit.id("feed_message_id"),
        purpose=office.LookPurpose(purpose),
        also=tuple(fault.field for fault in faults if KNOWN.fullmatch(fault.field)),
    )
    told = visit.ask(office.READ_QUARANTINED, asked)
    typed = {PREFIX + field.field: field.value or "" for field in told.fields} | done.typed
    errors = _placed(faults, [field.field for field in told.fields]) | done.errors
    return visit.show(
        "quarantine/message.html",
        status,
        agency=asked.agency,
        told=told,
        purpose=purpose,
        wrong=[_asked_for(field) for field in told.fields if field.at_fault],
        others=[_asked_for(field) for field in told.fields if not field.at_fault],
        reason=REASON,
        read=Read(done.values, typed, errors),
        key=key,
        say=agency_words,
    )


def _placed(faults: Sequence[Fault], fields: Sequence[str]) -> dict[str, str]:
    """Return what is wrong, each at its field or the first field inside it; the rest together."""
    found: dict[str, str] = {}
    for fault in faults:
        says = f"{agency_words.place(fault.field)} {agency_words.wrong(fault.code)}"
        inside = [name for name in fields if name.startswith(f"{fault.field}.")]
        here = fault.field if fault.field in fields else next(iter(inside), None)
        if here is not None:
            found[PREFIX + here] = says
        else:
            found[""] = f"{found['']}; {says}" if "" in found else says
    return found


def _asked_for(one: office.WrittenField) -> Field:
    """Return a field of a held message as a question, beginning from what its sender wrote."""
    value = one.value or ""
    kind: Kind = "area" if len(value) > LONG or "\n" in value else "text"
    hint = f"As it came, it {'; '.join(one.says)}" if one.says else _sentence(one.wanted)
    if not one.choices:
        return Field(PREFIX + one.field, agency_words.place(one.field), kind, hint)
    # What is no choice stays one until somebody chooses: nothing is lost by sending the form.
    theirs = ((value, f"{value} (as they wrote it)"),) if value not in (*one.choices, "") else ()
    choices = (*theirs, *((code, code) for code in one.choices))
    hint = "As it came, it is none of these" if theirs else ""
    return Field(PREFIX + one.field, agency_words.place(one.field), "select", hint, choices)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def release(visit: Visit) -> Response:
    """Hand a message on with what was corrected; what is still wrong is shown field by field."""
    done, key = read((REASON,), visit.form), visit.form.one("key")
    typed = visit.form.under(PREFIX)
    done.typed.update({PREFIX + name: value for name, value in typed.items()})
    if not done.errors and len(done.values["reason"]) < 3:
        done.errors["reason"] = "Say how you know what is right"
    if done.errors:
        return _shown(visit, done, key, 422)
    try:
        order = office.ReleaseQuarantined(
            agency=named(visit),
            feed_message_id=visit.id("feed_message_id"),
            corrections=tuple(
                office.Correction(field=name, value=value) for name, value in typed.items()
            ),
            reason=done.values["reason"][:200],
        )
        visit.ask(office.RELEASE_QUARANTINED, order, key)
    except ValidationError:
        raise InvalidInput("invalid-request") from None
    except InvalidInput as refused:
        return _shown(visit, done, key, 422, refused.faults)
    return visit.go(f"/agencies/{order.agency}/quarantine?done=released")


def reject_page(visit: Visit) -> Response:
    """Ask why a message is given up, and what its sender is told."""
    return _reject_form(visit, Read(), new_key(), 200)


def _reject_form(visit: Visit, done: Read, key: str, status: int) -> Response:
    one = _find(visit)
    return visit.show_form(
        status,
        title="Reject this message",
        caption=one.message_id or "A message without an id",
        intro="It cannot be taken back: what is right must then be sent again.",
        back=f"/agencies/{named(visit)}/quarantine/{one.feed_message_id}",
        fields=REJECT,
        read=done,
        key=key,
        send="Reject it and tell its sender",
    )


def reject(visit: Visit) -> Response:
    """Give a message up for good."""
    done, key = read(REJECT, visit.form), visit.form.one("key")
    if "note" in done.values and len(done.values["note"]) < 3:
        done.errors["note"] = "Say why"
    if done.errors:
        return _reject_form(visit, done, key, 422)
    order = office.RejectQuarantined(
        agency=named(visit),
        feed_message_id=visit.id("feed_message_id"),
        because=office.RejectionReason(done.values["because"]),
        note=done.values["note"][:200],
    )
    visit.ask(office.REJECT_QUARANTINED, order, key)
    return visit.go(f"/agencies/{order.agency}/quarantine?done=rejected")


ONE = "/agencies/{agency}/quarantine/{feed_message_id}"
PAGES = (
    Page("GET", "/agencies/{agency}/quarantine", "page.quarantine", quarantine),
    Page("GET", ONE, "page.quarantine", message),
    Page("POST", ONE, "page.quarantine", reveal),
    Page("POST", f"{ONE}/release", "page.quarantine", release),
    Page("GET", f"{ONE}/rejection", "page.quarantine", reject_page),
    Page("POST", f"{ONE}/rejection", "page.quarantine", reject),
)
