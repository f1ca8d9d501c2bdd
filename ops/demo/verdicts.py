"""Whether every scenario came to its recorded end, judged by what the gateway answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ops.demo.client import Json
from ops.demo.world import Case, World


def verdicts(world: World) -> Iterator[str]:
    """Yield every way in which a case did not end as it is recorded to have ended."""
    for case in world.cases.values():
        view = world.coordinator.get(case.path)
        case.primary_outcome = view.get("primary_outcome")
        recorded = case.planned.outcome.value if case.planned.outcome else None
        if case.primary_outcome != recorded:
            yield f"{case.reference}: {case.primary_outcome}, recorded as {recorded}"
        if ("closed_at" in view) is not (recorded is not None):
            yield f"{case.reference}: closed at {view.get('closed_at')}, recorded as {recorded}"
    for case in world.studies():
        yield from _told(world, case)


def _told(world: World, case: Case) -> Iterator[str]:
    """What the report tells of a case study beside its outcome (G14, G15)."""
    process = world.coordinator.get(f"{case.path}/process")
    view = world.coordinator.get(case.path)
    for said, holds in TOLD[case.planned.study or ""].items():
        if not holds(view, process):
            yield f"{case.reference} ({case.planned.study}): not so: {said}"


def _meetings(process: Json) -> int:
    return sum(int(strand["preparation_meetings"]) for strand in process["strands"])


def _held(process: Json, what: str) -> int:
    return sum(what in strand for strand in process["strands"])


def _arrived(process: Json, kind: str) -> int:
    return sum(
        item["kind"] == kind and item["state"] == "acknowledged" for item in process["items"]
    )


def _declined(view: Json) -> int:
    return sum("responsible_declined" in strand["outcomes"] for strand in view["strands"])


Told = Callable[[Json, Json], bool]


def _ended_in(month: str) -> Told:
    return lambda view, _: str(view.get("closed_at", "")).startswith(month)


TOLD: dict[str, dict[str, Told]] = {
    "conference": {
        "ended in 2020-02": _ended_in("2020-02"),
        "five offenders, each with a strand": lambda view, _: len(view["strands"]) == 5,
        "one conference": lambda _, process: _held(process, "conference_held_at") == 1,
        "fourteen meetings": lambda _, process: _meetings(process) == 14,
        "four offenders did not meet the family": lambda view, _: _declined(view) == 4,
    },
    "shuttle": {
        "ended in 2019-10": _ended_in("2019-10"),
        "a fact, a question and an answer arrived": lambda _, process: (
            [_arrived(process, kind) for kind in ("fact", "question", "answer")] == [1, 1, 1]
        ),
        "nobody met": lambda _, process: _held(process, "conference_held_at") == 0,
    },
    "letter": {
        "ended in 2019-08": _ended_in("2019-08"),
        "one letter arrived": lambda _, process: _arrived(process, "letter") == 1,
        "it asked for no reply": lambda _, process: all(i["one_way"] for i in process["items"]),
        "its statement stands as an agreement": lambda _, process: (
            [agreement["in_force"] for agreement in process["agreements"]] == [True]
        ),
    },
    "restorative_conversation": {
        "ended in 2019-11": _ended_in("2019-11"),
        "a conversation was held": lambda _, process: _held(process, "conversation_held_at") == 1,
        "nothing passed to the other side": lambda _, process: not process["items"],
    },
}
