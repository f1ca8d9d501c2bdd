"""A held message field by field: what its sender wrote, what its form asks, and a correction. Pure.

Only fields that the form knows can be corrected, and only those that the agreement lets in are shown.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from services.feeds.answering import form_of, is_answer
from services.feeds.book import Book
from services.feeds.channels.flat import expected, value_of
from services.feeds.minimum import keep_allowed
from services.feeds.words import sentence, wanted
from shared.contracts.feeds.office import FaultView, WrittenField
from shared.kernel.errors import Fault, InvalidInput

AT_MOST = 300
ALSO = ""
"""The code of a fault of which only the place is known."""
Content = dict[str, Any]


def form_model(content: Mapping[str, Any], dialect: ModuleType) -> type[BaseModel]:
    """Return the form that a message fills in: a referral, or the answer to a request."""
    form = form_of(content, dialect)
    found: type[BaseModel] = form.Answer if is_answer(form) else dialect.Referral
    return found


def likely_model(faults: Sequence[Fault], dialect: ModuleType) -> type[BaseModel]:
    """Return the form that knows most of the fields at fault, for a message that is not opened."""
    answer = getattr(dialect, "answer", None)
    forms = [dialect.Referral, *([answer.Answer] if answer else [])]
    found: type[BaseModel] = max(
        forms, key=lambda form: sum(_known(form, fault.field) for fault in faults)
    )
    return found


def in_words(faults: Sequence[Fault], model: type[BaseModel]) -> tuple[FaultView, ...]:
    """Return faults with what each means, as their sender was told."""
    return tuple(
        FaultView(field=one.field, code=one.code, says=_said(one, model)) for one in faults
    )


def allowed_fields(content: Mapping[str, Any], book: Book, dialect: ModuleType) -> tuple[str, ...]:
    """Return the fields that the agreement lets in of such a message."""
    if is_answer(form_of(content, dialect)):
        return next((one.answers.fields for one in book if one.answers), ())
    chosen = book.chosen_for(content)
    agreement = book.main if isinstance(chosen, Fault) else chosen
    return agreement.inbound.fields if agreement.inbound else ()


def written_fields(
    content: Content,
    original: Content,
    faults: Sequence[Fault],
    model: type[BaseModel],
    allowed: tuple[str, ...],
) -> tuple[tuple[WrittenField, ...], tuple[str, ...]]:
    """Return the fields to show, those at fault first, and the names of what is not taken in."""
    kept, dropped = keep_allowed(content, allowed)
    values = {path: text for path, text in leaves(kept) if _known(model, path)}
    before = dict(leaves(original))
    wrong = [path for path in _at_fault(faults, values, model) if _lets_in(path, allowed)]
    shown = dict.fromkeys((*wrong, *values))
    fields = tuple(
        _field(path, values.get(path), before, faults, model=model, at_fault=path in wrong)
        for path in list(shown)[:AT_MOST]
    )
    return fields, tuple(sorted(dropped))


def corrected(
    content: Content, corrections: Mapping[str, str], model: type[BaseModel]
) -> tuple[Content, tuple[str, ...]]:
    """Return the message with its right values, and the names of what really changed.

    Raises ``InvalidInput`` for a field that the form does not know, or a row that is not there.
    """
    was, better, changed = dict(leaves(content)), copy.deepcopy(content), []
    unknown = [field for field in corrections if not _known(model, field)]
    for field, text in corrections.items():
        if field in unknown or _plain(text) == _plain(was.get(field, "")):
            continue
        kind = expected(model, field.split("."))
        if not _put(better, field.split("."), value_of(text.strip(), kind) if text else None):
            unknown.append(field)
        changed.append(field)
    if unknown:
        raise InvalidInput(
            "field-unknown", tuple(Fault(field, "not-of-this-form") for field in unknown)
        )
    return better, tuple(changed)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every field with its value as text; a list of texts is one, parted by semicolons."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(inside, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and any(isinstance(row, dict | list) for row in value):
        for at, row in enumerate(value):
            yield from leaves(row, f"{path}.{at}")
    elif isinstance(value, list):
        yield path, "; ".join(_text(one) for one in value)
    else:
        yield path, _text(value)


def _field(
    path: str,
    value: str | None,
    before: Mapping[str, str],
    faults: Sequence[Fault],
    *,
    model: type[BaseModel],
    at_fault: bool,
) -> WrittenField:
    was = before.get(path, "")
    here = [one for one in faults if path == one.field or path.startswith(f"{one.field}.")]
    return WrittenField(
        field=path,
        value=value,
        original=was if was != (value or "") else None,
        at_fault=at_fault,
        says=tuple(_said(one, model) for one in here if one.code != ALSO),
        wanted=wanted(model, path),
        choices=_choices(expected(model, path.split("."))),
    )


def _at_fault(
    faults: Sequence[Fault], values: Collection[str], model: type[BaseModel]
) -> Iterator[str]:
    """Yield the fields that a correction would have to touch: those at fault, or all inside them."""
    for fault in faults:
        kind = expected(model, fault.field.split("."))
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _inside(kind, fault.field)
        elif kind is not None and not _is_rows(kind):
            yield fault.field
        yield from (path for path in values if path.startswith(f"{fault.field}."))


def _inside(model: type[BaseModel], path: str) -> Iterator[str]:
    for name in model.model_fields:
        kind = expected(model, [name])
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _inside(kind, f"{path}.{name}")
        elif not _is_rows(kind):
            yield f"{path}.{name}"


def _is_rows(kind: Any) -> bool:
    """Whether a field holds rows of fields: they are corrected one by one."""
    if get_origin(kind) not in (tuple, list):
        return False
    inner = get_args(kind)[0]
    return isinstance(inner, type) and issubclass(inner, BaseModel)


def _known(model: type[BaseModel], path: str) -> bool:
    kind = expected(model, path.split("."))
    whole = isinstance(kind, type) and issubclass(kind, BaseModel)
    return kind is not None and not whole and not _is_rows(kind)


def _lets_in(path: str, allowed: tuple[str, ...]) -> bool:
    return re.sub(r"\.\d+(?=\.|$)", ".*", path) in allowed or path in allowed


def _choices(kind: Any) -> tuple[str, ...]:
    if kind is bool:
        return ("true", "false")
    return tuple(str(one) for one in get_args(kind)) if get_origin(kind) is Literal else ()


def _put(content: Content, parts: list[str], value: Any) -> bool:
    """Put a value in its place, or take the field away; False where a row is not there."""
    *parents, last = parts
    inside: Any = content
    for parent, following in zip(parents, parts[1:], strict=True):
        inside = _within(inside, parent, following)
    if not isinstance(inside, dict):
        return False
    if value is None:
        inside.pop(last, None)
    else:
        inside[last] = value
    return True


def _within(inside: Any, name: str, following: str) -> Any:
    """Return what a field or row holds; a part that was left out is begun, a row is not."""
    if isinstance(inside, list):
        at = int(name) if name.isdigit() else len(inside)
        return inside[at] if at < len(inside) else None
    if not isinstance(inside, dict):
        return None
    if not isinstance(inside.get(name), dict | list):
        if following.isdigit():
            return None
        inside[name] = {}
    return inside[name]


def _said(fault: Fault, model: type[BaseModel]) -> str:
    return sentence(fault, model).removeprefix(f"{fault.field}: ")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
