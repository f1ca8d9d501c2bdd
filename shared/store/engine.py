"""The store of one service: an engine with two ways in, reading and writing.

SQLite: WAL, synchronous FULL, ``BEGIN IMMEDIATE``, writers of this process take turns at a lock
and never wait inside the C library (it would stop every green thread). PostgreSQL: psycopg2,
READ COMMITTED, with time limits on locks, statements and idle transactions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError

from shared.kernel.errors import Unavailable
from shared.store import later, transactions
from shared.store.write_lock import WriteLock

STATEMENT_TIMEOUT_S = 30
LOCK_TIMEOUT_S = 10
POOL_TIMEOUT_S = 10
_BUSY_WAIT_S = 30.0
_PING_AFTER_IDLE_S = 10.0


class Store:
    """One service's database. Made once per process and service; threads may share it."""

    def __init__(self, engine: Engine, service: str) -> None:
        self.engine = engine
        self.service = service
        self.is_postgres = engine.dialect.name == "postgresql"
        self._lock = WriteLock()
        self._on_commit: list[Callable[[], None]] = []

    @classmethod
    def open(cls, url: str, *, service: str = "redress", pool_size: int = 10) -> Store:
        """Return the store at ``url`` (``sqlite:///…`` or ``postgresql+psycopg2://…``).

        Connects to nothing yet, so a database that is away does not stop a start.

        Raises:
            ValueError: any other kind of database.

        """
        backend = make_url(url).get_backend_name()
        if backend not in {"sqlite", "postgresql"}:
            raise ValueError("the store is SQLite or PostgreSQL")
        postgres = backend == "postgresql"
        engine = _postgres(url, service, pool_size) if postgres else _sqlite(url, pool_size)
        later.watch(engine)
        return cls(engine, service)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection for reading. On SQLite it sees one snapshot; nothing is kept."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """Open a connection for a single statement that reads; no transaction is begun for it."""
        with self.engine.connect() as connection:
            if not self.is_postgres:
                yield connection
                return
            driver: Any = connection.connection.dbapi_connection
            driver.autocommit = True  # two round trips less, for BEGIN and ROLLBACK
            try:
                yield connection
            finally:
                if not driver.closed:
                    driver.autocommit = False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction; commit at the end, or roll back when the block raises.

        Writers of this process on SQLite take turns. What was gathered for the end of the
        transaction is written before the commit; ``after_commit`` calls follow it.

        Raises:
            Unavailable: SQLite stayed locked by another process for 30 seconds.

        """
        if self.is_postgres:
            with self._transaction() as connection:
                yield connection
            return
        with self._lock, self._transaction(redress_begin="IMMEDIATE") as connection:
            yield connection

    def on_commit(self, call: Callable[[], None]) -> None:
        """Call ``call`` after every commit of this store (wakes the relay)."""
        self._on_commit.append(call)

    def ping(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, **options: str) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection.execution_options(**options)
            with connection.begin():
                open_transaction = transactions.begin(connection)
                try:
                    yield connection
                    open_transaction.run_before_commit()
                finally:
                    transactions.end(connection)
        for call in (*open_transaction.after, *self._on_commit):
            call()


def _sqlite(url: str, pool_size: int) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("the store is a file: several connections must see the same data")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=POOL_TIMEOUT_S,
        connect_args={"check_same_thread": False, "timeout": 0.25},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    # We emit BEGIN ourselves; the driver's own begins late and then cannot be IMMEDIATE.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        _patiently(partial(cursor.execute, f"PRAGMA {pragma}"))
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get("redress_begin", "DEFERRED")
    _patiently(lambda: connection.exec_driver_sql(f"BEGIN {kind}"))


def _patiently(attempt: Callable[[], object]) -> None:
    """Try until the file is free, sleeping between: a sleep lets other green threads run."""
    deadline = time.monotonic() + _BUSY_WAIT_S
    while True:
        try:
            attempt()
            return
        except Exception as fault:
            if "locked" not in str(fault) and "busy" not in str(fault):
                raise
            if time.monotonic() > deadline:
                raise Unavailable("store-busy") from fault
            time.sleep(0.01)


def _postgres(url: str, service: str, pool_size: int) -> Engine:
    limits = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_S * 1000} "
        f"-c lock_timeout={LOCK_TIMEOUT_S * 1000} "
        "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC "
        # Stated to the session once: stated to the driver, it is said at each transaction's begin.
        r"-c default_transaction_isolation=read\ committed"
    )
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg2"),
        hide_parameters=True,
        executemany_mode="values_plus_batch",
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=POOL_TIMEOUT_S,
        pool_use_lifo=True,
        connect_args={
            "application_name": f"redress-{service}",
            "connect_timeout": 5,
            "options": limits,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20000,
        },
    )
    event.listen(engine, "checkin", _note_idle_since)
    event.listen(engine, "checkout", _ping_if_idle)
    return engine


def _note_idle_since(_dbapi_connection: object, record: Any) -> None:
    record.info["idle_since"] = time.monotonic()


def _ping_if_idle(dbapi_connection: Any, record: Any, _proxy: object) -> None:
    """Ask a connection that lay idle whether it lives; a dead one is replaced unseen."""
    idle = time.monotonic() - record.info.get("idle_since", time.monotonic())
    if idle < _PING_AFTER_IDLE_S:
        return
    try:
        with dbapi_connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        dbapi_connection.rollback()
    except Exception as fault:
        raise DisconnectionError from fault


def is_store_away(fault: BaseException) -> bool:
    """Whether ``fault`` means that the database is away, busy or full, so trying later may help.

    Lock and statement time-outs, deadlocks, a full disk and a lost connection count;
    a broken constraint or statement does not.
    """
    if isinstance(fault, Unavailable):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    return fault.connection_invalidated or isinstance(fault, OperationalError)
