"""A feed put together from its settings (``FEED_<AGENCY>_…``)."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from pydantic import Field, model_validator

from services.feeds.access import ACCESS
from services.feeds.book import Book, load_book
from services.feeds.channels.folder import Folder
from services.feeds.desk import Desk
from services.feeds.office import Office
from services.feeds.receiving import Feed
from shared.config.secrets import SecretUrl
from shared.config.settings import ServiceSettings
from shared.kernel.clock import Clock
from shared.kernel.ids import Ids
from shared.messaging.host import Host
from shared.messaging.runtime import Assembly, Runtime
from shared.security.key_files import ServiceKeys
from shared.store.migrations import is_current


class FeedSettings(ServiceSettings):
    """What a feed needs beside the rest: its agency's virtual host."""

    agency_broker_url: str = Field(
        description="amqp://<user>:<password>@<host>:<port>/agency-<agency>", repr=False
    )
    agency_sealing_key: str | None = Field(
        default=None,
        description="the agency's X25519 public key in base64; what names a person waits for it",
    )

    drop_dir: Path | None = Field(
        default=None, description="a folder into which the agency drops files, if it has one"
    )

    @model_validator(mode="after")
    def _hide_agency_url(self) -> FeedSettings:
        object.__setattr__(self, "agency_broker_url", SecretUrl(self.agency_broker_url))
        return self


@dataclass(frozen=True, slots=True)
class RunningFeed:
    """One agency's feed: the house's side and the agency's."""

    host: Host
    desk: Desk
    folder: Folder | None = None

    def start(self) -> None:
        """Start both sides."""
        self.host.start()
        self.desk.start()
        if self.folder:
            self.folder.start()

    def stop(self) -> None:
        """Stop the agency's side first: what it took is then sent on."""
        if self.folder:
            self.folder.stop()
        self.desk.stop()
        self.host.stop()


def settings_of(agency: str) -> FeedSettings:
    """Read a feed's settings. Raises ``SettingsError`` naming every variable that is missing."""
    name = f"feeds-{agency}"
    return FeedSettings.load(name, prefix=f"FEED_{agency.upper()}")


def dialect_of(book: Book) -> ModuleType:
    """Return the module that translates the agency's words."""
    return importlib.import_module(f"services.feeds.agencies.{book.main.dialect}.translate")


def feed_of(agency: str, keys: ServiceKeys, sealing_key: str | None = None) -> Feed:
    """Return what a feed decides by: its agreements, its dialect, its keys.

    ``sealing_key``: this installation's word on the agency's key, before the agreement's.
    """
    book = load_book(agency)
    if sealing_key is not None:
        book = replace(book, main=book.main.model_copy(update={"sealing_key": sealing_key}))
    return Feed(book, dialect_of(book), keys)


def build(agency: str, *, clock: Clock | None = None, ids: Ids | None = None) -> RunningFeed:
    """Return one agency's feed, not yet started."""
    settings = settings_of(agency)
    runtime = Runtime.build(settings, clock=clock, ids=ids)
    feed = feed_of(agency, runtime.keys, settings.agency_sealing_key)
    desk = Desk(str.__str__(settings.agency_broker_url), feed, runtime)
    folder = Folder(settings.drop_dir, feed, runtime) if settings.drop_dir else None
    checks: dict[str, Callable[[], bool]] = {
        "agency": lambda: desk.reading and desk.answering,
        "migrations": lambda: is_current(runtime.store, "feeds"),
    }
    if folder is not None:
        checks["folder"] = folder.reachable
    assembly = Assembly(
        runtime=runtime,
        reactions=feed.reactions(),
        serves=Office(feed).serves(),
        access=ACCESS,
        consumer=settings.service,
        readiness=checks,
    )
    return RunningFeed(Host(assembly), desk, folder)
