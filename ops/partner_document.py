"""The AsyncAPI document for partners: each agency's form and answers, from the same models."""

from __future__ import annotations

import json
from typing import Any

import yaml
from pydantic import BaseModel

from services.feeds.agreement import Agreement
from services.feeds.book import Book, feeds, load_book
from services.feeds.bootstrap import dialect_of

SEALED = "application/vnd.redress.sealed"
FACTS: dict[str, dict[str, Any]] = {
    "faults": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"field": {"type": "string"}, "code": {"type": "string"}},
            "required": ["field", "code"],
        },
    },
    "fields_not_kept": {"type": "array", "items": {"type": "string"}},
    "held_for_staff": {"type": "boolean"},
    "interim_arrangement": {"type": "boolean"},
    "on_hold": {"type": "boolean"},
    "as_of": {"type": "string", "format": "date"},
    "asked_on": {"type": "string", "format": "date"},
    "closed_on": {"type": "string", "format": "date"},
    "received_at": {"type": "string", "format": "date-time"},
    "person": {"type": "object", "additionalProperties": {"type": ["string", "array"]}},
}


def form_schema(feed: str) -> dict[str, Any]:
    """Return the JSON Schema of what an agency sends: its own form."""
    schema: dict[str, Any] = dialect_of(load_book(feed)).Referral.model_json_schema()
    return schema


def document() -> dict[str, Any]:
    """Return the AsyncAPI 3.0 document of every agency that has a feed."""
    books = [load_book(feed) for feed in feeds()]
    messages = {name: body for book in books for name, body in _messages(book).items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Redress for partner agencies",
            "version": "1",
            "description": "Each agency has a virtual host of its own; docs/partners.md says how to begin.",
        },
        "defaultContentType": "application/json",
        "channels": {name: body for book in books for name, body in _channels(book).items()},
        "operations": {name: body for book in books for name, body in _operations(book).items()},
        "components": {
            "messages": messages,
            "schemas": {name: body for book in books for name, body in _schemas(book).items()},
        },
    }


def text() -> str:
    """Return the document as YAML, with nothing said by reference that is said twice."""
    plain = json.loads(json.dumps(document()))
    written: str = yaml.safe_dump(plain, sort_keys=False, width=100)
    return written


def answer_schema(feed: str) -> dict[str, Any] | None:
    """Return the JSON Schema of an agency's answer to a request; None where it is asked nothing."""
    form = _answer_form(load_book(feed))
    return form.model_json_schema() if form else None


def _answer_form(book: Book) -> type[BaseModel] | None:
    if book.main.answers is None:
        return None
    form: type[BaseModel] = dialect_of(book).answer.Answer
    return form


def _schemas(book: Book) -> dict[str, Any]:
    """Return the agency's forms and their parts, each by a name of its own."""
    found = _parts(dialect_of(book).Referral, f"{book.feed}.", "referral")
    answer = _answer_form(book)
    return found | (_parts(answer, f"{book.feed}.answer.", "form") if answer else {})


def _parts(model: type[BaseModel], start: str, name: str) -> dict[str, Any]:
    whole = model.model_json_schema(ref_template=f"#/components/schemas/{start}{{model}}")
    parts = {f"{start}{part}": shape for part, shape in whole.pop("$defs", {}).items()}
    return {f"{start}{name}": whole, **parts}


def _channels(book: Book) -> dict[str, Any]:
    feed, vhost = book.feed, f"agency-{book.feed}"
    answers = {f"{feed}.{kind}": _ref(f"messages/{feed}.{kind}") for kind in _kinds(book)}
    forms = ["referral", *(["answer"] if _answer_form(book) else [])]
    exchange = {"name": "to-redress", "type": "direct", "durable": True, "vhost": vhost}
    return {
        f"{feed}.inbound": {
            "address": "inbound",
            "messages": {f"{feed}.{one}": _ref(f"messages/{feed}.{one}") for one in forms},
            "bindings": {"amqp": {"is": "routingKey", "exchange": exchange}},
        },
        f"{feed}.outbound": {
            "address": "outbound",
            "messages": answers,
            "bindings": {
                "amqp": {
                    "is": "queue",
                    "queue": {"name": "outbound", "durable": True, "vhost": vhost},
                }
            },
        },
    }


def _operations(book: Book) -> dict[str, Any]:
    """Say what the partner's own client does: it sends what we take and receives what we say."""
    feed = book.feed
    return {
        f"{feed}.refer": {"action": "send", "channel": {"$ref": f"#/channels/{feed}.inbound"}},
        f"{feed}.hear": {"action": "receive", "channel": {"$ref": f"#/channels/{feed}.outbound"}},
    }


def _messages(book: Book) -> dict[str, Any]:
    referral = {
        "title": f"A referral by {book.main.title}",
        "contentType": "application/json",
        "payload": _ref(f"schemas/{book.feed}.referral"),
    }
    found = {f"{book.feed}.referral": referral}
    if _answer_form(book):
        found[f"{book.feed}.answer"] = {
            "title": f"An answer of {book.main.title} to a request",
            "contentType": "application/json",
            "payload": _ref(f"schemas/{book.feed}.answer.form"),
        }
    return found | {f"{book.feed}.{kind}": _answer(kind, book) for kind in _kinds(book)}


def _answer(kind: str, book: Book) -> dict[str, Any]:
    names = {n for one in _carried(book) if kind in one.outbound for n in one.outbound[kind].fields}
    tops = sorted({name.partition(".")[0] for name in names})
    properties = {name: FACTS.get(name, {"type": "string"}) for name in tops}
    payload = {
        "type": "object",
        "properties": {"kind": {"const": kind}, **properties},
        "required": ["kind"],
        "additionalProperties": False,
    }
    sealed = SEALED if "person" in tops else "application/json"
    return {"title": f"{kind} to {book.main.title}", "contentType": sealed, "payload": payload}


def _kinds(book: Book) -> list[str]:
    queued = {
        kind
        for one in _carried(book)
        for kind, outbound in one.outbound.items()
        if not outbound.by_hand
    }
    return sorted(queued)


def _carried(book: Book) -> tuple[Agreement, ...]:
    return (book.main, *book.schemes)


def _ref(place: str) -> dict[str, str]:
    return {"$ref": f"#/components/{place}"}
