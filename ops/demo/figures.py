"""The figures that the annual report states, read off the system's own report and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ops.demo.client import Json


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of the annual report: what it says, where ours stands, what was stated."""

    name: str
    table: str
    label: str
    value: int


# In the order in which the report states them; G1 to G7 and G11 to G13 of the requirements.
HEADLINE = (
    Stated("referrals", "REP-09", "referrals", 97),
    Stated("completed", "REP-09", "completed", 74),
    Stated("ongoing", "REP-09", "ongoing", 21),
    Stated("re-opened as new", "REP-09", "reopened_as_new", 2),
    Stated("positive outcomes", "REP-10", "positive", 28),
    Stated("other outcomes", "REP-11", "other", 46),
    Stated("victim not contactable", "REP-11", "harmed_not_contactable", 21),
    Stated("offender not contactable", "REP-11", "responsible_not_contactable", 3),
)
STATED = (
    *HEADLINE,
    Stated("unmanageable: domestic abuse", "REP-11", "unmanageable_risk:domestic_abuse", 2),
    Stated("unmanageable: gang", "REP-11", "unmanageable_risk:gang_affiliation", 1),
    Stated("volunteers in April 2019", "REP-12", "at_start", 25),
    Stated("volunteers in April 2020", "REP-12", "at_end", 57),
    Stated("of them there since April 2019", "REP-12", "cohort:existing_2019_04", 25),
    Stated("of them from drive 1", "REP-12", "cohort:drive_2019_11", 13),
    Stated("of them from the refresher", "REP-12", "cohort:refresher", 7),
    Stated("of them from drive 2, untrained", "REP-12", "cohort:drive_2020_01", 12),
    Stated("drive 1 applications", "REP-16", "drive_2019_11:applied", 31),
    Stated("drive 1 successful", "REP-16", "drive_2019_11:successful", 16),
    Stated("drive 1 accepted", "REP-16", "drive_2019_11:accepted", 16),
    Stated("drive 1 completed", "REP-16", "drive_2019_11:completed", 15),
    Stated("drive 2 applications", "REP-16", "drive_2020_01:applied", 16),
    Stated("drive 2 successful", "REP-16", "drive_2020_01:successful", 12),
    Stated("Victim Support attended", "REP-17", "victim_support:attended", 52),
    Stated("Victim Support evaluations", "REP-17", "victim_support:evaluations", 34),
    Stated("Witness Care attended", "REP-17", "witness_care_unit:attended", 79),
    Stated("Witness Care evaluations", "REP-17", "witness_care_unit:evaluations", 29),
    Stated("closed by police path", "REP-18", "police_path", 11),
    Stated("closed by probation path", "REP-18", "probation_path", 1),
    Stated("requests to the police that came to nothing", "REP-18", "asked:mps", 11),
    Stated("requests to probation that came to nothing", "REP-18", "asked:hmpps", 1),
)

# Whole percentages of those who answered each question (G13); the counts are not stated.
STATED_PERCENT = (
    Stated("Victim Support: relevant", "REP-17", "victim_support:relevant", 83),
    Stated("Victim Support: confident", "REP-17", "victim_support:more_confident", 97),
    Stated("Victim Support: clear", "REP-17", "victim_support:clear_pathway", 90),
    Stated("Victim Support: follow-up", "REP-17", "victim_support:wants_follow_up", 21),
    Stated("Victim Support: concerns", "REP-17", "victim_support:has_concerns", 6),
    Stated("Witness Care: relevant", "REP-17", "witness_care_unit:relevant", 100),
    Stated("Witness Care: confident", "REP-17", "witness_care_unit:more_confident", 97),
    Stated("Witness Care: clear", "REP-17", "witness_care_unit:clear_pathway", 100),
    Stated("Witness Care: follow-up", "REP-17", "witness_care_unit:wants_follow_up", 14),
    Stated("Witness Care: concerns", "REP-17", "witness_care_unit:has_concerns", 11),
)
Found = dict[tuple[str, str], int]


def cells(report: Json) -> Found:
    """Return every figure of a report by table code and label."""
    return {at: cell["value"] for at, cell in _every_cell(report)}


def percentages(report: Json) -> Found:
    """Return every figure that is a part of another, as a whole percentage of it."""
    return {
        at: round(100 * cell["value"] / cell["of"])
        for at, cell in _every_cell(report)
        if cell.get("of")
    }


