"""``python -m services.gateway``: serve the API and the pages until asked to stop."""

from __future__ import annotations

from shared.kernel import collector


def main() -> None:
    """Load the gateway, then run it."""
    collector.hold()
    from services.gateway import serving  # noqa: PLC0415 - while nothing is collected

    collector.keep()
    serving.serve()


if __name__ == "__main__":
    main()
