"""What every PostgreSQL of ours answers, however it was started: databases by name, as URLs."""

from __future__ import annotations

from abc import ABC, abstractmethod

import psycopg2
from psycopg2 import sql

LOOPBACK = "127.0.0.1"
SUPERUSER = "postgres"


class DatabaseServer(ABC):
    """One server whose superuser is ours; subclasses know how it is started and stopped."""

    host = LOOPBACK
    port: int
    password: str

    @abstractmethod
    def start(self, timeout_s: float = 60.0) -> None:
        """Start and wait until it answers. `StartFailed` otherwise."""

    @abstractmethod
    def stop(self) -> None:
        """Sessions are ended, nothing committed is lost. Safe to call twice."""

    @abstractmethod
    def kill(self) -> None:
        """Kill -9 of the server and every backend."""

    def answers(self) -> bool:
        try:
            psycopg2.connect(self._dsn(SUPERUSER), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def database(self, name: str) -> str:
        """Create an empty database (dropping one of that name) and give its SQLAlchemy URL."""
        self.drop(name)
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def ensure_database(self, name: str) -> str:
        """The database's URL, created on first use and kept afterwards."""
        connection = psycopg2.connect(self._dsn(SUPERUSER))
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            present = cursor.fetchone() is not None
        connection.close()
        return self.url(name) if present else self.database(name)

    def drop(self, name: str) -> None:
        self._execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def url(self, name: str) -> str:
        """The database's SQLAlchemy URL."""
        return self._dsn(name).replace("postgresql:", "postgresql+psycopg2:", 1)

    def _dsn(self, name: str) -> str:
        return f"postgresql://{SUPERUSER}:{self.password}@{self.host}:{self.port}/{name}"

    def _execute(self, statement: sql.Composed) -> None:
        connection = psycopg2.connect(self._dsn(SUPERUSER))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()
