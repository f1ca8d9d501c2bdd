"""The annual report's tables (REP-01 to REP-18), counted by the cohort method (REP-21).

A table is a function of the year's facts. Percentages are never stored: a figure carries
``of``, and what is printed is "x of n".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.reporting.domain.facts import Counted, CountedTable, Figure, Year, figure
from services.reporting.domain.people_tables import (
    awareness,
    not_collected,
    training,
    volunteers,
)
from services.reporting.domain.periods import QUARTERS, month_of, months, quarter_of
from shared.contracts.codes import (
    POSITIVE_OUTCOMES,
    RESULTING_IN_DEATH,
    CaseFlag,
    CrimeType,
    Outcome,
    Side,
    Source,
)

SIDES = (Side.HARMED, Side.RESPONSIBLE)
COHORT = (
    "Referrals received in the period, by the London day on which they were received; one that "
    "was transferred in counts in the month in which it was transferred."
)


def all_tables(year: Year) -> tuple[CountedTable, ...]:
    """Return every table of the annual report, in the report's order."""
    return tuple(table(year) for table in _TABLES)


def by_month(year: Year) -> CountedTable:
    """REP-01."""
    cells = tuple(
        figure(month, (r for r in year.referrals if month_of(r.counted_on) == month))
        for month in months(year.from_on, year.to_on)
    )
    transferred = figure("transferred_in", (r for r in year.referrals if r.transferred_in))
    return CountedTable("REP-01", "Referrals by month", COHORT, (*cells, transferred))


def by_type(year: Year) -> CountedTable:
    """REP-02."""
    cells = tuple(
        figure(f"{side}:{word}", [r for r in year.referrals if _typed(r, side, epr)])
        for side in SIDES
        for word, epr in (("epr", True), ("non_epr", False))
    )
    rule = (
        "Each referral once, by who initiated it and whether it was given enhanced priority "
        "(EPR) when it was received."
    )
    return CountedTable("REP-02", "Referrals by type", rule, cells)


def by_quarter(year: Year) -> CountedTable:
    """REP-03."""
    cells = []
    for quarter in QUARTERS:
        within = [r for r in year.referrals if quarter_of(r.counted_on) == quarter]
        for side in SIDES:
            chosen = [r for r in within if r.initiated_by is side]
            cells.append(figure(f"{quarter}:{side}", chosen, len(within)))
    rule = "Referrals of each quarter of the financial year, by who initiated them."
    return CountedTable("REP-03", "Harmed and responsible ratio by quarter", rule, tuple(cells))


def self_referrals(year: Year) -> CountedTable:
    """REP-04."""
    chosen = _where(year, lambda r: r.source is Source.SELF)
    cells = tuple(
        figure(quarter, [r for r in chosen if quarter_of(r.counted_on) == quarter])
        for quarter in QUARTERS
    )
    rule = "Referrals whose source is self, whoever told them of the service (INT-04)."
    return CountedTable("REP-04", "Self-referrals by quarter", rule, cells)


def by_crime(year: Year) -> CountedTable:
    """REP-05, with the deaths initiated by the family (G9) and what was flagged."""
    cells = [
        figure(f"{crime}:{side}", [r for r in year.referrals if _of_crime(r, crime, side)])
        for crime in CrimeType
        for side in SIDES
    ]
    deaths = _where(year, lambda r: r.crime in RESULTING_IN_DEATH)
    family = [r for r in deaths if r.bereaved_family_initiated]
    cells.append(figure("deaths:family_initiated", family, len(deaths)))
    cells.extend(
        figure(f"flag:{flag}:{side}", [r for r in year.referrals if _flagged(r, flag, side)])
        for flag in CaseFlag
        for side in SIDES
    )
    rule = (
        "Each referral once, under the crime type that it names first, by who initiated it. "
        "Flags are counted beside it: one referral may carry several."
    )
    return CountedTable("REP-05", "Referrals by crime type", rule, tuple(cells))


def by_source(year: Year) -> CountedTable:
    """REP-06."""
    rule = "Each referral once, by who sent it (INT-02)."
    return CountedTable("REP-06", "Referrals by source", rule, _sources(year.referrals))


def harmed_by_source(year: Year) -> CountedTable:
    """REP-07."""
    chosen = _where(year, lambda r: r.initiated_by is Side.HARMED)
    rule = "Referrals initiated by the harmed side, by who sent them."
    return CountedTable("REP-07", "Harmed-initiated referrals", rule, _sources(chosen))


def responsible_by_source(year: Year) -> CountedTable:
    """REP-08."""
    chosen = _where(year, lambda r: r.initiated_by is Side.RESPONSIBLE)
    rule = "Referrals initiated by the responsible side, by who sent them."
    return CountedTable("REP-08", "Responsible-initiated referrals", rule, _sources(chosen))


def status(year: Year) -> CountedTable:
    """REP-09: the cohort's cases at the time of the report."""
    whole = len(year.referrals)
    again = _where(year, lambda r: r.ending is not None and not r.ending.completed)
    cells = (
        figure("referrals", year.referrals),
        figure("completed", (r for r, _ in year.ended()), whole),
        figure("ongoing", (r for r in year.referrals if r.ending is None), whole),
        figure("reopened_as_new", again, whole),
    )
    rule = (
        f"{COHORT} Completed: the case is closed at the time of the report. Re-opened as new: "
        "closed because a later referral carries it on, which has the outcome (INT-19)."
    )
    return CountedTable("REP-09", "Case status", rule, cells)


