"""How an assessment and a review stand is said as the gate takes it: nothing stops before its day."""

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import yaml

from services.gateway.pages import risk_words
from shared.contracts.codes import RiskDecision
from shared.contracts.screening import risk_rpc, rpc

CASE = UUID(int=31)
TODAY = date(2019, 7, 1)


def a_review(due_on, *, blocks=True):
    return risk_rpc.RiskReviewView(
        review_id=CASE, case_id=CASE, strand_id=CASE, trigger="weeks_since_review", stale=("A1",),
        blocks_contact=blocks, due_on=due_on, overdue=due_on < TODAY,
    )  # fmt: skip


@pytest.mark.requirement("RSK-03")
@pytest.mark.parametrize(
    ("due_on", "says"),
    [
        (date(2019, 6, 30), "Contact waits for a new assessment"),
        (TODAY, "Contact waits for a new assessment"),
        (date(2019, 7, 2), "Assess the risk anew before that day, or contact waits"),
    ],
)
def test_contact_is_said_to_wait_from_the_day_of_a_review_and_no_sooner(due_on, says):
    assert risk_words.waits(a_review(due_on), TODAY) == says
    assert risk_words.waits(a_review(due_on, blocks=False), TODAY) == ""


def an_assessment(**changes):
    known = {"assessment_id": CASE, "strand_id": CASE, "decision": RiskDecision.PROCEED,
             "modes_permitted": (), "factors": (), "reasons": "Invented.", "signatures": 0,
             "in_force": False, "valid_until": TODAY}  # fmt: skip
    return rpc.AssessmentView.model_validate(known | changes)


@pytest.mark.parametrize(
    ("changes", "says", "awaits"),
    [
        ({}, "0 of 2 signed", True),
        ({"signatures": 1}, "1 of 2 signed", True),
        ({"signatures": 2, "in_force": True}, "In force", False),
        ({"signatures": 2, "in_force": True, "newest": False}, "In force", False),
        ({"signatures": 2, "newest": False}, "Replaced by a newer one", False),
        ({"signatures": 1, "newest": False}, "Replaced by a newer one", False),
        ({"signatures": 2}, "Run out", False),
    ],
)
def test_a_version_is_said_to_stand_as_it_does_and_only_the_newest_awaits_a_signature(
    changes, says, awaits
):
    told = an_assessment(**changes)

    assert (risk_words.stands(told), risk_words.awaits_signature(told)) == (says, awaits)


def shipped():
    """Every source that a shipped checklist or criterion names."""
    found = set()
    for folder in ("risk_templates", "policies"):
        for path in (Path(risk_words.__file__).parents[2] / "screening" / folder).rglob("*.yaml"):
            found |= set(sources_in(yaml.safe_load(path.read_text(encoding="utf-8"))))
    return sorted(found)


def sources_in(told):
    for name, value in told.items() if isinstance(told, dict) else enumerate(told):
        if isinstance(value, dict | list):
            yield from sources_in(value)
        elif name == "source":
            yield value


@pytest.mark.parametrize("told", shipped())
def test_no_shipped_source_is_read_as_a_number_of_ours(told):
    said = risk_words.source(told)

    assert re.search(r"[A-Z]{3}-\d|\b00\d\b|\d\.\d|^\W|, *$", said) is None
    assert said[0].isupper()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("RSK-13, 003", "The annual report of 2019 to 2020"),
        ("domain 5.3", "What practice knows of risk"),
        (
            "ELG-05, 001 against 003, settled",
            "The service’s earlier page against the annual report of 2019 to 2020, settled",
        ),
        ("ELG-05, settled", "How the service works"),
        ("Board, 3 May, ELG-05", "Board, 3 May, ELG-05"),
        (
            "INT-22, ELG-10, 000; INT-22, ELG-10, 003",
            "The page for professionals who refer; The annual report of 2019 to 2020",
        ),
        ("RSK-13, 003; RSK-13, 003", "The annual report of 2019 to 2020"),
        ("RSK-13, 003; Board, 3 May", "RSK-13, 003; Board, 3 May"),
    ],
)
def test_a_source_is_said_in_words_and_what_somebody_wrote_as_they_wrote_it(told, says):
    assert risk_words.source(told) == says
