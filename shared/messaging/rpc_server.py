"""Answering: nameko's wire, our rules. One use case, one transaction, the answer after its commit.

A request whose caller has stopped waiting is dropped and counted; one that cannot be read is
parked; a repeated idempotency key gets the first answer again, which is stored in the transaction
of the work itself, under a key made from the idempotency key: who does not know that key cannot
read it, not even with a copy of the store and every key of ours, so erasure reaches answers too.
Nothing that a caller sends ends the process.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select, update

from shared.contracts.base import Request
from shared.contracts.together import TOGETHER
from shared.kernel.errors import (
    Conflict,
    Fault,
    InvalidInput,
    NotPermitted,
    RedressError,
)
from shared.messaging.context import Context, Mark
from shared.messaging.delivery import Delivery
from shared.messaging.fates import AGAIN_NOW, Fate, Verdict, failure_of
from shared.messaging.incoming import verify_with_refresh
from shared.messaging.parking import park
from shared.messaging.readings import ReadingMark, note_reading
from shared.messaging.rpc_methods import Served, plain_of, request_of
from shared.messaging.rpc_wire import (
    answer_body,
    answer_context,
    error_body,
    request_context,
    sealed_of,
)
from shared.messaging.tables import rpc_answers
from shared.messaging.together import Together
from shared.messaging.transaction import Transaction
from shared.messaging.versioning import answered, require_no_version
from shared.messaging.watch import Watch
from shared.observability import context as trace
from shared.observability.logs import get_logger
from shared.security.actors import Actor
from shared.security.crypto import decrypt, encrypt
from shared.security.permissions import check
from shared.security.sealing import seal

if TYPE_CHECKING:
    from shared.messaging.runtime import Assembly

log = get_logger("messaging.rpc_server")
_KEPT = b"redress:rpc-answer"


class Expired(Exception):
    """Nobody waits for this answer any more."""


class BeingDone(Exception):
    """The same command, asked before, is done and its answer not kept yet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that has been opened and whose actor is proven."""

    served: Served
    request: Request
    actor: Actor
    reply_key: bytes
    deadline: float
    idempotency_key: str | None
    expected_version: int | None
    correlation_id: str

    def still_awaited(self) -> None:
        """Raise ``Expired`` when its caller has stopped waiting."""
        if self.deadline and self.deadline < time.time():
            raise Expired


class RpcServer:
    """Turns request deliveries into answer bytes. Safe to call from several threads."""

    def __init__(self, assembly: Assembly, *, watch: Watch | None = None) -> None:
        self._watch = watch or Watch(assembly.handler_deadline_s)
        self.longest_s = assembly.handler_deadline_s + 5
        self._assembly = assembly
        self._runtime = assembly.runtime
        self._keys = assembly.runtime.keys
        self._verifier = self._keys.verifier()
        self._together = Together(assembly).served

    def handle(self, delivery: Delivery) -> bytes | None:
        """Return the frame to send to the caller, or None when nobody waits for one."""
        try:
            return self._handled(delivery)
        except Expired:
            self._runtime.metrics.inc("rpc_expired_total")
            return None

    def _handled(self, delivery: Delivery) -> bytes | None:
        started = time.perf_counter()
        try:
            opened = self._open(delivery)
        except Expired:
            raise
        except BaseException as error:  # noqa: BLE001 - hostile input gets an answer, not a crash
            _reraise_exit(error)
            return self._unreadable(delivery, error)
        with trace.bound(opened.correlation_id):
            body, outcome = self._answered(opened)
            name = opened.served.method.name
            log.debug("request_answered", method=name, outcome=outcome)
        self._runtime.metrics.inc("rpc_requests_total", method=name, outcome=outcome)
        elapsed = time.perf_counter() - started
        self._runtime.metrics.observe("rpc_request_seconds", elapsed, method=name)
        return body

    def _answered(self, opened: Opened) -> tuple[bytes, str]:
        routing_key = opened.served.method.routing_key
        tries = 0
        while True:
            try:
                plain = self._run(opened)
                sealed = seal(opened.reply_key, plain, answer_context(routing_key))
                return answer_body(sealed), "done"
            except Expired:
                raise
            except BeingDone:
                opened.still_awaited()
                time.sleep(0.05)
            except BaseException as error:  # noqa: BLE001 - every failure is answered
                _reraise_exit(error)
                failure = failure_of(error)
                if failure is None and tries < AGAIN_NOW:
                    tries += 1
                    continue
                known = failure or Conflict("changed-meanwhile")
                if known.code == "internal-error":
                    log.error("request_failed", method=routing_key, fault=error)
                return error_body(known), getattr(known, "kind", "bug")

    def _run(self, opened: Opened) -> bytes:
        served, runtime = opened.served, self._runtime
        mark = _AnswerMark(self, opened) if self._remembers(opened) else None
        context = Context(
            actor=opened.actor,
            correlation_id=opened.correlation_id,
            idempotency_key=opened.idempotency_key,
            mark=mark,
        )
        if served.own_transaction:
            return self._run_own(opened, context, mark)
        with runtime.transaction(context) as unit:
            opened.still_awaited()  # it may have waited long for the store
            if mark is not None and (known := mark.known(unit.connection)) is not None:
                self._require_sight(unit.connection, opened)
                mark.skip = True
                return known
            with self._watch.over():
                answer = answered(
                    self._assembly.serves, served, unit, opened.request, opened.expected_version
                )
            note_reading(unit, served.method, opened.request)
            plain = plain_of(answer, served)
            if mark is not None:
                mark.answer = plain
        return plain

    def _run_own(self, opened: Opened, context: Context, mark: _AnswerMark | None) -> bytes:
        require_no_version(opened.served.method, opened.expected_version)
        if mark is not None:
            with self._runtime.store.reading() as connection:
                if (known := mark.known(connection)) is not None:
                    self._require_sight(connection, opened)
                    return known
        elif opened.served.method.kind == "query":
            reading = ReadingMark(opened.served.method, opened.request, context)
            context = context.with_(mark=reading)
        with self._watch.over():
            answer = opened.served.use_case(self._runtime, context, opened.request)
        plain = plain_of(answer, opened.served)
        if mark is not None and mark.written:
            with self._runtime.store.writing() as connection:
                mark.complete(connection, plain)
        return plain

    def _require_sight(self, connection: Connection, opened: Opened) -> None:
        """Hold who asks again to what they see now: a kept answer may tell of what was theirs then."""
        sees, case_id = self._assembly.sees, getattr(opened.request, "case_id", None)
        if sees is not None and case_id is not None:
            sees(connection, opened.actor, case_id)

    def _remembers(self, opened: Opened) -> bool:
        return opened.served.method.kind == "command" and opened.idempotency_key is not None

    # --- opening --------------------------------------------------------------------------

    def _open(self, delivery: Delivery) -> Opened:
        served = self._served(delivery.route)
        routing_key = served.method.routing_key
        plain = self._keys.sealing.open(sealed_of(delivery.body), request_context(routing_key))
        inside = json.loads(plain)
        deadline = inside.get("deadline")
        if isinstance(deadline, int | float) and deadline < time.time():
            raise Expired
        actor = self._actor(inside.get("assertion"))
        if served is not self._together:  # there each question is held to its own row
            check(self._assembly.access, served.method.name, actor)
        key = inside.get("idempotency_key")
        return Opened(
            served=served,
            request=request_of(served, inside.get("request")),
            actor=actor,
            reply_key=bytes.fromhex(str(inside.get("reply_key"))),
            deadline=float(deadline or 0),
            idempotency_key=key[:120] if isinstance(key, str) and key else None,
            expected_version=_version(inside.get("expected_version")),
            correlation_id=trace.acceptable(inside.get("correlation_id")),
        )

    def _served(self, route: str) -> Served:
        name = route.rpartition(".")[2]
        served = self._together if name == TOGETHER else self._assembly.serves.get(name)
        if served is None or served.method.routing_key != route:
            raise InvalidInput("rpc-method-unknown")
        return served

    def _actor(self, token: object) -> Actor:
        if not isinstance(token, str):
            raise NotPermitted("assertion-missing")
        return verify_with_refresh(
            self._keys,
            lambda: self._verifier,
            self._renew,
            lambda verifier: verifier.verify(token, self._keys.name),
        )

    def _renew(self) -> None:
        self._verifier = self._keys.verifier()

    def _unreadable(self, delivery: Delivery, error: BaseException) -> bytes | None:
        """Park what no caller of ours would have sent; a refusal needs no parking."""
        known = failure_of(error) or InvalidInput("rpc-malformed")
        if not isinstance(error, RedressError):
            known = InvalidInput("rpc-malformed")
        if isinstance(known, InvalidInput) and known.code != "rpc-request-invalid":
            verdict = Verdict(Fate.PARKED, known.code)
            with self._runtime.store.writing() as connection:
                park(connection, self._runtime, delivery, verdict, None)
            self._runtime.metrics.inc("bus_parkings_total", reason=known.code)
        outcome = getattr(known, "kind", "bug")
        self._runtime.metrics.inc("rpc_requests_total", method="unread", outcome=outcome)
        return error_body(known)

    # --- idempotency ----------------------------------------------------------------------

    def digest(self, opened: Opened) -> str:
        """Return a keyed digest of a request, to see whether a key is used twice for two things."""
        plain = f"{opened.served.method.name}:{opened.request.model_dump_json()}".encode()
        return hmac.new(self._keys.audit_key, plain, hashlib.sha256).hexdigest()

    def keep(self, plain: bytes, opened: Opened) -> bytes:
        """Encrypt an answer for whoever comes with the same idempotency key."""
        return encrypt(self._derived("answer", opened), plain, _KEPT)

    def kept(self, blob: bytes, opened: Opened) -> bytes:
        """Open what ``keep`` encrypted."""
        return decrypt(self._derived("answer", opened), blob, _KEPT)

    def found_by(self, opened: Opened) -> str:
        """Return what an idempotency key is stored as: not the key, which opens the answer."""
        return self._derived("look-up", opened).hex()

    def _derived(self, purpose: str, opened: Opened) -> bytes:
        plain = f"rpc-{purpose}:{opened.idempotency_key}".encode()
        return hmac.new(self._keys.audit_key, plain, hashlib.sha256).digest()


class _AnswerMark(Mark):
    """The stored answer of a command that came with an idempotency key."""

    def __init__(self, server: RpcServer, opened: Opened) -> None:
        self._server = server
        self._opened = opened
        self.answer: bytes = b""
        self.skip = False
        self.written = False

    def known(self, connection: Connection) -> bytes | None:
        """Return the answer given before, if any.

        Raises ``Conflict`` for another request, and when the process died between the work and
        keeping its answer; ``BeingDone`` while that may still be on its way.
        """
        row = connection.execute(select(rpc_answers).where(*self._mine())).first()
        if row is None:
            return None
        if row.digest != self._server.digest(self._opened):
            raise Conflict("idempotency-key-used-for-another-request")
        plain = self._server.kept(bytes(row.answer), self._opened)
        if not plain:
            age = (datetime.now(UTC) - row.answered_at).total_seconds()
            raise (
                BeingDone if age < self._server.longest_s else Conflict("done-but-answer-not-kept")
            )
        return plain

    def write(self, transaction: Transaction) -> None:
        if self.skip or self.written:
            return
        opened = self._opened
        transaction.connection.execute(
            rpc_answers.insert(),
            {
                "issuer": opened.actor.issuer,
                "actor": opened.actor.id,
                "idempotency_key": self._server.found_by(opened),
                "method": opened.served.method.name,
                "digest": self._server.digest(opened),
                "answer": self._server.keep(self.answer, opened),
                "answered_at": datetime.now(UTC),
            },
        )

    def committed(self) -> None:
        self.written = not self.skip

    def complete(self, connection: Connection, plain: bytes) -> None:
        """Add the answer of a use case that made its own transaction."""
        kept = {"answer": self._server.keep(plain, self._opened)}
        connection.execute(update(rpc_answers).where(*self._mine()).values(kept))

    def _mine(self) -> tuple[Any, ...]:
        opened, table = self._opened, rpc_answers.c
        return (
            table.issuer == opened.actor.issuer,
            table.actor == opened.actor.id,
            table.idempotency_key == self._server.found_by(opened),
        )


def _version(given: object) -> int | None:
    """Return the version that a caller expects. What is no version must not pass for none."""
    if given is None or (isinstance(given, int) and not isinstance(given, bool)):
        return given
    raise InvalidInput("rpc-request-invalid", (Fault("expected_version", "int-type"),))


def _reraise_exit(error: BaseException) -> None:
    if type(error).__name__ == "GreenletExit":
        raise error
