"""Providers of e-mail and text: the one for the laptop, which only keeps what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.store import rows
from services.comms.store.relay_tables import local_outbox
from shared.contracts.comms.codes import NoticeChannel

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime

_ADDRESS, _BODY = "local_outbox.address", "local_outbox.body"


class LocalOutbox:
    """Sends nothing: keeps each notice, encrypted under the case's key, for whoever tries it out."""

    def __init__(self, runtime: Runtime, case_id: UUID, notice_id: UUID) -> None:
        self._runtime = runtime
        self._case_id, self._notice_id = case_id, notice_id

    def send(self, channel: NoticeChannel, address: str, text: str) -> None:
        """Keep one notice."""
        with self._runtime.transaction() as uow:
            row = {
                "notice_id": self._notice_id,
                "case_id": self._case_id,
                "channel": channel.value,
                "address": uow.keys.seal(self._case_id, address, _ADDRESS),
                "body": uow.keys.seal(self._case_id, text, _BODY),
                "at": uow.now(),
            }
            rows.add(uow.connection, local_outbox, row)


def kept(runtime: Runtime, case_id: UUID) -> list[tuple[str, str, str]]:
    """Return what the local outbox kept of a case: channel, address and text."""
    with runtime.transaction() as uow:
        return [
            (
                row.channel,
                uow.keys.open(case_id, bytes(row.address), _ADDRESS),
                uow.keys.open(case_id, bytes(row.body), _BODY),
            )
            for row in rows.listed(uow.connection, local_outbox, "at", case_id=case_id)
        ]
