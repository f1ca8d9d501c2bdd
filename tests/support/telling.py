"""What tests tell the person who runs them, printed under a title at the end of the session.

A passing test's own prints are not shown; counts and figures that an issue asks to see are told
here. With pytest-xdist a worker hands what it was told to the process that prints.
"""

from typing import Any

import pytest

TOLD = pytest.StashKey[dict[str, list[str]]]()
CARRIED = "redress-told"


def tell(config: pytest.Config, title: str, text: str) -> None:
    """Print the text under the title at the end; the same text is printed once."""
    texts = config.stash.setdefault(TOLD, {}).setdefault(title, [])
    if text not in texts:
        texts.append(text)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Give what was told to the process that started this worker."""
    carried: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if carried is not None:
        carried[CARRIED] = session.config.stash.get(TOLD, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take what a worker was told; a worker that died gives nothing."""
    for title, texts in getattr(node, "workeroutput", {}).get(CARRIED, {}).items():
        for text in texts:
            tell(node.config, title, text)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print it all."""
    for title, texts in sorted(config.stash.get(TOLD, {}).items()):
        terminalreporter.section(title)
        for text in sorted(texts):
            terminalreporter.write_line(text)
