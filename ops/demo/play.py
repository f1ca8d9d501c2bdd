"""The demo as a whole: a system of its own (ADR 7), the year played on it, and the judgement."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ops import running
from ops.demo import figures, staff
from ops.demo.client import SETTLING_S, Json
from ops.demo.clock import set_clock
from ops.demo.director import Director
from ops.demo.forms import form
from ops.demo.people import Cast
from ops.demo.verdicts import verdicts
from ops.demo.world import World
from ops.demo.year import Planned, planned_year
from ops.deployables import AGENCIES
from ops.publish import agency_url, publish
from ops.system import System
from services.feeds.boundary import SEALED, sealing_context
from shared.security.key_files import Publics
from shared.security.sealing import seal

BEGINNING = datetime(2019, 4, 1, 7, 0, tzinfo=UTC)
PERIOD = {"from_on": "2019-04-01", "to_on": "2020-03-31"}
MARK = "a-demo-lives-here"
Say = Callable[[str], None]


class DemoFailed(Exception):
    """The demo could not be played to its end; the message says at which step."""


@dataclass(frozen=True, slots=True)
class Played:
    """The year as it was played, the service's own report of it, and every mismatch."""

    world: World
    report: Json
    problems: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield one line per case study, then the headline figures."""
        for case in self.world.studies():
            yield f"{case.reference}  {case.planned.study}  {case.primary_outcome}"
        yield from figures.headline(self.report)


class Demo:
    """A system on the simulated clock, for as long as the ``with`` block runs."""

    def __init__(self, data_dir: Path, say: Say) -> None:
        """``data_dir`` is the demo's own: what an earlier demo left there is removed."""
        self.data_dir = data_dir.absolute()
        self.clock_file = self.data_dir / "clock"
        self._say = say
        self._world: World | None = None
        runner = ("ops.demo.runner", str(self.clock_file))
        self.system = System(self.data_dir, agencies=AGENCIES, runner=runner)

    def __enter__(self) -> Self:
        """Start the system on the first morning of the year."""
        self._clear()
        set_clock(self.clock_file, BEGINNING)
        self.system.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop whatever was started."""
        if self._world is not None:
            self._world.close()
        self.system.stop()

    def play(self) -> Played:
        """Play the year and judge it by the system's own answers.

        Raises:
            DemoFailed: an agency was refused, or got no answer.
            ProblemError: a step was refused at the gateway.

        """
        url, password = self.system.site, self.system.first_password
        assert url is not None
        assert password is not None, "a fresh store makes its first account"
        world = self._world = staff.staffed(url, self.clock_file, password)
        staff.existing_volunteers(world)
        Director(world, self._publish, self._say).play(planned_year(), staff.calendar(world))
        report = _settled_report(world)
        return Played(world, report, (*verdicts(world), *figures.mismatches(report)))

    def _publish(self, planned: Planned, cast: Cast) -> Json:
        """Publish as the agency does: its own credentials, the form sealed to our feed's key.

        A form in clear would lie in clear in the broker's files until the feed has settled it.
        """
        agency = planned.door.value
        sealing = Publics(self.data_dir / "keys" / "public")[f"feeds-{agency}"].sealing
        body = seal(sealing, form(planned, cast), sealing_context(agency))
        answered = publish(agency_url(self.data_dir, agency), body, content_type=SEALED)
        if answered is None or not answered.accepted:
            told = answered.content if answered else "no answer"
            raise DemoFailed(f"referral {planned.number} through {agency}: {told}")
        return answered.content

    def _clear(self) -> None:
        """Make way for a new year, only where a demo has been before."""
        if (self.data_dir / MARK).exists():
            self._refuse_if_running()
            shutil.rmtree(self.data_dir)
        elif self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise DemoFailed(f"{self.data_dir} holds something else; name another directory")
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.data_dir / MARK).touch()

    def _refuse_if_running(self) -> None:
        try:
            running.hold(self.data_dir).close()
        except OSError:
            raise DemoFailed(f"a demo is running in {self.data_dir}") from None


def _settled_report(world: World) -> Json:
    """Return the report, asked until it has heard everything; as it stands when it never does."""
    until = time.monotonic() + SETTLING_S
    while True:
        report = world.manager.get("/reports/annual", **PERIOD)
        if not figures.mismatches(report) or time.monotonic() > until:
            return report
        time.sleep(0.2)


def write_report(report: Json, folder: Path) -> tuple[Path, Path]:
    """Write the report as JSON and as the page that came with it; return both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    told = folder / "annual-report-2019-20.json"
    told.write_text(json.dumps({k: v for k, v in report.items() if k != "html"}, indent=2))
    page = folder / "annual-report-2019-20.html"
    page.write_text(report["html"])
    return told, page
