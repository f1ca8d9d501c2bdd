"""``python -m shared.store.migrate SERVICE [PREFIX]``: bring one service's database up to date.

Run once per release, before its service (deploy/docker/redress-start). The database is the one
that ``<PREFIX>_DATABASE_URL`` names; PREFIX is SERVICE in capitals unless given.
"""

from __future__ import annotations

import os
import sys

from shared.store.migrations import upgrade


def main(arguments: list[str]) -> int:
    """Migrate to the newest revision; 64 when the variable or the service is not named."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("usage: python -m shared.store.migrate SERVICE [PREFIX]\n")
        return 64
    service, prefix = arguments[0], arguments[-1].upper()
    url = os.environ.get(f"{prefix}_DATABASE_URL")
    if not url:
        sys.stderr.write(f"{prefix}_DATABASE_URL must name the database of {service}\n")
        return 64
    upgrade(url, service)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
