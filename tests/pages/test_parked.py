"""A message that no service could finish: seen, handled again, and given up, on the System page."""

from secrets import token_hex

import pika
import pytest
from playwright.sync_api import expect

from tests.pages.casework import done, sends

pytestmark = pytest.mark.timeout(300)


def parked(system):
    """Send what no version of us ever sent to screening's own queue."""
    subject = token_hex(4)
    with pika.BlockingConnection(pika.URLParameters(system.broker_url("intake"))) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_publish(
            "redress.events",
            "intake.case_opened.v1",
            f"not an envelope {subject}".encode(),
            pika.BasicProperties(
                content_type="application/cloudevents+json", message_id=subject, delivery_mode=2
            ),
        )


@pytest.fixture
def poison(system):
    parked(system)


def opens_the_newest(person):
    """Look at the System page until it is there: parking takes its moment."""
    rows = person.page.locator("main table").first.get_by_role("link", name="Case opened")
    for _ in range(60):
        person.page.goto("/system")
        if rows.count():
            break
    person.looks()
    person.hands.presses(rows.last)
    person.reads("Case opened")
    return person.page.url


@pytest.mark.parametrize(
    ("button", "stands"),
    [("Handle it again", "Replayed by"), ("Give it up for good", "Discarded by")],
)
def test_a_parked_message_is_decided_about(anybody, poison, button, stands):
    manager = anybody().sign_in("manager")
    message = opens_the_newest(manager)
    manager.hands.presses(manager.page.get_by_role("button", name=button))
    expect(manager.page.get_by_role("alert")).to_contain_text("Say why")
    manager.looks()

    sends(manager, button, reason="Somebody looked into it.")

    done(manager)
    manager.page.goto(message)
    expect(manager.page.locator("main")).to_contain_text(stands)
    expect(manager.page.locator("main")).to_contain_text("Somebody looked into it.")
    expect(manager.page.get_by_role("button", name=button)).to_have_count(0)


def test_whoever_does_not_answer_for_the_system_does_not_see_it(somebody):
    office = somebody().sign_in("coordinator")

    expect(office.page.get_by_role("link", name="System")).to_have_count(0)
    office.page.goto("/system")
    office.reads("Page not found")
    office.looks()
