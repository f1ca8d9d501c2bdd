"""Prints every ledger at the end of the session: a fault test shows its counts."""

import pytest

LEDGERS = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash.setdefault(LEDGERS, {})


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for name, table in config.stash.get(LEDGERS, {}).items():
        terminalreporter.section(f"ledger: {name}")
        terminalreporter.write_line(table)
