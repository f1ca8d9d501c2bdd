"""How fast staff's pages come at a steady rate among many cases, beside the bare SQL of the same.

The whole system runs on PostgreSQL, a process for each service. Some cases are taken in for real;
every row that they left in any store is then copied under other ids until there are as many cases
as wanted. Pages are asked for in turn at a steady rate, and timed from the moment at which they
were due, so that one that waits behind another counts as slow.

Left out are the first pages of each kind, a tenth, asked for at the same rate: connections are opened
and statements compiled by them. And the copying's own work at the database, which no day of work makes
in one go: it is finished before the clock runs.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, Engine, create_engine, text

from bench.chain import postmaster
from bench.contenders import AGENCY, NotAllArrived
from bench.figures import Figures, percentile
from bench.referrals import bodies
from bench.usage import cpu_seconds, family
from ops.publish import publish
from ops.servers.postgres import PostgresCluster
from ops.system import System
from shared.contracts.registry import SERVICES

Say = Callable[[str], None]
KINDS = ("today", "list", "search", "case")
OWN = re.compile(r"^(alembic|audit|outbox|inbox|rpc_|parked|lease|case_keys)")
"""Tables of a service's own machinery: what a copied case would not have there."""
LATER = {"list": "/referrals?stage=eligibility_decided", "today": "/today"}
NEWEST = "SELECT * FROM cases ORDER BY case_id DESC LIMIT 100"


@dataclass(frozen=True, slots=True)
class Size:
    """How many cases there are, how many of them real, and how often each page is asked for."""

    cases: int
    real: int
    asked: int
    per_second: float


@dataclass(slots=True)
class Office:
    """A system with many cases, somebody signed in, and which cases are real."""

    client: httpx.Client
    engines: dict[str, Engine]
    found: list[tuple[str, str]]
    own: tuple[int, ...] = ()
    """The system's own processes, without broker and database."""
    database: int | None = None

    def used(self) -> float:
        """Return the CPU seconds that the system and its database have used."""
        database = family(self.database) if self.database else ()
        return cpu_seconds((*self.own, *database))

    def path(self, kind: str) -> str:
        """Return the address of a page of a kind, about one of the real cases where it has one."""
        case_id, reference = random.choice(self.found)
        paths = {"case": f"/cases/{case_id}", "search": f"/cases?reference={reference}"}
        return paths.get(kind) or LATER[kind]


