"""Every field that left in a whole demo stands in a disclosure log, under a clause that allows it."""

import json
from base64 import b64decode

import pika
import pytest
from sqlalchemy import select

from ops.deployables import AGENCIES
from ops.publish import agency_url
from services.feeds.accounting import fields_of, problems
from services.feeds.address import parameters
from services.feeds.book import load_book
from services.feeds.boundary import SEALED, sealing_context
from services.feeds.tables import disclosure_log
from shared.security.sealing import SealingKey
from shared.store.engine import Store

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(params=AGENCIES)
def feed(request, year):
    """An agency's name, and its feed's store as the demo left it."""
    store = Store.open(f"sqlite:///{year.folder}/feeds-{request.param}.sqlite", service="reader")
    yield request.param, store
    store.close()


def on_the_queue(year, agency):
    """Return what the agency has not taken yet, opened with its own key; it stays there."""
    key = SealingKey.load(b64decode((year.folder / f"agencies/{agency}.key").read_bytes()))
    found = []
    with pika.BlockingConnection(parameters(agency_url(year.folder, agency))) as connection:
        channel = connection.channel()
        while (got := channel.basic_get("outbound"))[0] is not None:
            _, properties, body = got
            if properties.content_type == SEALED:
                body = key.open(body, sealing_context(agency))
            found.append((properties.message_id, body))
    return found


@pytest.mark.requirement("PTR-28")
def test_the_log_accounts_for_all_that_left_and_no_field_is_outside_its_clause(feed):
    agency, store = feed
    with store.reading() as connection:
        assert list(problems(connection, load_book(agency))) == []


def test_what_lies_on_an_agencys_queue_is_field_for_field_what_its_log_says(year, feed):
    agency, store = feed
    with store.reading() as connection:
        log = select(disclosure_log.c.disclosure_id, disclosure_log.c.fields)
        fields = {str(found): names for found, names in connection.execute(log).all()}

    for message_id, body in on_the_queue(year, agency):
        assert fields_of(body) == set(fields[message_id].split(",")), json.loads(body)["kind"]


def test_the_years_requests_and_endings_are_in_the_log(year):
    kinds = []
    for agency in AGENCIES:
        store = Store.open(f"sqlite:///{year.folder}/feeds-{agency}.sqlite", service="reader")
        with store.reading() as connection:
            kinds += connection.execute(select(disclosure_log.c.kind)).scalars()
        store.close()

    assert {"receipt", "outcome", "request"} <= set(kinds)
