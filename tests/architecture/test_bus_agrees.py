"""Handlers, methods, queue names and stores are what the catalogue and the rules say."""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from services.feeds.book import feeds, load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.office import Office
from services.feeds.receiving import Feed
from shared.audit.tables import define_audit_tables
from shared.contracts.registry import METHODS, SERVICES, types_for
from shared.leases.tables import define_lease_tables
from shared.messaging.tables import define_messaging_tables
from shared.messaging.topology import consumers
from shared.store.case_keys import define_case_keys
from shared.store.columns import undeclared_columns
from shared.store.versions import define_versions

ROOT = Path(__file__).parents[2]
AGENCIES = feeds()
TABLES = {
    **{name: f"services.{name}.store.tables" for name in SERVICES},
    "gateway": "services.gateway.store",
    "feeds": "services.feeds.tables",
}
ERRORS = {"Refused", "NotPermitted", "NotFound", "Conflict", "InvalidInput", "Unavailable"}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_handles_exactly_what_the_catalogue_gives_it(service: str) -> None:
    reactions = importlib.import_module(f"services.{service}.entrypoints").reactions
    assert reactions.types() == frozenset(types_for(service))


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_feed_handles_exactly_what_the_catalogue_gives_to_feeds(agency: str) -> None:
    book = load_book(agency)
    assert Feed(book, dialect_of(book), None).reactions().types() == frozenset(types_for("feeds"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_answers_exactly_its_methods(service: str) -> None:
    serves = importlib.import_module(f"services.{service}.entrypoints").serves
    assert serves.names() == {m.name for m in METHODS.values() if m.service == service}


@pytest.mark.parametrize("service", SERVICES)
def test_a_question_that_takes_its_time_says_that_it_comes_alone(service: str) -> None:
    """Otherwise it would hold up what is asked together with it, and what a page shows of that."""
    serves = importlib.import_module(f"services.{service}.entrypoints").serves
    questions = [m for m in METHODS.values() if m.service == service and m.kind == "query"]
    own = {m.name for m in questions if serves.get(m.name).own_transaction}
    assert own == {m.name for m in questions if m.alone}


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_feed_answers_exactly_its_methods_under_its_own_name(agency: str) -> None:
    book = load_book(agency)
    serves = Office(Feed(book, dialect_of(book), None)).serves()
    assert serves.names() == {m.name for m in METHODS.values() if m.service == "feeds"}
    assert {serves.get(name).method.service for name in serves.names()} == {f"feeds-{agency}"}


def test_a_queue_keeps_its_name_for_good() -> None:
    """A renamed queue leaves the old one behind, filling, with messages that nobody takes."""
    assert set(consumers(["mps", "victim_support"])) == {
        "intake",
        "screening",
        "allocation",
        "comms",
        "reporting",
        "feeds-mps",
        "feeds-victim_support",
    }


@pytest.mark.parametrize("service", TABLES)
def test_every_column_says_what_it_holds_and_how_long(service: str) -> None:
    metadata = importlib.import_module(TABLES[service]).metadata
    assert metadata.tables
    assert undeclared_columns(metadata) == []


@pytest.mark.parametrize(
    "define",
    [
        define_messaging_tables,
        define_audit_tables,
        define_case_keys,
        define_lease_tables,
        define_versions,
    ],
)
def test_the_tables_that_all_services_share_say_so_too(
    define: Callable[[MetaData], object],
) -> None:
    metadata = MetaData()
    define(metadata)
    assert metadata.tables
    assert undeclared_columns(metadata) == []


def raised(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each code written where an error is made, with the error's class."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]):
                if name in ERRORS:
                    yield code, name


def test_a_code_means_one_kind_of_refusal_and_is_spelt_as_codes_are() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for path in [*ROOT.glob("services/**/*.py"), *ROOT.glob("shared/**/*.py")]:
        for code, name in raised(ast.parse(path.read_text())):
            kinds[code].add(name)
    assert len(kinds) > 50
    assert {code: names for code, names in kinds.items() if len(names) > 1} == {}
    assert [c for c in kinds if c != c.lower() or not c.replace("-", "").isalnum()] == []