def measure(folder: Path, size: Size, say: Say) -> Figures:
    """Return p50, p99 and CPU of each kind of page, and the times of the bare SQL of the same."""
    with office(folder, size, say) as at_work:
        found: Figures = {"pages.cases": float(size.cases)}
        for kind in KINDS:
            act = partial(_page, at_work, kind)
            first = steady(act, replace(size, asked=-(-size.asked // 10)))
            used = at_work.used()
            waits = steady(act, size)
            found[f"pages.{kind}.cpu_ms"] = 1000 * (at_work.used() - used) / len(waits)
            bare = [_timed(partial(_bare, at_work, kind)) for _ in range(size.asked)]
            found |= _figures(kind, waits, bare)
            say(f"pages {kind}: p50 {found[f'pages.{kind}.p50_ms']:.0f} ms, "
                f"p99 {found[f'pages.{kind}.p99_ms']:.0f} ms, "
                f"CPU {found[f'pages.{kind}.cpu_ms']:.0f} ms each; not counted: the first "
                f"{len(first)}, the longest {1000 * max(first):.0f} ms")  # fmt: skip
    return found


def _figures(kind: str, waits: list[float], bare: list[float]) -> Figures:
    return {
        f"pages.{kind}.p50_ms": round(1000 * statistics.median(waits), 3),
        f"pages.{kind}.p99_ms": round(1000 * percentile(waits, 0.99), 3),
        f"pages.{kind}.bare.p50_ms": round(1000 * statistics.median(bare), 3),
        f"pages.{kind}.bare.p99_ms": round(1000 * percentile(bare, 0.99), 3),
    }


def steady(act: Callable[[], None], size: Size) -> list[float]:
    """Do something at a steady rate; return for each the seconds from when it was due."""
    begun, waits = time.perf_counter() + 0.1, []
    with ThreadPoolExecutor(16) as pool:

        def one(number: int) -> None:
            due = begun + number / size.per_second
            time.sleep(max(0.0, due - time.perf_counter()))
            act()
            waits.append(time.perf_counter() - due)

        for done in [pool.submit(one, number) for number in range(size.asked)]:
            done.result()
    return waits


def _timed(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _page(at_work: Office, kind: str) -> None:
    """Ask for a page; one that is not whole is no page."""
    answer = at_work.client.get(at_work.path(kind))
    if answer.status_code != 200 or "cannot be shown just now" in answer.text:
        raise NotAllArrived(f"a page ({kind}) came with {answer.status_code}, or not whole")


def _bare(at_work: Office, kind: str) -> None:
    """Read by hand, in each store, the rows that a page of this kind tells of."""
    case_id, reference = random.choice(at_work.found)
    if kind in ("today", "list"):
        _read(at_work.engines["intake"], NEWEST)
        return
    if kind == "search":
        found = "SELECT case_id FROM cases WHERE reference = :reference"
        _read(at_work.engines["intake"], found, reference=reference)
    for engine in at_work.engines.values():
        with engine.connect() as connection:
            for table in _tables_with_case(connection):
                select = f"SELECT * FROM {table} WHERE case_id = :case_id"
                connection.execute(text(select), {"case_id": case_id}).all()


def _read(engine: Engine, query: str, **values: Any) -> None:
    with engine.connect() as connection:
        connection.execute(text(query), values).all()


_WITH_CASE: dict[str, list[str]] = {}


def _tables_with_case(connection: Connection) -> list[str]:
    name = str(connection.engine.url)
    if name not in _WITH_CASE:
        _WITH_CASE[name] = [
            table for table, columns in _columns(connection).items() if "case_id" in columns
        ]
    return _WITH_CASE[name]


@contextmanager
def office(folder: Path, size: Size, say: Say) -> Iterator[Office]:
    """Run everything on PostgreSQL with so many cases, and sign in as the manager."""
    cluster = PostgresCluster(folder / "postgres")
    cluster.start()
    engines: dict[str, Engine] = {}
    try:
        stores = {
            name: cluster.database(name) for name in (*SERVICES, "gateway", f"feeds-{AGENCY}")
        }
        system = System(
            folder / "redress",
            shape="one-per-service",
            agencies=(AGENCY,),
            stores=stores.__getitem__,
        )
        system.start()
        try:
            engines = {name: create_engine(stores[name]) for name in SERVICES}
            found = _taken_in(system, engines["intake"], size)
            for engine in engines.values():
                copy_cases(engine, size.cases // len(found) - 1)
            _settle(engines)
            say(f"pages: {size.cases} cases, {len(found)} of them taken in")
            own = tuple(system.pids.values())
            with _signed_in(system) as client:
                yield Office(client, engines, found, own, postmaster(folder))
        finally:
            for engine in engines.values():
                engine.dispose()
            system.stop()
    finally:
        cluster.stop()


def _taken_in(system: System, intake: Engine, size: Size) -> list[tuple[str, str]]:
    """Publish referrals as the police do, and wait until each is decided."""
    url = (system.data_dir / "agencies" / f"{AGENCY}.url").read_text()
    answered = [publish(url, body) for _, body in bodies("pages", size.real)]
    if not all(one is not None and one.accepted for one in answered):
        raise NotAllArrived("an agency's referral was not accepted")
    decided = "SELECT count(*) FROM timeline WHERE event = 'screening.eligibility_decided.v1'"
    for _ in range(600):
        with intake.connect() as connection:
            if connection.execute(text(decided)).scalar_one() >= size.real:
                rows = connection.execute(text("SELECT case_id, reference FROM cases"))
                return [(str(row.case_id), row.reference) for row in rows]
        time.sleep(0.1)
    raise NotAllArrived("not every referral was decided")


def copy_cases(engine: Engine, times: int) -> None:
    """Copy every row of every case so many times, under other ids; older than the real ones."""
    with engine.begin() as connection:
        for table, columns in _columns(connection).items():
            if not OWN.match(table) and "uuid" in columns.values():
                names = [name for name, how in columns.items() if how != "made"]
                values = ", ".join(_copied(name, columns[name]) for name in names)
                listed = ", ".join(names)
                insert = (
                    f"INSERT INTO {table} ({listed}) SELECT {values} "
                    f"FROM {table} AS old CROSS JOIN generate_series(1, :times) AS n"
                )
                connection.execute(text(insert), {"times": times})


def _settle(engines: dict[str, Engine]) -> None:
    """Let the database finish what copying left to do, which would else come among the pages.

    Statistics, the marks of rows that everybody sees, and the writing of it all to the disk.
    """
    for engine in engines.values():
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
            connection.execute(text("CHECKPOINT"))


def _copied(name: str, how: str) -> str:
    if how == "uuid":
        return f"('00' || substr(md5(old.{name}::text || n), 3))::uuid"
    if name == "received_at":  # Today opens the earliest first, and copies have no key to open
        return f"old.{name} + n * interval '1 minute'"
    if how == "bytea" and (name == "key" or name.endswith("_index")):
        return f"decode(md5(encode(old.{name}, 'hex') || n), 'hex')"
    return f"upper(substr(md5(old.{name} || n), 1, 20))" if how == "reference" else f"old.{name}"


def _columns(connection: Connection) -> dict[str, dict[str, str]]:
    """Return each table's columns and how each is copied: ids anew, what is counted not at all."""
    query = text(
        "SELECT table_name, column_name, data_type, is_identity, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public' "
        "ORDER BY table_name, ordinal_position"
    )
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        made = row.is_identity == "YES" or (row.column_default or "").startswith("nextval")
        how = "made" if made else row.data_type
        if row.table_name == "cases" and row.column_name == "reference":
            how = "reference"
        found.setdefault(row.table_name, {})[row.column_name] = how
    return found


@contextmanager
def _signed_in(system: System) -> Iterator[httpx.Client]:
    assert system.site is not None
    limits = httpx.Limits(max_connections=32, max_keepalive_connections=32)
    with httpx.Client(
        base_url=system.site, timeout=30, limits=limits, follow_redirects=True
    ) as client:
        page = client.get("/sign-in").text
        form = dict(re.findall(r'name="(csrf)" value="([^"]*)"', page))
        answer = client.post(
            "/sign-in", data={**form, "username": "manager", "password": system.first_password}
        )
        if "/today" not in str(answer.url):
            raise NotAllArrived("nobody could sign in")
        yield client
