"""A scenario that did not come to its recorded end is named, by what the gateway answers."""

import copy
from dataclasses import dataclass, field

import pytest

from ops.demo.verdicts import TOLD, verdicts
from ops.demo.world import Case
from ops.demo.year import planned_year

YEAR = {planned.study or planned.number: planned for planned in planned_year()}
ENDED = {"conference": "2020-02", "shuttle": "2019-10", "letter": "2019-08",
         "restorative_conversation": "2019-11"}  # fmt: skip


def strand(**more):
    return {"preparation_meetings": 0, **more}


def item(kind, **more):
    return {"kind": kind, "state": "acknowledged", "one_way": False, **more}


PROCESSES = {
    "conference": {
        "strands": [strand(preparation_meetings=13, conference_held_at="2020-02-01"),
                    strand(preparation_meetings=1)],
        "items": [], "agreements": [],
    },
    "shuttle": {
        "strands": [strand(preparation_meetings=2)],
        "items": [item("fact"), item("question"), item("answer")], "agreements": [],
    },
    "letter": {
        "strands": [strand()], "items": [item("letter", one_way=True)],
        "agreements": [{"in_force": True}],
    },
    "restorative_conversation": {
        "strands": [strand(conversation_held_at="2019-11-05")], "items": [], "agreements": [],
    },
}  # fmt: skip


@dataclass
class Office:
    """Answers what the gateway would."""

    view: dict
    process: dict = field(default_factory=dict)

    def get(self, path):
        return self.process if path.endswith("/process") else self.view


@dataclass
class World:
    """As much of the demo's world as a verdict asks."""

    coordinator: Office
    cases: dict

    def studies(self):
        return [case for case in self.cases.values() if case.planned.study]


def played(key, **view):
    planned = YEAR[key]
    ended = {}
    if planned.outcome:
        closed_at = f"{ENDED.get(planned.study, '2019-06')}-09T09:30:00Z"
        ended = {"primary_outcome": planned.outcome.value, "closed_at": closed_at}
    strands = [{"outcomes": ["responsible_declined"] if n else []} for n in range(5)]
    told = {"strands": strands, **ended, **view}
    told = {name: value for name, value in told.items() if value is not None}
    office = Office(told, copy.deepcopy(PROCESSES.get(key, {})))
    return World(office, {1: Case(planned, "case", "RJ-TEST")})


@pytest.mark.parametrize("key", [*PROCESSES, *(n for n in YEAR if isinstance(n, int))])
def test_a_case_that_ended_as_recorded_gives_no_problem(key):
    assert list(verdicts(played(key))) == []


@pytest.mark.parametrize("outcome", ["harmed_declined", None])
def test_another_outcome_than_the_recorded_one_is_named(outcome):
    (problem,) = verdicts(played("conference", primary_outcome=outcome))

    assert problem == f"RJ-TEST: {outcome}, recorded as conference_held"


def test_a_case_that_should_be_open_or_closed_and_is_not_is_named():
    ongoing = next(n for n, planned in YEAR.items() if planned.outcome is None)

    assert list(verdicts(played(ongoing, closed_at="2019-06-01"))) == [
        "RJ-TEST: closed at 2019-06-01, recorded as None"
    ]
    assert "RJ-TEST: closed at None, recorded as letter_delivered" in list(
        verdicts(played("letter", closed_at=None))
    )


CHANGES = {
    ("conference", "ended in 2020-02"): lambda w: w.view.update(closed_at="2020-01-09"),
    ("conference", "five offenders, each with a strand"): lambda w: w.view["strands"].pop(0),
    ("conference", "one conference"): lambda w: w.process["strands"][0].pop("conference_held_at"),
    ("conference", "fourteen meetings"): lambda w: w.process["strands"].pop(1),
    ("conference", "four offenders did not meet the family"): (
        lambda w: w.view["strands"][1]["outcomes"].clear()
    ),
    ("shuttle", "ended in 2019-10"): lambda w: w.view.update(closed_at="2019-11-09"),
    ("shuttle", "a fact, a question and an answer arrived"): (
        lambda w: w.process["items"][2].update(state="delivered")
    ),
    ("shuttle", "nobody met"): lambda w: w.process["strands"][0].update(conference_held_at="x"),
    ("letter", "ended in 2019-08"): lambda w: w.view.update(closed_at="2019-09-09"),
    ("letter", "one letter arrived"): lambda w: w.process["items"].clear(),
    ("letter", "it asked for no reply"): lambda w: w.process["items"][0].update(one_way=False),
    ("letter", "its statement stands as an agreement"): (
        lambda w: w.process["agreements"][0].update(in_force=False)
    ),
    ("restorative_conversation", "ended in 2019-11"): lambda w: w.view.update(closed_at="2019"),
    ("restorative_conversation", "a conversation was held"): (
        lambda w: w.process["strands"][0].pop("conversation_held_at")
    ),
    ("restorative_conversation", "nothing passed to the other side"): (
        lambda w: w.process["items"].append(item("letter"))
    ),
}


@pytest.mark.parametrize(("study", "said"), [(s, said) for s in TOLD for said in TOLD[s]])
def test_what_the_report_tells_of_a_case_study_is_named_when_it_is_not_so(study, said):
    world = played(study)
    CHANGES[study, said](world.coordinator)

    assert list(verdicts(world)) == [f"RJ-TEST ({study}): not so: {said}"]
