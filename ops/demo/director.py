"""Plays the year: lets each referral arrive on its day and each script take its next step."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import count

from ops.demo import routine, studies
from ops.demo.client import Json
from ops.demo.doors import arrive
from ops.demo.people import Cast
from ops.demo.world import Case, Script, World
from ops.demo.year import Planned
from shared.contracts.codes import RESULTING_IN_DEATH, Outcome

END = datetime(2020, 3, 31, 23, 0, tzinfo=UTC)
Say = Callable[[str], None]


@dataclass(slots=True)
class Director:
    """Holds what is still to happen, by time."""

    world: World
    publish: Callable[[Planned, Cast], Json]
    say: Say
    _todo: list[tuple[datetime, int, Iterator[int]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def play(
        self, year: Iterable[Planned], office: Iterable[tuple[datetime, Iterator[int]]] = ()
    ) -> None:
        """Play every referral, and what happens in the office, to the end of the year."""
        for moment, script in office:
            self._plan(moment, script)
        for planned in year:
            moment = datetime.combine(planned.day, time(9, 30), UTC)
            self._plan(moment, self._arrival(planned))
        while self._todo:
            moment, _, script = heapq.heappop(self._todo)
            self.world.move_to(min(moment, END))
            days = next(script, None)
            if days is not None:
                self._plan(moment + timedelta(days=days), script)
        self.world.move_to(END)

    def _plan(self, moment: datetime, script: Iterator[int]) -> None:
        heapq.heappush(self._todo, (moment, next(self._order), script))

    def _arrival(self, planned: Planned) -> Script:
        found = arrive(self.world, planned, cast_of(planned), self.publish)
        case = self.world.until_open(planned, found)
        self.say(f"{planned.day}  {case.reference}  arrives through {planned.door}")
        self._continue_from(case)
        yield 1
        if planned.study:
            yield from studies.SCRIPTS[planned.study](self.world, case)
        else:
            yield from routine.play(self.world, case)

    def _continue_from(self, case: Case) -> None:
        """Close the case that this one continues, after so long without contact (INT-19)."""
        before = self.world.cases.get(case.planned.continues or 0)
        if before is None:
            return
        self.world.coordinator.settled(
            f"{before.path}/outcomes", outcome=Outcome.REOPENED_AS_NEW.value, primary=True
        )
        self.world.coordinator.settled(f"{before.path}/closure", successor_case_id=case.case_id)


def cast_of(planned: Planned) -> Cast:
    """Return who stands in a planned referral."""
    if planned.study:
        return studies.CASTS[planned.study]
    return Cast(deceased=planned.crime in RESULTING_IN_DEATH)
