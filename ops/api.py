"""``./redress api``: the API held to its own document, by thousands of invented requests."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click
import httpx

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
# These would end the session that all others are asked in, or make its account wait. Which sessions
# there are is learnt from the list of them, so an invented id is often the one's own.
NOT_ASKED = ("sign_out", "end_session", "sign_out_everywhere", "change_password")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: how many requests, which answers, and what was wrong."""

    cases: int
    statuses: Counter[int]
    failures: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in one line."""
        by_status = ", ".join(
            f"{status}: {count}" for status, count in sorted(self.statuses.items())
        )
        return (
            f"{self.cases} requests ({by_status}); {self.count('server error')} server errors, "
            f"{self.count('undocumented')} undocumented answers, {len(self.failures)} faults in all"
        )

    def count(self, word: str) -> int:
        """Return how many faults are of a kind."""
        return sum(word in failure.lower() for failure in self.failures)


def sign_in(site: str, username: str, password: str) -> str:
    """Return a session's token."""
    credentials = {"username": username, "password": password}
    answer = httpx.post(f"{site}/api/v1/sessions", json=credentials, timeout=30)
    answer.raise_for_status()
    return str(answer.json()["token"])


def check(site: str, token: str, *, per_operation: int, seed: int = 1, tags: str = "") -> Outcome:
    """Ask every operation of the document what it allows and what it does not; judge the answers.

    Schemathesis makes the requests: the document's examples, every edge of each schema, and
    ``per_operation`` at random, well formed and ill formed.

    Raises ``RuntimeError`` where it made none, or the session ended on the way: what is answered to
    nobody says nothing about the API.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.ndjson"
        command = [
            str(Path(sys.executable).parent / "schemathesis"),
            "run",
            f"{site}/api/v1/openapi.json",
            *("--header", f"Authorization: Bearer {token}"),
            *("--checks", ",".join(CHECKS)),
            *("--phases", "examples,coverage,fuzzing"),
            *("--max-examples", str(per_operation), "--seed", str(seed)),
            *("--report", "ndjson", "--report-ndjson-path", str(told)),
            *("--continue-on-failure", "--no-shrink", "--request-timeout", "30", "--no-color"),
            *("--suppress-health-check", "all", "--workers", "2"),
            *(part for name in NOT_ASKED for part in ("--exclude-operation-id", name)),
            *(("--include-tag", tags) if tags else ()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        outcome = _outcome(told) if told.exists() else None
        if outcome is None or not outcome.cases:
            raise RuntimeError(done.stdout + done.stderr)
    _require_session(site, token)
    return outcome


def _require_session(site: str, token: str) -> None:
    bearer = {"Authorization": f"Bearer {token}"}
    status = httpx.get(f"{site}/api/v1/me", headers=bearer, timeout=30).status_code
    if status != httpx.codes.OK:
        raise RuntimeError(
            f"The session ended on the way (/me answers {status}): nothing is shown."
        )


def _outcome(told: Path) -> Outcome:
    cases, statuses, failures = 0, Counter[int](), []
    for line in told.read_text().splitlines():
        finished = json.loads(line).get("ScenarioFinished")
        if finished is None:
            continue
        recorder = finished["recorder"]
        for interaction in recorder.get("interactions", {}).values():
            cases += 1
            if response := interaction.get("response"):
                statuses[response["status_code"]] += 1
        for checks in recorder.get("checks", {}).values():
            failures += [
                f"{recorder['label']}: {one['failure_info']['failure']['title']}: "
                f"{one['failure_info']['failure']['message']}"
                for one in checks
                if one["status"] == "failure"
            ]
    return Outcome(cases, statuses, tuple(failures))


@click.command("api")
@click.option("--site", default="http://127.0.0.1:8000", help="Where the gateway answers.")
@click.option("--username", default="manager")
@click.option("--password", prompt=True, hide_input=True)
@click.option("--per-operation", default=30, help="Requests at random for each operation.")
@click.option("--seed", default=1)
def api_command(site: str, username: str, password: str, per_operation: int, seed: int) -> None:
    """Hold a running gateway to its OpenAPI document. Never one with real people in it."""
    outcome = check(site, sign_in(site, username, password), per_operation=per_operation, seed=seed)
    for failure in outcome.failures:
        click.echo(failure)
    click.echo(str(outcome))
    sys.exit(1 if outcome.failures else 0)
