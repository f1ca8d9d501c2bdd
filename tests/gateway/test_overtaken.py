"""Two people write at once: the second is told, nothing is overwritten, and their words are kept."""

import html
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.contracts.base import Nothing
from shared.contracts.codes import CaseFlag, ItemState, Proceedings, UpdateCadence
from shared.contracts.comms import relay
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import amending, entry
from shared.kernel.errors import Conflict, Refused, Unavailable
from shared.store.versions import not_current
from tests.gateway.conftest import HIDDEN
from tests.gateway.test_pages_relay import AT, CASE, HASH, ITEM, ITS, WORDS, told

__all__ = ["told"]
NEWER, REFERRAL = UUID(int=21), UUID(int=22)
ANSWERS = f"/cases/{CASE}/do/answers?referral_id={REFERRAL}"
MINE = "Spoke with her on the phone, in an invented way."


def hidden(page):
    return dict(HIDDEN.findall(page.text))


def asked(told, method):
    return [call for call in told.asked if call.method is method]


@pytest.fixture
def referral(told):
    """A referral at its third version, and somebody signed in."""
    told.answers["amend_referral"] = Nothing()
    at_version(told, 3)
    return told


def at_version(told, version, **more):
    told.answers["referral"] = entry.ReferralView(
        record_version=version, referral_id=REFERRAL, case_id=CASE, reference="RJ-INVENTED",
        door="professional_for_harmed", initiated_by="harmed", source="police", channel="feed",
        received_at=datetime(2026, 3, 2, tzinfo=UTC), crime_types=("burglary",),
        home_office_groups=("burglary",), proceedings=Proceedings.SENTENCED.value,
        enhanced_priority=False, priority_version="1", update_cadence=UpdateCadence.NONE, **more,
    )  # fmt: skip


def test_a_form_is_held_to_the_version_that_it_was_opened_at(browser, referral):
    browser.sign_in()
    browser.client.follow_redirects = False

    page = browser.send(ANSWERS, flag_stalking="yes", reason=MINE)

    assert page.status_code == 303
    (call,) = asked(referral, amending.AMEND_REFERRAL)
    assert call.expected_version == 3


def test_who_comes_second_sees_what_is_there_now_keeps_their_words_and_may_send_again(
    browser, referral
):
    browser.sign_in()
    opened = hidden(browser.get(ANSWERS))
    at_version(referral, 4, flags=(CaseFlag.HATE.value,), asked=(CaseFlag.HATE.value,))
    referral.answers["amend_referral"] = not_current("referral", 4)
    mine = {"flag_stalking": "yes", "reason": MINE}

    page = browser.client.post(ANSWERS, data={**opened, **mine})

    assert page.status_code == 409
    assert "Somebody changed this while you were writing" in page.text
    assert "What is there now" in page.text
    assert MINE in html.unescape(page.text)
    assert re.search(r'name="flag_stalking"[^>]*value="yes"[^>]*checked', page.text)
    again = hidden(page)
    assert (again["version"], again["key"]) == ("4", opened["key"])

    referral.answers["amend_referral"] = Nothing()
    browser.client.post(ANSWERS, data={**again, **mine}, follow_redirects=False)

    assert [call.expected_version for call in asked(referral, amending.AMEND_REFERRAL)] == [3, 4]


def test_a_slip_does_not_lose_the_version_that_the_form_was_opened_at(browser, referral):
    browser.sign_in()
    opened = hidden(browser.get(ANSWERS))
    at_version(referral, 4)

    page = browser.client.post(ANSWERS, data={**opened, "flag_stalking": "yes"})

    assert (page.status_code, hidden(page)["version"]) == (422, "3")


def test_where_the_record_cannot_be_seen_just_now_the_form_is_there_all_the_same(browser, referral):
    referral.answers["referral"] = Unavailable("no-answer-in-time")
    browser.sign_in()

    page = browser.get(ANSWERS)

    assert page.status_code == 200
    assert "version" not in hidden(page)


def test_another_conflict_is_no_change_of_the_record(browser, referral):
    referral.answers["amend_referral"] = Conflict("idempotency-key-used-for-another-request")
    browser.sign_in()

    page = browser.send(ANSWERS, flag_stalking="yes", reason=MINE)

    assert page.status_code == 409
    assert "Somebody changed this while you were writing" not in page.text


@pytest.fixture
def letter(told):
    """An item whose words somebody reworded since the form was opened."""
    told.answers["read_item"] = lambda asked: comms.ItemText(
        item_id=asked.item_id,
        text=WORDS if asked.item_id == ITEM else "Other words, by a colleague.",
        content_hash=HASH,
        record_version=6 if asked.item_id == ITEM else 1,
    )
    told.answers["versions"] = relay.Versions(
        versions=tuple(
            relay.VersionView(
                item_id=item, version=number, state=ItemState.COMPOSED, content_hash=HASH,
                composed_by="somebody", composed_at=AT,
            )
            for number, item in enumerate((ITEM, NEWER), start=1)
        )
    )  # fmt: skip
    return told


def test_of_two_who_reword_the_second_is_shown_the_newer_words_and_sends_theirs_after_them(
    browser, letter
):
    browser.sign_in()
    path = f"{ITS}/do/reword"
    opened = hidden(browser.get(path))
    letter.answers["revise_item"] = not_current("item", 7)

    page = browser.client.post(path, data={**opened, "text": "My own invented words."})

    assert opened["version"] == "6"
    assert [call.expected_version for call in asked(letter, relay.REVISE_ITEM)] == [6]
    assert page.status_code == 409
    assert "Other words, by a colleague." in page.text
    assert "My own invented words." in page.text
    assert f'action="/cases/{CASE}/items/{NEWER}/do/reword"' in page.text
    assert hidden(page)["version"] == "1"


def test_only_rewording_is_held_to_a_version_as_every_other_step_names_the_words(browser, letter):
    browser.sign_in()
    letter.answers["approve_item"] = Refused("item-delivered")

    opened = hidden(browser.get(f"{ITS}/do/approve"))

    assert "version" not in opened
