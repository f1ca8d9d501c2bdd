"""Policies and the system: for those who may, by name and with a reason."""

import html
import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts import operating
from shared.contracts.base import Nothing
from shared.contracts.registry import SERVICES
from shared.contracts.screening import eligibility, replaying
from shared.contracts.screening.policy_content import WrittenPolicy, WrittenRule, WrittenTopic
from shared.kernel.errors import Conflict, Unavailable
from shared.security.actors import Role

PARKED = UUID("01900000-0000-4000-8000-000000000001")
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULE = WrittenRule(id="all", otherwise=True, decision="proceed", reason="Everybody.",
                   told="You may go on.", source="invented")  # fmt: skip
POLICY = WrittenPolicy(version="invented-1", from_on=date(2026, 1, 1), source="invented",
                       topics=(WrittenTopic(id="all", rules=(RULE,)),))  # fmt: skip


@pytest.fixture
def manager(browser, backoffice):
    browser.sign_in(Role.SERVICE_MANAGER)
    return browser


def view(drafted_by="another"):
    about = eligibility.PolicySummary(version="invented-1", from_on=date(2026, 1, 1),
                                      source="invented", covers="received", shipped=False,
                                      in_force=False, drafted_by=drafted_by)  # fmt: skip
    return eligibility.PolicyView(about=about, policy=POLICY, findings=())


@pytest.fixture
def parked(backoffice):
    one = operating.ParkedView(parked_id=PARKED, state="parked", type="intake.case_opened.v1",
                               subject="case/1", reason="unreadable", attempts=3, replayable=True,
                               parked_at=AT)  # fmt: skip
    backoffice.answers["parked"] = operating.ParkedMessages(messages=(one,))
    backoffice.answers["standing"] = operating.Standing(
        unsent=0, oldest_unsent_s=0, held=2, held_late=1, parked=1
    )


def test_a_draft_of_another_manager_may_be_approved_and_ones_own_may_not(
    manager, backoffice, identities
):
    backoffice.answers["policy"] = view("another")
    assert "Approve it: in force" in manager.get("/policies/invented-1").text
    me = next(one.id for one in identities.everyone() if one.username.startswith("service_manager"))

    backoffice.answers["policy"] = view(me)

    page = manager.get("/policies/invented-1").text
    assert "another manager must, since you drafted it" in page
    assert "Approve it: in force" not in page


def test_a_draft_that_cannot_be_read_or_kept_says_where_it_is_wrong(manager, backoffice):
    backoffice.answers["policy"] = view()
    path = "/policies/invented-1/draft"

    broken = manager.send(path, written="version: [")
    wrong = manager.send(path, written="version: x1\nfrom_on: never\n")
    backoffice.answers["draft_policy"] = Conflict("policy-version-taken")
    whole = html.unescape(
        manager.get(path).text.split("<textarea")[1].split(">", 1)[1].split("</text")[0]
    )
    taken = manager.send(path, written=whole)

    assert "It cannot be read: look at line" in broken.text
    assert "From on" in wrong.text
    assert "There is a version of that name" in taken.text


def test_a_parked_message_is_decided_about_by_name_and_with_a_reason(manager, backoffice, parked):
    backoffice.answers["replay_parked"] = Nothing()
    path = f"/system/intake/parked/{PARKED}"

    without = manager.send(path, act="replay")
    done = manager.send(path, act="replay", reason="The fault is mended.")

    assert without.status_code == 422
    assert done.status_code == 200
    (asked,) = (call for call in backoffice.asked if call.method.name == "replay_parked")
    assert asked.method.service == "intake"
    assert asked.request == operating.DecideParked(parked_id=PARKED, reason="The fault is mended.")


def test_what_waits_is_told_service_by_service(manager, parked):
    page = manager.get("/system").text

    assert "Case opened" in page
    assert "2, 1 too long" in page


def test_parked_messages_beyond_a_page_are_one_link_away_and_can_be_opened(
    manager, backoffice, parked
):
    (one,) = backoffice.answers["parked"].messages
    older = one.model_copy(update={"parked_id": UUID(int=7)})

    def told(asked):
        if asked.after is None:
            return operating.ParkedMessages(messages=(older,), next_page=older.parked_id)
        assert asked.after == older.parked_id
        return operating.ParkedMessages(messages=(one,))

    backoffice.answers["parked"] = told

    first = manager.get("/system").text
    backoffice.asked.clear()
    second = manager.get(f"/system?of=comms&after={older.parked_id}").text

    assert f"/system?of=comms&amp;after={older.parked_id}" in first
    assert "Back to the oldest" in second
    behind = {c.method.service for c in backoffice.asked if getattr(c.request, "after", None)}
    assert behind == {"comms"}
    assert manager.get(f"/system/comms/parked/{PARKED}").status_code == 200
    assert manager.get(f"/system/comms/parked/{UUID(int=8)}").status_code == 404


@pytest.mark.parametrize("role", [Role.CASE_COORDINATOR, Role.AUDITOR])
def test_the_system_is_not_there_for_others(browser, parked, role):
    browser.sign_in(role)

    assert browser.get("/system").status_code == 404
    assert browser.get(f"/system/intake/parked/{PARKED}").status_code == 404


def standing(**changed):
    whole = {"unsent": 0, "oldest_unsent_s": 0, "held": 0, "held_late": 0, "parked": 0, "lag_s": 0.4,
             "queue": {"waiting": 7, "retrying": 3, "dead": 0, "readers": 1}}  # fmt: skip
    return operating.Standing.model_validate({**whole, **changed})


