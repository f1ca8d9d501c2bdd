"""A nameko process for tests: ``python -m tests.messaging.hosted URL FOLDER DATABASE [POINT]``.

What a case's reference says is what happens to its handler. With a POINT the process kills
itself (SIGKILL) when it first comes to that failpoint. DATABASE may be empty: a SQLite file.
"""

import os
import signal
import sys
import time

from shared.messaging import process

if __name__ == "__main__":
    process.patch()
    from pathlib import Path

    import eventlet
    from sqlalchemy import func, insert, select, text

    from shared.contracts.base import Nothing
    from shared.contracts.examples import example
    from shared.contracts.screening.events import EligibilityDecidedV1
    from shared.contracts.screening.rpc import LIFT_BAR
    from shared.messaging import failpoints
    from shared.messaging.nameko_skin import make_service
    from shared.messaging.rpc_methods import Serves
    from shared.security.actors import Role
    from tests.messaging.conftest import Bus, effects, listening, note_effect

    url, folder, database = sys.argv[1], Path(sys.argv[2]), sys.argv[3] or None

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    if len(sys.argv) > 4:
        failpoints.install(lambda point: die() if point == sys.argv[4] else None)

    def misbehave(kind: str) -> None:
        match kind:
            case "slow":
                time.sleep(1.0)
            case "hang":
                time.sleep(3600)
            case "timeout":
                raise eventlet.Timeout(1)
            case "exit":
                raise SystemExit
            case "die":
                die()

    def on_case_opened(uow, event, envelope):
        misbehave(event.reference)
        if event.reference == "count":
            counted = uow.connection.execute(select(func.count()).select_from(effects)).scalar_one()
            time.sleep(0)  # lets whoever else would write go on
            event = event.model_copy(update={"reference": str(counted)})
        note_effect(uow, event, envelope)
        uow.announce(EligibilityDecidedV1.model_validate(example(EligibilityDecidedV1)))

    serves = Serves()

    @serves.method(LIFT_BAR)
    def lift_bar(uow, request):
        misbehave(request.reason)
        if request.reason == "wait in the database":
            uow.connection.execute(text("SELECT pg_sleep(0.5)"))
        uow.connection.execute(insert(effects), {"subject": uow.actor.id, "note": request.reason})
        return Nothing()

    def assemble():
        return listening(
            Bus(url, "", folder, None).runtime("screening", database),
            on_case_opened,
            serves=serves,
            access={"lift_bar": frozenset({Role.SERVICE_MANAGER})},
            handler_deadline_s=3.0,
        )

    sys.exit(
        process.serve(
            [make_service("screening", assemble)],
            service="screening",
            health_port=0,
            on_ready=lambda: print("ready", flush=True),
        )
    )
