"""Who works here: accounts with their roles, the register of volunteers, awareness, drives.

The numbers are those that the annual report states (G11 to G13). Names are invented.
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from pathlib import Path

from ops.demo.client import Json, Person
from ops.demo.world import Pair, Script, World

ORGANISATION = "Fictional restorative charity"
PAIRS = 3
SPECIALISMS = ("specialist_sexual_violence", "specialist_hate")
VALID = {"from": date(2018, 6, 1), "until": date(2021, 5, 31)}
EXISTING, DRIVE_1, REFRESHER, DRIVE_2 = (
    "existing_2019_04",
    "drive_2019_11",
    "refresher",
    "drive_2020_01",
)


def staffed(url: str, clock_file: Path, password: str) -> World:
    """Make every account and let everybody sign in; the first account is the manager's."""
    manager = Person(url, "manager", password)
    coordinator = _account(url, manager, "coordinator", "case_coordinator")
    office = _account(url, manager, "development", "development_officer")
    return World(url, clock_file, manager, coordinator, office, Person(url))


def existing_volunteers(world: World) -> None:
    """Register the 25 volunteers of April 2019; six of them are the pairs that take the cases."""
    pairs = [_pair(world, number) for number in range(PAIRS)]
    for number in range(2 * PAIRS, 25):
        volunteer(world, number, EXISTING)
    world.pairs = tuple(pairs)


def calendar(world: World) -> list[tuple[datetime, Script]]:
    """Return what happens in the office that year, each with the moment it begins."""
    return [
        (_moment(2019, 8, 30), awareness(world, "victim_support", date(2019, 8, 29), VS)),
        (_moment(2019, 10, 28), awareness(world, "witness_care_unit", date(2019, 10, 25), WCU)),
        (_moment(2019, 11, 4), first_drive(world)),
        (_moment(2019, 12, 2), refresher(world)),
        (_moment(2020, 1, 13), second_drive(world)),
    ]


VS = {
    "sessions": 4,
    "attended": 52,
    "evaluations": 34,
    "results": (("relevant", 24, 29), ("more_confident", 33, 34), ("clear_pathway", 27, 30),
                ("wants_follow_up", 7, 34), ("has_concerns", 2, 34)),
}  # fmt: skip
WCU = {
    "sessions": 5,
    "attended": 79,
    "evaluations": 29,
    "results": (("relevant", 29, 29), ("more_confident", 28, 29), ("clear_pathway", 29, 29),
                ("wants_follow_up", 4, 29), ("has_concerns", 3, 28)),
}  # fmt: skip


def awareness(world: World, host: str, held_on: date, told: Json) -> Script:
    """Sessions with a host; each question with the number who answered it (AWR-04)."""
    results = [
        {"question": question, "yes": yes, "answered": answered}
        for question, yes, answered in told["results"]
    ]
    body = told | {"host": host, "held_on": held_on.isoformat(), "results": results}
    world.office.post("/awareness-sessions", **body)
    yield from ()


def first_drive(world: World) -> Script:
    """31 applied, 16 accepted, 15 completed: of them a coordinator and a prison officer (G12).

    Those two work elsewhere; 13 are volunteers. The sixteenth leaves before the end.
    """
    register = [volunteer(world, 100 + n, DRIVE_1, "accepted") for n in range(14)]
    yield 70
    for one in register[:-1]:
        standing(world, one)
        _status(world, one, "active")
    _status(world, register[-1], "left")
    _drive(world, DRIVE_1, date(2019, 11, 4), 31, 16, 16, 15)


def refresher(world: World) -> Script:
    """Seven who were trained elsewhere take the one-day course with its assessment (ALL-10)."""
    for number in range(7):
        volunteer(world, 200 + number, REFRESHER)
    yield from ()


def second_drive(world: World) -> Script:
    """16 applied, 12 successful; their training was postponed, all 12 remain (ALL-09)."""
    register = [volunteer(world, 300 + n, DRIVE_2, "accepted") for n in range(12)]
    yield 42
    for one in register:
        _status(world, one, "in_training")
    _drive(world, DRIVE_2, date(2020, 1, 13), 16, 12, 12, 0)


def volunteer(
    world: World, number: int, cohort: str, status: str = "active", user_id: str | None = None
) -> str:
    """Register an invented volunteer; an active one has accreditation and vetting (ALL-03)."""
    made = world.office.post(
        "/volunteers/register",
        name=f"Fictional{number:03d} Testperson-Volunteer",
        organisation=ORGANISATION,
        status=status,
        cohort=cohort,
        **({"user_id": user_id} if user_id else {}),
    )
    if status == "active":
        standing(world, made["facilitator_id"])
    return str(made["facilitator_id"])


def standing(world: World, volunteer_id: str) -> None:
    """Record practitioner accreditation and an enhanced check."""
    _accredit(world, volunteer_id, "practitioner")
    world.office.post(
        f"/volunteers/{volunteer_id}/vetting",
        kind="dbs_enhanced",
        issued_on=VALID["from"].isoformat(),
        next_check_on=VALID["until"].isoformat(),
    )


def _pair(world: World, number: int) -> Pair:
    people, ids = [], []
    for seat, specialism in enumerate(SPECIALISMS):
        person = _account(world.url, world.manager, f"facilitator{number}{seat}", "facilitator")
        one = volunteer(world, 2 * number + seat, EXISTING, user_id=person.account_id)
        _accredit(world, one, specialism)
        people.append(person)
        ids.append(one)
    return Pair((people[0], people[1]), (ids[0], ids[1]))


def _account(url: str, manager: Person, username: str, role: str) -> Person:
    password = secrets.token_urlsafe(18)
    manager.post("/accounts", username=username, password=password, roles=[role])
    return Person(url, username, password)


def _accredit(world: World, volunteer_id: str, kind: str) -> None:
    world.office.post(
        f"/volunteers/{volunteer_id}/accreditations",
        kind=kind,
        valid_from=VALID["from"].isoformat(),
        valid_until=VALID["until"].isoformat(),
    )


def _status(world: World, volunteer_id: str, status: str) -> None:
    world.office.post(f"/volunteers/{volunteer_id}/status", status=status)


def _drive(world: World, code: str, started_on: date, *funnel: int) -> None:
    steps = dict(zip(("applied", "successful", "accepted", "completed"), funnel, strict=True))
    world.office.post("/recruitment-drives", code=code, started_on=started_on.isoformat(), **steps)


def _moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, 0, tzinfo=UTC)
