"""The tables about volunteers, training and awareness (REP-12 to REP-17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from services.reporting.domain.facts import CountedTable, Figure, Standing, Year
from shared.contracts.codes import VolunteerStatus

COUNTED_AS_VOLUNTEERS = (
    VolunteerStatus.ACCEPTED,
    VolunteerStatus.IN_TRAINING,
    VolunteerStatus.TRAINED,
    VolunteerStatus.ACTIVE,
    VolunteerStatus.UNAVAILABLE,
    VolunteerStatus.DORMANT,
)


def volunteers(year: Year) -> CountedTable:
    """REP-12: the register by named states, so that "57" is never ambiguous (G11)."""
    start, end = _counted(year.at_start), _counted(year.at_end)
    by_cohort = Counter(standing.cohort or "none" for standing in end)
    by_status = Counter(standing.status for standing in end)
    cells = [Figure("at_start", len(start)), Figure("at_end", len(end))]
    cells += [Figure(f"cohort:{name}", n, len(end)) for name, n in sorted(by_cohort.items())]
    cells += [
        Figure(f"status:{name}", by_status[name], len(end))
        for name in COUNTED_AS_VOLUNTEERS
        if by_status[name]
    ]
    rule = (
        "Volunteers on the register at the end of the period's first and last day whose status "
        f"then is one of: {', '.join(COUNTED_AS_VOLUNTEERS)}. Applicants and leavers are not "
        "counted; those still untrained are, as accepted or in_training."
    )
    return CountedTable("REP-12", "Volunteers", rule, tuple(cells))


def training(year: Year) -> CountedTable:
    """REP-16: each drive's funnel, each step of those before it (G12)."""
    cells: list[Figure] = []
    for drive in year.drives:
        cells += [
            Figure(f"{drive.code}:applied", drive.applied),
            Figure(f"{drive.code}:successful", drive.successful, drive.applied),
            Figure(f"{drive.code}:accepted", drive.accepted, drive.successful),
            Figure(f"{drive.code}:completed", drive.completed, drive.accepted),
        ]
    rule = "Recruitment drives begun in the period, as recorded; each step of the one before it."
    return CountedTable("REP-16", "Recruitment and training", rule, tuple(cells))


def awareness(year: Year) -> CountedTable:
    """REP-17: every question has its own number of answers (AWR-04)."""
    cells: list[Figure] = []
    for host in sorted({session.host for session in year.awareness}):
        held = [session for session in year.awareness if session.host == host]
        attended = sum(session.attended for session in held)
        evaluated = sum(session.evaluations for session in held)
        cells += [
            Figure(f"{host}:sessions", sum(session.sessions for session in held)),
            Figure(f"{host}:attended", attended),
            Figure(f"{host}:evaluations", evaluated, attended),
        ]
        yes: Counter[str] = Counter()
        answered: Counter[str] = Counter()
        for question in (q for session in held for q in session.questions):
            yes[question.code] += question.yes
            answered[question.code] += question.answered
        cells += [Figure(f"{host}:{code}", yes[code], answered[code]) for code in sorted(answered)]
    rule = (
        "Awareness sessions held in the period, by host. A percentage is of those who answered "
        "that question, not of those who came."
    )
    return CountedTable("REP-17", "Awareness sessions and evaluations", rule, tuple(cells))


def not_collected(code: str, title: str) -> CountedTable:
    """Return a table of the report for which the service holds no data, saying so."""
    rule = "Volunteers who chose to answer the monitoring form."
    return CountedTable(code, title, rule, (), "Not collected by this version.")


def _counted(standings: Iterable[Standing]) -> list[Standing]:
    return [standing for standing in standings if standing.status in COUNTED_AS_VOLUNTEERS]
