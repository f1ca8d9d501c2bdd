"""No code is read as it is kept: of a case, a policy or a task; and a closed case offers what is left."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.gateway.pages import waits, words
from services.gateway.pages.acting import Action
from services.gateway.pages.actions import Acts
from services.gateway.pages.policies import replaced_by, stands
from shared.contracts.codes import Area, Engagement, YesNoUnknown
from shared.contracts.screening.eligibility import Covers, PolicySummary

CASE = UUID(int=3)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        (YesNoUnknown.UNKNOWN, "Not known"),
        (Area.OUTSIDE, "Outside London"),
        (Engagement.WILLING_INDIRECT, "Willing, but not to meet"),
        ("crc_programme", "Rehabilitation company’s programme"),
        ("non_molestation_order", "Non-molestation order"),
    ],
)
def test_a_code_is_read_in_words(code, read):
    assert words.label(code) == read


def test_a_reason_for_priority_is_read_without_its_kind():
    assert words.priority_reason("crime:death_by_dangerous_driving") == "death by dangerous driving"
    assert words.priority_reason("flag:hate") == "hate crime"


def test_a_task_asks_for_what_is_missing_in_the_words_of_the_form():
    task = SimpleNamespace(
        kind="answer_facts", missing_facts=("domestic_abuse", "responsible_identified"),
        case_id=CASE, due_on=date(2026, 12, 7), overdue=False,
    )  # fmt: skip

    line = waits.task(task)

    assert "whether there is domestic abuse, who is responsible" in line.text


def version(name, since, **more):
    told = {"source": "003", "covers": Covers.RECEIVED, "shipped": True, "in_force": True}
    return PolicySummary(version=name, from_on=since, **{**told, **more})


def test_of_criteria_that_followed_each_other_the_newest_alone_is_in_force():
    old, now = version("first", date(2016, 5, 27)), version("second", date(2019, 4, 1))
    apart = version("apart", date(2015, 1, 1), pathway="crc_programme")
    later = version("third", date(2030, 1, 1), in_force=False)
    known = (apart, old, now, later)

    said = [stands(one, replaced_by(one, known)) for one in known]

    assert said == [
        "In force",
        "Replaced by second for what came in since",
        "In force",
        "Approved: in force from 1 January 2030",
    ]


@pytest.mark.parametrize("closed_at", [None, date(2020, 2, 9)])
def test_a_closed_case_lists_no_act_that_it_rules_out_and_its_tasks_can_still_be_finished(
    closed_at,
):
    visit = SimpleNamespace(may=lambda _: True, may_open=lambda _: True)
    acts = Acts(visit, SimpleNamespace(closed_at=closed_at, primary_outcome=None, case_id=CASE))

    offered = {action.slug: why for action, why in acts.of("consents", ("person_id",))}
    tasks = acts.of("tasks", ("task_id",))

    assert ("consent" in offered) is (closed_at is None)
    assert offered["withdraw"] == ""
    assert [(action.slug, why) for action, why in tasks] == [("done", "")]
    assert all(isinstance(action, Action) for action, _ in tasks)
