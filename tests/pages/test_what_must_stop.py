"""What stops everything, what changes on the way, and what only a manager may allow."""

from datetime import timedelta
from secrets import randbelow, token_hex

import pytest
from playwright.sync_api import expect

from tests.pages.casework import (
    agrees_to_take_part,
    assesses_the_risk,
    does,
    done,
    follows,
    gets_a_pair,
    opens,
    refers,
    sends,
    sent_by_the_police,
    signs_the_risk,
    takes_it_to_the_gate,
    waits_for,
)

HARMED, RESPONSIBLE = "Person harmed", "Person responsible"

pytestmark = pytest.mark.timeout(400)


def test_withdrawal_stops_everything(anybody):
    """Words that both sides had agreed to are one click from their release; then one withdraws."""
    office, first = anybody().sign_in("coordinator"), anybody().sign_in("facilitator1")
    second = anybody().sign_in("facilitator2")
    reference = refers(office)
    waits_for(office, "eligibility", "under the policy")
    for about in (HARMED, RESPONSIBLE):
        agrees_to_take_part(office, about)
    gets_a_pair(office)
    opens(first, reference)
    does(first, "process", "Choose the form", "Save", mode="shuttle")
    assesses_the_risk(first, "indirect_only", ["shuttle"])
    for signer in (first, office):
        signs_the_risk(signer, reference)
    opens(first, reference)
    item = takes_it_to_the_gate(first, second, from_side="harmed", kind="question",
                                text="Why was it me?", one_way="no")  # fmt: skip
    first.page.goto(f"{item}/do/release")

    opens(office, reference)
    does(office, "consents", "Withdraw from everything", "Withdraw now", about=RESPONSIBLE)

    sends(first, "Release it to them now", how="read_aloud", read=["yes"])
    expect(first.page.locator("main")).to_contain_text("The gate is closed, so nothing passed.")
    expect(first.page.locator("main")).to_contain_text("Its recipient still takes part")
    first.looks()
    first.page.goto(item)
    expect(first.page.locator("main")).to_contain_text("Recalled")
    first.looks()
    first.page.goto("/today")
    expect(first.page.locator("main")).to_contain_text("Stop and look")
    first.looks()


def test_a_prison_move_is_recorded_and_never_told_to_the_other_side(anybody):
    office = anybody().sign_in("coordinator")
    reference = refers(office, in_custody="yes")
    for change, prison in (("received", "BXI"), ("moved", "LWI")):
        opens(office, reference)
        does(office, "custody", "Record a change of custody", "Save", change=change,
             establishment=prison, source="the prison, by e-mail")  # fmt: skip

    waits_for(office, "custody", "LWI")
    expect(office.page.locator("#custody")).to_contain_text("Never shown to the side harmed")


def test_a_managers_exception_lets_a_referral_go_on(anybody):
    """Responsibility is not accepted, so the policy waits; a manager says why it may go on."""
    office, manager = anybody().sign_in("coordinator"), anybody().sign_in("manager")
    reference = refers(office, accepted="no")
    waits_for(office, "eligibility", "under the policy")
    expect(office.page.get_by_role("link", name="Authorise an exception")).to_have_count(0)
    opens(manager, reference)
    waits_for(manager, "eligibility", "under the policy")

    does(manager, "eligibility", "Authorise an exception", "Authorise it",
         decision="proceed_with_restriction", restrictions=["indirect_only"],
         rationale="They wrote of their own accord; a statement alone is safer.",
         review_on=manager.later)  # fmt: skip

    waits_for(manager, "eligibility", "by exception")


def test_a_hold_is_lifted_again(anybody):
    office = anybody().sign_in("coordinator")
    reference = refers(office)
    does(office, "ending", "Put the case on hold", "Put it on hold", cause="participant_request")
    waits_for(office, "ending", "On hold since")

    does(office, "ending", "Lift the hold", "Lift it")

    opens(office, reference)
    expect(office.page.locator("#ending")).not_to_contain_text("On hold since")


@pytest.mark.requirement("ALL-03")
def test_who_knows_somebody_in_it_is_off_the_case_at_once_until_a_manager_knows_better(
    anybody, system
):
    office, first = anybody().sign_in("manager2"), anybody().sign_in("facilitator1")
    reference, name = sent_by_the_police(system), "Fictional facilitator1"
    opens(office, reference)
    gets_a_pair(office)
    opens(first, reference)
    first.hands.presses(first.page.get_by_role("link", name="Declare a conflict of interest"))
    expect(first.page.locator("main")).not_to_contain_text("facilitator2")
    first.hands.chooses(first.page.get_by_label(name))
    sends(first, "Declare it")

    first.reads("Today")
    done(first)
    expect(first.page.locator("main")).not_to_contain_text("cannot be shown")
    first.page.goto(f"/cases?reference={reference}")
    expect(first.page.locator("main")).to_contain_text("We cannot find")
    first.looks()
    office.page.goto("/today")
    expect(office.page.locator("main")).to_contain_text(
        f"{reference}: one of its two facilitators has left (a conflict of interest)"
    )
    office.looks()
    opens(office, reference)
    expect(office.page.locator("#facilitators")).to_contain_text("Released")
    office.looks()
    follows(office, "Assign two facilitators")
    unable = office.page.locator("table", has_text="From the register")
    expect(unable.get_by_role("row", name=name)).to_contain_text("conflict declared")
    office.looks()

    follows(office, "End it")
    sends(office, "End it", reason="It was another family of that name.")
    office.looks()
    expect(office.page.get_by_label(name)).to_be_visible()


def test_a_version_of_the_policy_is_drafted_by_one_manager_and_approved_by_another(anybody):
    one, other = anybody().sign_in("manager"), anybody().sign_in("manager2")
    one.hands.presses(one.page.get_by_role("link", name="Policies"))
    one.looks()
    one.hands.presses(one.page.locator("main table a").first)
    one.looks()
    one.hands.presses(one.page.get_by_role("link", name="Draft a new version"))
    written = one.page.locator("[name=written]").input_value()
    # A day of its own: each way of working drafts a version in the same system.
    starts = one.later + timedelta(days=randbelow(900))
    name = f"drafted-{starts:%Y%m%d}-{token_hex(3)}"
    lines = [f"version: {name}" if line.startswith("version:") else line
             for line in written.splitlines()]  # fmt: skip
    lines = [f"from_on: {starts}" if line.startswith("from_on:") else line for line in lines]
    sends(one, "Keep the draft", written="\n".join(lines))
    done(one)
    expect(one.page.locator("main")).to_contain_text("another manager must")

    other.page.goto(f"/policies/{name}")
    other.looks()
    other.hands.presses(other.page.get_by_role("button", name="Approve it"))

    done(other)
    expect(other.page.locator("main")).to_contain_text("The version is approved")
