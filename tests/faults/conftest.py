"""Prints every ledger at the end of the session: a fault test shows its counts."""

import pytest

LEDGERS = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def ledgers(pytestconfig: pytest.Config) -> dict[str, str]:
    """What to print at the end, by the name of the run."""
    return pytestconfig.stash.setdefault(LEDGERS, {})


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for name, table in config.stash.get(LEDGERS, {}).items():
        terminalreporter.section(f"ledger: {name}")
        terminalreporter.write_line(table)
