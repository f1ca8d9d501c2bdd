"""The demo's staff, volunteers and cases, and the small steps that every script is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ops.demo.client import Json, Person
from ops.demo.clock import set_clock
from ops.demo.year import Planned
from shared.contracts.codes import CaseFlag, CrimeType

READY = ("informed", "hopes_heard", "prepared", "access_needs_met", "venue_agreed")
Script = Iterator[int]
"""A script yields the number of days until its next step."""


@dataclass(slots=True)
class Case:
    """What the demo knows of one case."""

    planned: Planned
    case_id: str
    reference: str
    people: dict[str, str] = field(default_factory=dict)
    strands: list[Json] = field(default_factory=list)
    primary_outcome: str | None = None

    @property
    def path(self) -> str:
        """Return the case's path in the API."""
        return f"/cases/{self.case_id}"

    @property
    def strand(self) -> str:
        """Return the first strand's id."""
        return str(self.strands[0]["strand_id"])

    def harmed_in(self, strand: int = 0) -> list[str]:
        """Return the harmed side of a strand: those who can be contacted."""
        return [str(person) for person in self.strands[strand]["harmed_ids"]]

    def responsible_in(self, strand: int = 0) -> str:
        """Return the responsible person of a strand."""
        return str(self.strands[strand]["responsible_id"])

    def words(self, text: str) -> str:
        """Return invented free text of this case, marked so that a search finds any leak of it."""
        return f"{text} (Fictional-words-{self.planned.number:03d})"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facilitators who work together: signed in, and as the register knows them."""

    people: tuple[Person, Person]
    facilitator_ids: tuple[str, str]


@dataclass(slots=True)
class World:
    """Everybody at work, the clock, and every case by the plan's number."""

    url: str
    clock_file: Path
    manager: Person
    coordinator: Person
    office: Person
    public: Person
    pairs: tuple[Pair, ...] = ()
    now: datetime = datetime(2019, 4, 1, 8, 0, tzinfo=UTC)
    cases: dict[int, Case] = field(default_factory=dict)

    def move_to(self, moment: datetime) -> None:
        """Let the simulated year reach a moment; it never goes back."""
        self.now = max(self.now, moment)
        set_clock(self.clock_file, self.now)

    def close(self) -> None:
        """Close everybody's connections."""
        everybody = (self.manager, self.coordinator, self.office, self.public)
        for person in (*everybody, *(one for pair in self.pairs for one in pair.people)):
            person.close()

    def pair(self, case: Case) -> Pair:
        """Return the pair that this case is given, or has."""
        return self.pairs[case.planned.number % len(self.pairs)]

    def lead(self, case: Case) -> Person:
        """Return the first of the case's pair."""
        return self.pair(case).people[0]

    def second(self, case: Case) -> Person:
        """Return the second of the case's pair."""
        return self.pair(case).people[1]

    def studies(self) -> list[Case]:
        """Return the four case studies, in the order in which they were referred."""
        return [case for case in self.cases.values() if case.planned.study]

    def until_open(self, planned: Planned, found: Json) -> Case:
        """Read a case just opened into the demo's own notes."""
        view = self.coordinator.found(f"/cases/{found['case_id']}")
        case = Case(planned, view["case_id"], view["reference"], strands=list(view["strands"]))
        self.cases[planned.number] = case
        return case

    def engage(self, case: Case, person: str, engagement: str, strand: int = 0,
               **more: Any) -> None:  # fmt: skip
        """Record where a participant stands."""
        self.coordinator.settled(
            f"{case.path}/people/{person}/engagement",
            strand_id=case.strands[strand]["strand_id"],
            engagement=engagement,
            **more,
        )

    def consent(self, case: Case, person: str, purpose: str, **more: Any) -> None:
        """Record a consent."""
        self.coordinator.settled(f"{case.path}/people/{person}/consents", purpose=purpose, **more)

    def both_take_part(self, case: Case, strand: int = 0, willing: str = "willing_direct") -> None:
        """Let both sides of a strand say yes, each for themselves."""
        strand_id = case.strands[strand]["strand_id"]
        for person in (*case.harmed_in(strand), case.responsible_in(strand)):
            self.engage(case, person, willing, strand)
            self.consent(case, person, "take_part", strand_id=strand_id)

    def assess_risk(
        self, case: Case, decision: str, modes: list[str], *, before_pair: bool = False
    ) -> None:
        """Draft an assessment; two different people sign it (RSK-02).

        The coordinator does it where no pair has been assigned yet.
        """
        author = self.coordinator if before_pair else self.lead(case)
        drafted = author.settled(
            f"{case.path}/risk/assessments",
            strand_id=case.strand,
            factors=[_factor(case, code) for code in MUST_ANSWER],
            decision=decision,
            modes_permitted=modes,
            reasons=case.words("Reasons, after talking with each invented person."),
            risk_of_not_proceeding=case.words("The questions would stay unanswered."),
            **_record(case, self.now.date(), decision),
            valid_until=(self.now + timedelta(days=360)).date().isoformat(),
        )
        signing = f"{case.path}/risk/assessments/{drafted['assessment_id']}/signatures"
        for signer in (author, self.manager):
            signer.settled(signing)

    def assign(self, case: Case) -> None:
        """Assign the pair to a case, once it is eligible (RSK-01)."""
        self.coordinator.settled(
            f"{case.path}/facilitators/assign",
            facilitator_ids=list(self.pair(case).facilitator_ids),
        )

    def meet(self, case: Case, side: str, place: str = "community", strand: int = 0) -> None:
        """Hold a preparation meeting with one side."""
        self.lead(case).settled(
            f"{case.path}/strands/{case.strands[strand]['strand_id']}/preparation-meetings",
            sides=[side],
            place=place,
            minutes=90,
            notes=case.words("Notes of an invented meeting."),
        )

    def get_ready(self, case: Case, strand: int = 0) -> None:
        """Both sides of a strand are informed, heard and prepared for a conference."""
        for person in (case.harmed_in(strand)[0], case.responsible_in(strand)):
            for step in READY:
                self.lead(case).settled(
                    f"{case.path}/strands/{case.strands[strand]['strand_id']}/readiness",
                    person_id=person,
                    step=step,
                )

    def plan(self, case: Case, mode: str, strand: int = 0) -> None:
        """Choose the mode of a strand."""
        self.lead(case).settled(
            f"{case.path}/strands/{case.strands[strand]['strand_id']}/plan", mode=mode
        )

    def conclude(self, case: Case, outcome: str, strand: int = 0, **more: Any) -> None:
        """Conclude a strand's process and record its outcome as the case's primary one."""
        strand_id = case.strands[strand]["strand_id"]
        self.lead(case).settled(f"{case.path}/strands/{strand_id}/conclusion", completed=True)
        self.end(case, outcome, strand_id=strand_id, **more)

    def end(self, case: Case, outcome: str, **more: Any) -> None:
        """Record the primary outcome and close the case."""
        self.coordinator.settled(f"{case.path}/outcomes", outcome=outcome, primary=True, **more)
        self.coordinator.settled(f"{case.path}/closure")


