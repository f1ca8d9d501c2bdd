"""Our connection to the broker: py-amqp with a buffered reader, a heartbeat and a hard way out.

One thread reads a connection; any thread may write (py-amqp locks whole messages). ``drop``
closes the socket without asking the broker: a broker that is blocked or frozen never answers
a polite close, and the caller would wait as long as the alarm lasts (bus finding 5).
"""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from struct import unpack_from
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import amqp
from amqp.exceptions import AMQPError, UnexpectedFrame
from amqp.transport import SSLTransport, TCPTransport

HEARTBEAT_S = 10
CONNECT_TIMEOUT_S = 5.0
BROKER_FAULTS = (OSError, AMQPError)
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 1.0
_CHUNK = 262_144


class Patience:
    """How long to wait before the next try to connect: short at first, never above a second.

    A try costs the broker one refused connection, and work waits for it.
    """

    def __init__(self) -> None:
        self._pause = FIRST_PAUSE_S

    def wait(self, stopping: threading.Event) -> None:
        """Wait, unless asked to stop; longer the next time."""
        stopping.wait(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE_S)

    def reset(self) -> None:
        """It connected: the next loss is a new one."""
        self._pause = FIRST_PAUSE_S


class _BufferedFrames:
    """Reads whole chunks instead of three small reads a frame; a time-out loses no byte."""

    sock: Any
    connected: bool
    _rest: bytes = b""
    _at: int = 0

    def read_frame(self, unpack: object = None) -> tuple[int, int, bytes]:
        while True:
            frame = self._next_frame()
            if frame is not None:
                return frame
            self._fill()

    def has_frame(self) -> bool:
        """Whether a whole frame lies in the buffer, so that reading will not wait."""
        left = len(self._rest) - self._at
        if left < 8:
            return False
        size: int = unpack_from(">I", self._rest, self._at + 3)[0]
        return left >= size + 8

    def _next_frame(self) -> tuple[int, int, bytes] | None:
        if not self.has_frame():
            return None
        kind, channel, size = unpack_from(">BHI", self._rest, self._at)
        start = self._at + 7
        self._at = start + size + 1
        if self._rest[self._at - 1] != 0xCE:
            raise UnexpectedFrame("frame end missing")
        return kind, channel, self._rest[start : start + size]

    def _fill(self) -> None:
        try:
            chunk = self.sock.recv(_CHUNK)
        except TimeoutError:
            raise
        except OSError:
            self.connected = False
            raise
        if not chunk:
            self.connected = False
            raise OSError("broker closed the connection")
        self._rest = self._rest[self._at :] + chunk
        self._at = 0


class _PlainTransport(_BufferedFrames, TCPTransport):
    pass


class _TlsTransport(_BufferedFrames, SSLTransport):
    pass


class _Amqp(amqp.Connection):
    def Transport(self, host: str, connect_timeout: float, *args: Any, **kwargs: Any) -> Any:  # noqa: N802 - py-amqp's own hook
        kind = _TlsTransport if self.ssl else _PlainTransport
        return kind(host, connect_timeout=connect_timeout, ssl=self.ssl)


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """``amqp[s]://user:password@host:port/vhost[?cacertfile=&certfile=&keyfile=&auth=external]``."""

    host: str
    port: int
    user: str
    password: str
    vhost: str
    tls: dict[str, Any] | None
    external: bool

    @classmethod
    def parse(cls, url: str) -> BrokerAddress:
        """Read a broker URL. Raises ``ValueError`` for anything that is not one."""
        parts = urlsplit(url)
        if parts.scheme not in {"amqp", "amqps"} or not parts.hostname:
            raise ValueError("broker URL must be amqp://user:password@host:port/vhost")
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        secure = parts.scheme == "amqps"
        return cls(
            host=parts.hostname,
            port=parts.port or (5671 if secure else 5672),
            user=unquote(parts.username or "guest"),
            password=unquote(parts.password or "guest"),
            vhost=unquote(parts.path[1:]) or "/",
            tls=_tls_options(parts.hostname, query) if secure else None,
            external=query.get("auth") == "external",
        )


def _tls_options(host: str, query: dict[str, str]) -> dict[str, Any]:
    options: dict[str, Any] = {"server_hostname": host, "cert_reqs": ssl.CERT_REQUIRED}
    names = {"cacertfile": "ca_certs", "certfile": "certfile", "keyfile": "keyfile"}
    options.update({ours: query[theirs] for theirs, ours in names.items() if theirs in query})
    return options