def test_each_service_and_each_feed_tells_how_it_stands(manager, backoffice, parked):
    backoffice.answers["standing"] = lambda asked: standing(
        unsent=2,
        oldest_unsent_s=90,
        failing=("feeds-mps-agency",) if hasattr(asked, "agency") else (),
        jobs=({"job": "retention", "at": AT},),
    )

    page = manager.get("/system").text

    assert page.count("The feed of Metropolitan Police") >= 2
    assert "Not ready: agency" in page
    assert page.count(">Ready<") == len(SERVICES)
    assert "2, the oldest 90 s" in page
    assert "0.4 s" in page
    assert "Retention" in page
    assert "2 March 2026, 10:00" in page


def test_a_queue_that_nobody_takes_and_a_broker_that_does_not_tell_are_said(
    manager, backoffice, parked
):
    dead = {"waiting": 7, "retrying": 0, "dead": 2, "readers": 0}
    backoffice.answers["standing"] = lambda asked: (
        standing(queue=None) if hasattr(asked, "agency") else standing(queue=dead)
    )

    page = manager.get("/system").text

    assert "7, nobody takes it" in page
    assert "0, 2 given up by the broker" in page
    assert "The broker does not tell" in page


def test_a_feed_that_is_away_says_so_and_the_rest_is_there(manager, backoffice, parked):
    told = backoffice.answers["standing"]
    backoffice.answers["standing"] = lambda asked: away() if hasattr(asked, "agency") else told

    page = manager.get("/system").text

    assert "Does not answer just now" in page
    assert page.count(">Ready<") == len(SERVICES)


def away():
    raise Unavailable("no-answer-in-time")


def test_a_message_that_a_feed_parked_is_decided_about_there(manager, backoffice, parked):
    backoffice.answers["discard_parked"] = Nothing()
    path = f"/system/feeds-mps/parked/{PARKED}"

    manager.send(path, act="discard", reason="It was sent in error.")

    (asked,) = (call for call in backoffice.asked if call.method.name == "discard_parked")
    assert (asked.method.service, asked.request.agency) == ("feeds", "mps")
    assert manager.get(f"/system/feeds-nobody/parked/{PARKED}").status_code == 404


REPLAY = "/policies/invented-1/replay"
SPRING = {"from_on-day": "1", "from_on-month": "3", "from_on-year": "2026",
          "to_on-day": "31", "to_on-month": "5", "to_on-year": "2026"}  # fmt: skip


def piece(number, last=False):
    """A piece of the past: one decision of two hundred would differ, and one restriction."""
    one = replaying.DifferentView(referral_id=PARKED, case_id=PARKED, was="proceed",
                                  would_be="decline", rules=("now too-late",), restrictions=())  # fmt: skip
    other = one.model_copy(
        update={"would_be": one.was, "rules": (), "restrictions": ("now indirect_only",)}
    )
    place = replaying.Place(received_on=date(2026, 3, number), referral_id=PARKED)
    return replaying.PolicyReplayed(looked_at=200, exceptions=1, by_their_own=0,
                                    different=(one, other), next=None if last else place)  # fmt: skip


def test_a_version_is_tried_on_the_past_piece_by_piece(manager, backoffice):
    pieces = iter((piece(9), piece(17), piece(31, last=True)))
    backoffice.answers["replay_policy"] = lambda _asked: next(pieces)

    page = manager.send(REPLAY, **SPRING)
    assert "200 referrals were looked at, received up to 9 March 2026" in page.text
    while "Go on with later ones" in page.text:
        form = page.text.partition("<main")[2].split("<form")[2]
        hidden = {
            n: html.unescape(v) for n, v in re.findall(r'name="([^"]+)" value="([^"]*)"', form)
        }
        page = manager.client.post(REPLAY, data=hidden)

    assert "600 referrals were looked at." in page.text
    assert "3 would be decided otherwise" in page.text
    assert "3 more as they were, with other restrictions" in page.text
    assert re.search(r"now too-late</td>\s*<td[^>]*>3<", page.text)
    asked = [call.request for call in backoffice.asked if call.method.name == "replay_policy"]
    assert [one.after and one.after.received_on.day for one in asked] == [None, 9, 17]
    assert {(one.from_on, one.to_on) for one in asked} == {(date(2026, 3, 1), date(2026, 5, 31))}


def test_days_that_are_none_or_the_wrong_way_round_are_said(manager, backoffice):
    turned = manager.send(REPLAY, **{**SPRING, "to_on-year": "2025"})
    wrong = manager.send(REPLAY, **{**SPRING, "to_on-month": "13"})

    assert "Must not be before the first day" in turned.text
    assert "Enter a real date" in wrong.text
    assert "replay_policy" not in {call.method.name for call in backoffice.asked}


def test_what_was_carried_and_is_no_such_thing_begins_anew(manager, backoffice):
    backoffice.answers["replay_policy"] = piece(9, last=True)

    page = manager.send(REPLAY, **SPRING, so_far='{"looked_at": -5, "by_rule": "x"}')

    assert "200 referrals were looked at." in page.text


@pytest.mark.parametrize("role", [Role.CASE_COORDINATOR])
def test_the_past_is_tried_by_managers_and_the_auditor_alone(browser, role):
    browser.sign_in(role)

    assert browser.get(REPLAY).status_code == 404
