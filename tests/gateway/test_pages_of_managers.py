"""Policies and the system: for those who may, by name and with a reason."""

import html
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts import operating
from shared.contracts.base import Nothing
from shared.contracts.screening import eligibility
from shared.contracts.screening.policy_content import WrittenPolicy, WrittenRule, WrittenTopic
from shared.kernel.errors import Conflict
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


@pytest.mark.parametrize("role", [Role.CASE_COORDINATOR, Role.AUDITOR])
def test_the_system_is_not_there_for_others(browser, parked, role):
    browser.sign_in(role)

    assert browser.get("/system").status_code == 404
    assert browser.get(f"/system/intake/parked/{PARKED}").status_code == 404