MUST_ANSWER = (
    "A1", "A2", "B1", "B3", "C1", "C2", "C3", "C4", "D1", "D6", "E1", "F1",
)  # fmt: skip


def _record(case: Case, today: date, decision: str) -> Json:
    """Return the rest of an assessment's record: views, safety, and specialists where one is due."""
    flags, crime = case.planned.flags, case.planned.crime
    stalking = CaseFlag.STALKING in flags or crime is CrimeType.HARASSMENT_STALKING
    asked = {
        "domestic_abuse": ("idva", CaseFlag.DOMESTIC_ABUSE in flags),
        "stalking": ("stalking_advocate", stalking),
        "sexual_harm": ("isva", crime is CrimeType.SEXUAL),
    }
    record: Json = {
        "views": [
            {"whom": whom, "text": case.words("How an invented person sees it.")}
            for whom in ("harmed", "responsible")
        ],
        "strengths": [{"whom": "harmed", "text": case.words("A friend stands by.")}],
        "contingency": {
            "stop_signal": case.words("A raised hand."),
            "way_out": case.words("The second door."),
            "on_call": case.words("Testperson on call"),
        },
        "safety_plan": case.words("The plan that an invented adviser made is kept to."),
        "advice": [
            {
                "given_by": given_by,
                "adviser": case.words("Testperson adviser"),
                "given_on": today.isoformat(),
                "text": case.words("Invented advice."),
                "path": path,
            }
            for path, (given_by, due) in asked.items()
            if due
        ],
    }
    if decision == "unmanageable":
        record["alternatives_offered"] = case.words("Longer support, and a conversation.")
    return record


def _factor(case: Case, code: str) -> Json:
    return {
        "factor": code,
        "relevant": True,
        "likelihood": 2,
        "impact": 2,
        "residual_likelihood": 1,
        "residual_impact": 2,
        "rationale": case.words("Invented rationale."),
        "mitigation": case.words("Invented mitigation."),
    }
