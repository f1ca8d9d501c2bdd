"""Asking the broker for no more, without giving back what is on its way.

pika's own ``basic_cancel`` rejects, back to the queue, whatever the broker sent before it heard of
the cancellation. It is then delivered a second time: harmless in effect, since a feed knows a
message again, but a clean stop is to double nothing, not even on the wire. So the cancellation is
sent as a bare method, and what is still delivered goes to the consumer as before.
"""

from __future__ import annotations

import time
from typing import Any

from pika.spec import Basic


def cancel_keeping(connection: Any, channel: Any, tag: str, *, within_s: float = 5.0) -> bool:
    """Cancel a consumer; until the broker agrees, its callback is given what still comes.

    Returns False where the broker did not agree within ``within_s`` seconds.
    """
    agreed: list[object] = []
    # Private to pika, whose version the lock pins; tests/feeds/test_stopping.py holds it to this.
    channel._impl._rpc(  # noqa: SLF001
        Basic.Cancel(consumer_tag=tag), agreed.append, [(Basic.CancelOk, {"consumer_tag": tag})]
    )
    deadline = time.monotonic() + within_s
    while not agreed and time.monotonic() < deadline:
        connection.process_data_events(time_limit=0.05)
    # A quorum queue may deliver after it agreed: one more round trip, and that has come too.
    channel.basic_qos(prefetch_count=1)
    connection.process_data_events(time_limit=0)
    return bool(agreed)
