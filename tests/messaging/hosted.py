"""A nameko process for tests: ``python -m tests.messaging.hosted URL FOLDER [POINT]``.

With a POINT the process kills itself (SIGKILL) when it first comes to that failpoint.
"""

import sys

from shared.messaging import process

if __name__ == "__main__":
    process.patch()
    from pathlib import Path

    from shared.contracts.examples import example
    from shared.contracts.screening.events import EligibilityDecidedV1
    from shared.messaging import failpoints
    from shared.messaging.nameko_skin import make_service
    from tests.messaging.conftest import Bus, listening, note_effect

    url, folder = sys.argv[1], Path(sys.argv[2])

    if len(sys.argv) > 3:
        import os
        import signal

        failpoints.install(
            lambda point: os.kill(os.getpid(), signal.SIGKILL) if point == sys.argv[3] else None
        )

    def slowly(uow, event, envelope):
        import time

        if event.reference == "slow":
            time.sleep(1.0)
        note_effect(uow, event, envelope)
        uow.announce(EligibilityDecidedV1.model_validate(example(EligibilityDecidedV1)))

    def assemble():
        return listening(Bus(url, "", folder, None).runtime("screening"), slowly)

    sys.exit(
        process.serve(
            [make_service("screening", assemble)],
            service="screening",
            health_port=0,
            on_ready=lambda: print("ready", flush=True),
        )
    )
