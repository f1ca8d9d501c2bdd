"""The risk checklist: one manager writes the next version, another approves it, both judge by it."""

import re
from secrets import token_hex

import httpx
import pytest
from playwright.sync_api import expect

from tests.pages.casework import (
    MUST_ANSWER,
    TODAY,
    done,
    follows,
    judges_it_low,
    opens,
    sends,
    sent_by_the_police,
    signs_the_risk,
    waits_for,
)

pytestmark = pytest.mark.timeout(400)
FIRST = "risk-2019"
BEFORE = "title: Orders and conditions"
NOW = "title: Orders and conditions, of every court"


@pytest.fixture
def assessed(system, staff):
    """A case whose risk two managers signed by the checklist that was in force before."""
    reference = sent_by_the_police(system)
    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=20) as api:
        for signer in ("manager", "manager2"):
            credentials = {"username": signer, "password": staff.passwords[signer]}
            token = api.post("/sessions", json=credentials).json()["token"]
            api.headers["Authorization"] = f"Bearer {token}"
            case = api.get(f"/cases/by-reference/{reference}").json()["case_id"]
            path = f"/cases/{case}/risk/assessments"
            if signer == "manager":
                strand = api.get(f"/cases/{case}").json()["strands"][0]["strand_id"]
                assessment = sent(api, path, **judged_low(strand))["assessment_id"]
            sent(api, f"{path}/{assessment}/signatures")
    return reference


def sent(api, path, **body):
    answer = api.post(path, json=body, headers={"Idempotency-Key": token_hex(16)})
    assert answer.status_code < 300, answer.text
    return answer.json()


def judged_low(strand):
    low = {"relevant": True, "likelihood": 2, "impact": 2, "residual_likelihood": 1,
           "residual_impact": 2, "rationale": "Invented.", "mitigation": "Invented."}  # fmt: skip
    return {"strand_id": strand, "decision": "indirect_only", "modes_permitted": ["shuttle"],
            "reasons": "Invented.", "valid_until": TODAY.replace(year=TODAY.year + 1).isoformat(),
            "views": [{"whom": whom, "text": "Invented."} for whom in ("harmed", "responsible")],
            "factors": [{"factor": code, **low} for code in MUST_ANSWER]}  # fmt: skip


def drafts_the_next(person, name):
    """Write the next checklist, which asks one thing in other words."""
    page = person.page
    follows(person, "Policies")
    follows(person, "Risk checklists")
    person.looks()
    follows(person, FIRST)
    person.looks()
    follows(person, "Draft a new checklist")
    written = page.locator("[name=written]").input_value()
    assert BEFORE in written
    sends(person, "Keep the draft", version=name, source="Invented", written=written,
          reason="Orders of family courts were overlooked.")  # fmt: skip
    expect(page.get_by_role("alert")).to_contain_text("Nothing differs")
    sends(person, "Keep the draft", written=written.replace(BEFORE, NOW))
    done(person)
    expect(page.locator("main")).to_contain_text("another manager must, since you drafted it")


@pytest.mark.requirement("RSK-13")
def test_a_checklist_that_another_manager_approved_has_the_risk_judged_anew(anybody, assessed):
    one, other = anybody().sign_in("manager"), anybody().sign_in("manager2")
    page, name = one.page, f"risk-{token_hex(3)}"
    drafts_the_next(one, name)

    other.page.goto(f"/checklists/{name}")
    other.looks()
    other.hands.presses(other.page.get_by_role("button", name="Approve it: in force at once"))
    done(other)
    expect(other.page.locator("main")).to_contain_text(
        re.compile(
            r"\d+ live assessments? (is|are) opened again; in (\d+ of them|it) contact waits"
        )
    )
    opens(one, assessed)
    waits_for(one, "risk", "Contact waits for a new assessment")
    one.looks()
    follows(one, "Assess the risk")
    expect(page.locator("main")).to_contain_text(f"The checklist {name}")
    expect(page.locator("main")).to_contain_text("Orders and conditions, of every court")
    judges_it_low(one, "indirect_only", ["shuttle"])
    for signer in (one, other):
        signs_the_risk(signer, assessed)
    risk = other.page.locator("#risk")
    waits_for(other, "risk", "In force")
    expect(risk).not_to_contain_text("Contact waits")
    expect(risk.get_by_role("row", name="version 1")).to_contain_text("Replaced by a newer one")
    expect(risk.get_by_role("row", name="regular review")).to_contain_text("before that day")

    other.page.goto(f"/checklists/{FIRST}")
    follows(other, "Put it in force")
    other.hands.presses(other.page.get_by_role("button", name="Put it in force"))
    expect(other.page.get_by_role("alert")).to_contain_text("Answer “Why is it put in force?”")
    sends(other, "Put it in force", reason="The courts word it as before.")
    done(other)