def mismatches(report: Json) -> list[str]:
    """Name every stated figure that the report does not show, and every predicate that fails.

    Where the report holds its own sums against each other, these count too.
    """
    found = cells(report)
    wrong = [*_wrong(STATED, found), *_wrong(STATED_PERCENT, percentages(report))]
    wrong += [said for said, holds in PREDICATES.items() if not holds(found)]
    sums = report["reconciliations"]
    return wrong + [check["label"] for check in sums if check["value"] != check["of"]]


def _every_cell(report: Json) -> Iterator[tuple[tuple[str, str], Json]]:
    for table in report["tables"]:
        for cell in table["cells"]:
            yield (table["code"], cell["label"]), cell


def _wrong(stated: Iterable[Stated], found: Found) -> list[str]:
    return [
        f"{one.name}: stated {one.value}, counted {found.get((one.table, one.label))}"
        for one in stated
        if found.get((one.table, one.label)) != one.value
    ]


def _crime(found: Found, crime: str, side: str) -> int:
    return found.get(("REP-05", f"{crime}:{side}"), 0)


def _all(crime: str, side: str) -> Callable[[Found], bool]:
    other = "responsible" if side == "harmed" else "harmed"
    return lambda found: _crime(found, crime, side) > 0 and _crime(found, crime, other) == 0


def _months(found: Found) -> list[int]:
    order = (*range(4, 13), *range(1, 4))
    return [found.get(("REP-01", f"{2019 if m > 3 else 2020}-{m:02d}"), 0) for m in order]


def _half(found: Found, first: int) -> int:
    return sum(_months(found)[first : first + 6])


def _deaths(found: Found) -> bool:
    deadly = ("murder", "manslaughter", "death_by_dangerous_driving")
    family = sum(_crime(found, crime, "harmed") for crime in deadly)
    whole = family + sum(_crime(found, crime, "responsible") for crime in deadly)
    return whole > 0 and round(100 * family / whole) == 71


def _side(found: Found, side: str) -> int:
    return sum(n for (table, label), n in found.items()
               if table == "REP-03" and label.endswith(side))  # fmt: skip


def _main_sources(found: Found) -> set[str]:
    sent = {label: n for (table, label), n in found.items() if table == "REP-07"}
    return set(sorted(sent, key=lambda label: sent[label])[-2:])


def _quarters(found: Found, table: str, *labels: str) -> int:
    return sum(found.get((table, label), 0) for label in labels)


def _share(found: Found, *quarters: str) -> float:
    harmed = _quarters(found, "REP-03", *(f"{quarter}:harmed" for quarter in quarters))
    other = _quarters(found, "REP-03", *(f"{quarter}:responsible" for quarter in quarters))
    return harmed / (harmed + other) if harmed + other else 0.0


# REP-03 to REP-08, G9 and G10: what the report says without a number.
PREDICATES: dict[str, Callable[[Found], bool]] = {
    "all sexual offences harmed-initiated": _all("sexual", "harmed"),
    "all firearm offences responsible-initiated": _all("firearms", "responsible"),
    "all drug offences responsible-initiated": _all("drugs", "responsible"),
    "all theft harmed-initiated": _all("theft", "harmed"),
    "all harassment harmed-initiated": _all("harassment_stalking", "harmed"),
    "all but one robbery responsible-initiated": lambda f: _crime(f, "robbery", "harmed") == 1,
    "71% of deaths initiated by family": _deaths,
    "Sussex partnership sends most of the offender-initiated": lambda f: (
        2 * f.get(("REP-08", "sussex_rj_partnership"), 0) > _side(f, "responsible")
    ),
    "Victim Support and self are the main sources of the victim-initiated": lambda f: (
        _main_sources(f) == {"self", "victim_support"}
    ),
    "self-referrals increase in Quarters 3 and 4": lambda f: (
        _quarters(f, "REP-04", "Q3", "Q4") > _quarters(f, "REP-04", "Q1", "Q2")
    ),
    "a larger share victim-initiated in Quarters 3 and 4": lambda f: (
        _share(f, "Q3", "Q4") > _share(f, "Q1", "Q2")
    ),
    "more referrals in Quarters 3 and 4": lambda f: _half(f, 6) > _half(f, 0),
    "an increase in October": lambda f: _months(f)[6] > _months(f)[5],
    "a decrease in March": lambda f: _months(f)[11] < _months(f)[10],
}


def headline(report: Json) -> Iterator[str]:
    """Yield the headline figures as counted, a line each."""
    found = cells(report)
    for stated in HEADLINE:
        yield f"{stated.name:26} {found.get((stated.table, stated.label), 0)}"
