"""The RPC wire: nameko's frame, our sealed body, and the table of errors both ways."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from shared.kernel.errors import (
    KINDS,
    Fault,
    InvalidInput,
    NotPermitted,
    RedressError,
    Unavailable,
)

RPC_EXCHANGE = "nameko-rpc"


def request_context(routing_key: str) -> bytes:
    """Return what ties a sealed request to its method."""
    return f"redress:rpc:{routing_key}".encode()


def answer_context(routing_key: str) -> bytes:
    """Return what ties a sealed answer to its method."""
    return f"redress:answer:{routing_key}".encode()


def request_body(sealed: bytes) -> bytes:
    """Return nameko's frame around a sealed request."""
    inside = {"sealed": base64.b64encode(sealed).decode()}
    return json.dumps({"args": [], "kwargs": {"request": inside}}).encode()


def sealed_of(body: bytes) -> bytes:
    """Return the sealed bytes out of nameko's frame.

    Raises ``InvalidInput`` when it is no such frame, and ``NotPermitted`` when it brings
    anything beside the seal: an actor in a bare field is never believed, nor quietly dropped.
    """
    try:
        frame = json.loads(body)
        arguments, request = frame["args"], frame["kwargs"]["request"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidInput("rpc-malformed") from None
    bare = arguments or set(frame["kwargs"]) != {"request"} or not isinstance(request, dict)
    if bare or set(request) != {"sealed"}:
        raise NotPermitted("rpc-bare-fields-not-believed")
    return unpacked(request["sealed"])


def unpacked(text: object) -> bytes:
    """Return base64 as bytes. Raises ``InvalidInput``."""
    try:
        return base64.b64decode(text if isinstance(text, str) else "!", validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("rpc-malformed") from None


def answer_body(sealed: bytes) -> bytes:
    """Return nameko's frame around a sealed answer."""
    result = {"sealed": base64.b64encode(sealed).decode()}
    return json.dumps({"result": result, "error": None}).encode()


def error_body(error: BaseException) -> bytes:
    """Return nameko's error frame."""
    return json.dumps({"result": None, "error": error_wire(error)}).encode()


def error_wire(error: BaseException) -> dict[str, Any]:
    """Return an error as it travels: code and ids, never words. A bug says only that it is one."""
    known = error if isinstance(error, RedressError) else RedressError("internal-error")
    faults = [[fault.field, fault.code] for fault in getattr(known, "faults", ())]
    kind = next((cls for cls in KINDS.values() if isinstance(known, cls)), RedressError)
    return {
        "exc_type": kind.__name__,
        "exc_path": f"shared.kernel.errors.{kind.__name__}",
        "exc_args": [known.code],
        "value": known.code,
        "kind": kind.kind,
        "ids": known.ids,
        "faults": faults,
    }


def error_of(wire: dict[str, Any]) -> RedressError:
    """Return the error that a frame tells of."""
    code = str(wire.get("value") or "internal-error")[:120]
    kind = KINDS.get(str(wire.get("kind")))
    ids = {str(k): v for k, v in (wire.get("ids") or {}).items() if k not in {"code", "faults"}}
    if kind is None:
        return Unavailable("internal-error")
    if kind is InvalidInput:
        faults = tuple(Fault(str(field), str(name)) for field, name in wire.get("faults") or ())
        return InvalidInput(code, faults, **ids)
    return kind(code, **ids)