class BrokerConnection:
    """One AMQP connection. Reconnecting is its owner's business: make a new one."""

    def __init__(self, address: BrokerAddress, *, name: str) -> None:
        """``name`` is shown in the broker's list of connections."""
        self._address = address
        self._name = name
        self.blocked = False
        self.last_heard = time.monotonic()
        self._heard_bytes = 0
        self._amqp = self._new()

    def open(self) -> BrokerConnection:
        """Connect and log in. Raises one of ``BROKER_FAULTS``."""
        try:
            self._amqp.connect()
        except BaseException:
            self.drop()
            raise
        self.last_heard = time.monotonic()
        return self

    @property
    def version(self) -> tuple[int, ...]:
        """The broker's version, such as ``(4, 0, 5)``."""
        text = str(self._amqp.server_properties.get("version", "0"))
        return tuple(int(part) for part in text.split(".")[:3] if part.isdigit())

    @property
    def usable(self) -> bool:
        """Whether the socket is still there."""
        return bool(self._amqp.connected)

    def channel(self) -> Any:
        """Open a channel (reads the connection: only its reading thread may call this)."""
        return self._amqp.channel()

    def read(self, timeout_s: float) -> bool:
        """Handle what the broker sends, waiting at most ``timeout_s`` for the first frame.

        Handles everything already received without waiting again. Returns False when
        nothing came. Keeps the heartbeat. Raises one of ``BROKER_FAULTS``.
        """
        connection = self._amqp
        heard = True
        try:
            connection.blocking_read(timeout_s)
            while connection.connected and connection.transport.has_frame():
                connection.on_inbound_frame(connection.transport.read_frame())
        except TimeoutError:
            heard = False
        if not connection.connected:
            raise OSError("broker connection is closed")
        self._beat()
        return heard

    def _beat(self) -> None:
        if self._amqp.bytes_recv != self._heard_bytes:
            self._heard_bytes = self._amqp.bytes_recv
            self.last_heard = time.monotonic()
        self._amqp.heartbeat_tick()

    def limit_writes(self, timeout_s: float) -> None:
        """Let no single write wait longer than this (the socket keeps the limit)."""
        self._amqp.transport.sock.settimeout(timeout_s)

    def close(self, *, timeout_s: float = 5.0) -> None:
        """Close politely within ``timeout_s``, else drop the socket."""
        if not self.usable:
            self.drop()
            return
        # The socket's own limit bounds every read and write that the goodbye needs.
        with contextlib.suppress(*BROKER_FAULTS, AttributeError, TypeError):
            self._amqp.transport.sock.settimeout(timeout_s)
            self._amqp.close()
        self.drop()

    def drop(self) -> None:
        """Cut the socket at once, asking nobody."""
        with contextlib.suppress(*BROKER_FAULTS, AttributeError, TypeError):
            self._amqp.collect()

    def on_blocked(self, callback: Callable[[bool], None]) -> None:
        """Call ``callback(blocked)`` when the broker's alarm starts and ends."""
        self._amqp.on_blocked = lambda reason: self._note_blocked(callback, blocked=True)
        self._amqp.on_unblocked = lambda: self._note_blocked(callback, blocked=False)

    def _note_blocked(self, callback: Callable[[bool], None], *, blocked: bool) -> None:
        self.blocked = blocked
        callback(blocked)

    def _new(self) -> Any:
        address = self._address
        return _Amqp(
            host=f"{address.host}:{address.port}",
            userid=address.user,
            password=address.password,
            login_method="EXTERNAL" if address.external else "PLAIN",
            virtual_host=address.vhost,
            ssl=address.tls or False,
            connect_timeout=CONNECT_TIMEOUT_S,
            heartbeat=HEARTBEAT_S,
            on_blocked=lambda reason: self._note_blocked(_nobody, blocked=True),
            on_unblocked=lambda: self._note_blocked(_nobody, blocked=False),
            client_properties={"connection_name": self._name, "product": "redress"},
        )


def cancel_keeping(channel: Any, prefetch: int) -> None:
    """Cancel a channel's consumers and still take what was on its way; reading thread only.

    A quorum queue may deliver after it agreed to cancel, and py-amqp gives such a message back at
    once, so that it is delivered twice. The callbacks stay for one more round trip through the
    channel: whatever was sent before has arrived by its answer.
    """
    callbacks = dict(channel.callbacks)
    for tag, callback in callbacks.items():
        channel.basic_cancel(tag)
        channel.callbacks[tag] = callback
    channel.basic_qos(0, prefetch, False)
    for tag in callbacks:
        channel.callbacks.pop(tag, None)


def _nobody(blocked: bool) -> None:
    """Nobody asked to be told."""


def connect(url: str, *, name: str) -> BrokerConnection:
    """Open a connection to the broker at ``url``. Raises one of ``BROKER_FAULTS``."""
    return BrokerConnection(BrokerAddress.parse(url), name=name).open()
