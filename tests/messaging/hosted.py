"""A nameko process for tests: ``python -m tests.messaging.hosted URL FOLDER``, under eventlet."""

import sys

from shared.messaging import process

if __name__ == "__main__":
    process.patch()
    from pathlib import Path

    from shared.messaging.nameko_skin import make_service
    from tests.messaging.conftest import Bus, listening, note_effect

    url, folder = sys.argv[1], Path(sys.argv[2])

    def slowly(uow, event, envelope):
        import time

        if event.reference == "slow":
            time.sleep(1.0)
        note_effect(uow, event, envelope)

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
