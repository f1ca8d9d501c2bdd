"""Answering several questions of one message: one transaction for all of them, an audit for each.

A question that is refused or fails leaves nothing behind and takes nothing from the others: what
was done for all is then rolled back, and each is answered in a transaction of its own.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.contracts.together import AskTogether, Question, Told, ToldTogether, of
from shared.kernel.errors import InvalidInput
from shared.messaging.fates import failure_of, is_store_away
from shared.messaging.readings import note_reading
from shared.messaging.rpc_methods import Served, plain_of, request_of
from shared.messaging.rpc_wire import error_wire
from shared.messaging.versioning import answered
from shared.observability.logs import get_logger
from shared.security.permissions import check
from shared.store.once import only_asks

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Assembly, Runtime
    from shared.messaging.unit_of_work import UnitOfWork

log = get_logger("messaging.together")


class Together:
    """Answers together what a service answers one by one."""

    def __init__(self, assembly: Assembly) -> None:
        self._serves = assembly.serves
        self._access = assembly.access
        self._metrics = assembly.runtime.metrics
        self.served = Served(of(assembly.runtime.service), self.answer, own_transaction=True)

    def answer(self, runtime: Runtime, context: Context, request: AskTogether) -> ToldTogether:
        """Return what each question comes to. Raises only what is no one question's."""
        try:
            with runtime.transaction(context) as unit:
                only_asks(unit.connection)
                told = [self._told(unit.of_another(), one) for one in request.questions]
        except Exception as error:
            if is_store_away(error) or failure_of(error) is None:
                raise
            told = [self._alone(runtime, context, one) for one in request.questions]
        for question, one in zip(request.questions, told, strict=True):
            self._count(question, one)
        return ToldTogether(told=tuple(told))

    def _alone(self, runtime: Runtime, context: Context, question: Question) -> Told:
        try:
            with runtime.transaction(context) as unit:
                return self._told(unit, question)
        except Exception as error:
            known = failure_of(error)
            if known is None or is_store_away(error):
                raise
            if known.code == "internal-error":
                log.error("request_failed", method=question.method, fault=error)
            return Told(error=error_wire(known))

    def _told(self, unit: UnitOfWork, question: Question) -> Told:
        started = time.perf_counter()
        served = self._served(question)
        check(self._access, served.method.name, unit.actor)
        request = request_of(served, question.request)
        answer = answered(self._serves, served, unit, request)
        note_reading(unit, served.method, request)
        plain = plain_of(answer, served)
        elapsed = time.perf_counter() - started
        self._metrics.observe("rpc_request_seconds", elapsed, method=served.method.name)
        return Told(answer=plain.decode())

    def _served(self, question: Question) -> Served:
        served = self._serves.get(question.method)
        if served is None:
            raise InvalidInput("rpc-method-unknown")
        if served.method.kind != "query" or served.own_transaction:
            raise InvalidInput("rpc-method-comes-alone")
        return served

    def _count(self, question: Question, told: Told) -> None:
        method = question.method if self._serves.get(question.method) else "unread"
        outcome = "done" if told.error is None else str(told.error["kind"])
        self._metrics.inc("rpc_requests_total", method=method, outcome=outcome)
