"""Which queue leads to which work, per process. Read by both rivals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.rivals import parts, work
from bench.rivals.parts import Keys, Row, Work


@dataclass(frozen=True, slots=True)
class Hop:
    """What one queue's messages (their JSON, their id) lead to."""

    queue: str
    do: Callable[[Row, str, Keys], Work]


def _receive(message: Row, message_id: str, keys: Keys) -> Work:
    return work.place(work.opened_command(message, keys), keys)


def _screen(event: Row, message_id: str, keys: Keys) -> Work:
    return work.know_case(event, keys) if event["type"] == parts.OPENED else work.decide(event)


HOPS: Mapping[str, tuple[Hop, ...]] = {
    "feed": (
        Hop("inbound", work.take_form),
        Hop("feed.events", lambda event, _id, _keys: work.answer(event)),
    ),
    "intake": (
        Hop("intake.commands", _receive),
        Hop("intake.events", lambda event, _id, _keys: work.follow(event)),
    ),
    "screening": (Hop("screening.events", _screen),),
    "reporting": (Hop("reporting.events", lambda event, _id, _keys: work.count(event)),),
}
QUEUES = (*(hop.queue for hops in HOPS.values() for hop in hops), "outbound")
BINDINGS = {
    "intake.commands": (parts.COMMANDS, (parts.RECEIVE,)),
    **{queue: (parts.EVENTS, kinds) for queue, kinds in parts.BINDINGS.items()},
}