def positive(year: Year) -> CountedTable:
    """REP-10."""
    chosen = [(r, e) for r, e in year.ended() if e.positive]
    of = len(chosen)
    cells = [figure("positive", (r for r, _ in chosen), len(year.ended()))]
    cells += [
        figure(outcome, (r for r, e in chosen if e.outcome is outcome), of)
        for outcome in Outcome
        if outcome in POSITIVE_OUTCOMES or any(e.outcome is outcome for _, e in chosen)
    ]
    rule = "Completed referrals of the cohort whose primary outcome met the needs identified."
    return CountedTable("REP-10", "Positive outcomes (primary)", rule, tuple(cells))


def other(year: Year) -> CountedTable:
    """REP-11, with the reasons why a risk could not be managed (RSK-05)."""
    chosen = [(r, e) for r, e in year.ended() if not e.positive]
    of = len(chosen)
    cells = [figure("other", (r for r, _ in chosen), len(year.ended()))]
    cells += [
        figure(outcome, (r for r, e in chosen if e.outcome is outcome), of)
        for outcome in Outcome
        if any(e.outcome is outcome for _, e in chosen)
    ]
    risky = [(r, e) for r, e in chosen if e.outcome is Outcome.UNMANAGEABLE_RISK]
    for reason in sorted({e.risk for _, e in risky if e.risk}):
        having = (r for r, e in risky if e.risk is reason)
        cells.append(figure(f"unmanageable_risk:{reason}", having, len(risky)))
    rule = "Completed referrals of the cohort that could not be progressed, by primary outcome."
    return CountedTable("REP-11", "Other outcomes (primary)", rule, tuple(cells))


NOT_REACHED = frozenset({Outcome.HARMED_NOT_CONTACTABLE, Outcome.RESPONSIBLE_NOT_CONTACTABLE})


def sharing_impact(year: Year) -> CountedTable:
    """REP-18: lost contact, by the path that should have led to the person (PTR-30)."""
    chosen = [(r, e) for r, e in year.ended() if e.outcome in NOT_REACHED]
    paths = sorted({e.path for _, e in chosen if e.path})
    cells = [figure(p, (r for r, e in chosen if e.path is p), len(chosen)) for p in paths]
    cells.append(figure("no_path_recorded", (r for r, e in chosen if not e.path), len(chosen)))
    agencies = sorted({agency for r, _ in chosen for agency in r.asked_in_vain})
    cells += [
        figure(f"asked:{agency}", (r for r, _ in chosen if agency in r.asked_in_vain), len(chosen))
        for agency in agencies
    ]
    rule = (
        "Completed referrals of the cohort that ended because somebody could not be contacted, "
        "by the path through which they were to be reached. Under asked: those for which a request "
        "to that agency, to find or reach somebody, is on record and came to nothing."
    )
    return CountedTable("REP-18", "Effect of information sharing", rule, tuple(cells))


def reconciliations(tables: Iterable[CountedTable]) -> tuple[Figure, ...]:
    """Return checks: ``value`` is the sum of the parts, ``of`` the whole that it must equal."""
    found = {(t.code, f.label): f.value for t in tables for f in t.figures}

    def count(code: str, *labels: str) -> int:
        return sum(found.get((code, label), 0) for label in labels)

    in_months = sum(
        v for (code, label), v in found.items() if code == "REP-01" and label != "transferred_in"
    )
    cohorts = sum(
        v for (c, name), v in found.items() if c == "REP-12" and name.startswith("cohort:")
    )
    return (
        Figure("G1: months = referrals", in_months, count("REP-09", "referrals")),
        Figure(
            "G2: completed + ongoing + reopened_as_new = referrals",
            count("REP-09", "completed", "ongoing", "reopened_as_new"),
            count("REP-09", "referrals"),
        ),
        Figure(
            "G3: positive + other = completed",
            count("REP-10", "positive") + count("REP-11", "other"),
            count("REP-09", "completed"),
        ),
        Figure("G11: cohorts = volunteers at the end", cohorts, count("REP-12", "at_end")),
    )


def _where(year: Year, test: Callable[[Counted], bool]) -> list[Counted]:
    return [referral for referral in year.referrals if test(referral)]


def _typed(referral: Counted, side: Side, epr: bool) -> bool:
    return referral.initiated_by is side and referral.enhanced_priority is epr


def _of_crime(referral: Counted, crime: CrimeType, side: Side) -> bool:
    return referral.crime is crime and referral.initiated_by is side


def _flagged(referral: Counted, flag: CaseFlag, side: Side) -> bool:
    return flag in referral.flags and referral.initiated_by is side


def _sources(referrals: Iterable[Counted]) -> tuple[Figure, ...]:
    chosen = list(referrals)
    return tuple(
        figure(source, (r for r in chosen if r.source is source), len(chosen)) for source in Source
    )


_TABLES: tuple[Callable[[Year], CountedTable], ...] = (
    by_month,
    by_type,
    by_quarter,
    self_referrals,
    by_crime,
    by_source,
    harmed_by_source,
    responsible_by_source,
    status,
    positive,
    other,
    volunteers,
    *(
        lambda year, row=row: not_collected(*row)
        for row in (
            ("REP-13", "Volunteers by gender"),
            ("REP-14", "Volunteers by age"),
            ("REP-15", "Volunteers by ethnicity and heritage"),
        )
    ),
    training,
    awareness,
    sharing_impact,
)
