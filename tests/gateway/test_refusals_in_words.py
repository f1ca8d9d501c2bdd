"""Nobody reads only that a rule of practice forbids it: each refusal of screening has its words."""

import ast
import inspect
from pathlib import Path
from uuid import UUID

import pytest

from services.gateway.pages import words
from services.screening.domain import risk_signing
from shared.contracts.codes import CaseStage
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused

SCREENING = Path(__file__).parents[2] / "services" / "screening"
CALLS = ("Refused", "Objection")
WORKED_OUT = {"objection.code", "code", "min(stops)"}
"""Where no code stands in the call, the test below knows where it is chosen; no other is let in."""


def codes_of(source):
    """Return what its refusals and objections are called with: codes, and other expressions."""
    codes, others = set(), set()
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(CALLS):
            first = call.args[0]
            if isinstance(first, ast.Constant):
                codes.add(first.value)
            else:
                others.add(ast.unparse(first))
    return codes, others


def returned_by(function):
    tree = ast.parse(inspect.getsource(function))
    returned = (one.value for one in ast.walk(tree) if isinstance(one, ast.Return))
    return {one.value for one in returned if isinstance(one, ast.Constant) and one.value}


def test_no_refusal_of_screening_lacks_words():
    found = [codes_of(path.read_text()) for path in sorted(SCREENING.rglob("*.py"))]
    codes = set().union(*(codes for codes, _ in found), risk_signing.STOPS)
    codes |= returned_by(risk_signing.missing_signature)

    assert set().union(*(others for _, others in found)) == WORKED_OUT
    assert {"lowered-without-mitigation", "bar-in-force", "manager-must-sign"} <= codes
    assert sorted(codes - words.REFUSALS.keys()) == []


def test_a_refusal_is_told_in_its_own_words():
    assert "nothing is named that lowers it" in words.refusal("lowered-without-mitigation", 409)


CASE, ASSESSMENT = UUID(int=21), UUID(int=22)


@pytest.mark.parametrize(
    ("code", "about", "named"),
    [
        ("must-answer-unknown", "A1,C3", ["Factor A1 of the checklist", "Factor C3"]),
        ("stage-incomplete", "contingency,views", ["What is done if it goes wrong"]),
        ("bar-in-force", "bar-in-force,eligibility-indirect-only", ["nobody meets in this case"]),
        ("bar-in-force", "bar-in-force", []),
        ("already-signed", None, []),
    ],
)
def test_a_refusal_says_what_it_is_about_so_that_it_can_be_put_right(
    browser, backoffice, code, about, named
):
    backoffice.answers["case"] = a_case()
    ids = {} if about is None else {"about": about}
    backoffice.answers["sign_risk_assessment"] = Refused(code, **ids)
    browser.sign_in()

    page = browser.send(f"/cases/{CASE}/do/sign?assessment_id={ASSESSMENT}").text

    assert words.REFUSALS[code].split(".")[0] in page
    assert ("It is about:" in page) is bool(named)
    assert [one for one in named if one not in page] == []


def a_case():
    return intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.REFERRED, on_hold=False,
        opened_at="2026-11-02T09:00:00Z", referral_ids=(), participants=(), strands=(),
        consents=(), agency_requests=(),
    )  # fmt: skip
