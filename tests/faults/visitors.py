"""People who refer themselves at the gateway while everything breaks, each until told a reference.

As a browser would: no answer, or an answer that something is away, means the same form is sent
again under the same idempotency key.
"""

from __future__ import annotations

import threading
from typing import Any

import httpx

from tests.faults.journal import ACCEPT, Attempt, Journal

PUBLIC = "public"
PAUSE_S = 0.3
PATIENCE_S = 15.0
CREATED = 201


class Visitors:
    """Self-referrals, one after another, in a thread of their own."""

    name = PUBLIC

    def __init__(self, site: str, run: str, journal: Journal) -> None:
        self._site = site
        self._run = run
        self._journal = journal
        self._stopping = threading.Event()
        self._allowed = 0
        self.referrals = 0
        self.resent = 0
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Work from now on, in the background."""
        self._thread.start()

    def allow(self, more: int) -> None:
        """Let so many more referrals be made."""
        self._allowed += more

    def stop(self) -> None:
        """Refer no more."""
        self._stopping.set()
        self._thread.join(PATIENCE_S + 5)

    @property
    def idle(self) -> bool:
        """Whether everything allowed has been answered."""
        return self.referrals >= self._allowed

    def _work(self) -> None:
        with httpx.Client(base_url=self._site, timeout=PATIENCE_S) as http:
            while not self._stopping.is_set():
                if self.idle:
                    self._stopping.wait(0.05)
                    continue
                self._refer(http, self.referrals + 1)
                self.referrals += 1

    def _refer(self, http: httpx.Client, number: int) -> None:
        attempt = Attempt(PUBLIC, f"{self._run}-{number:06d}", ACCEPT, "referral", consents=1)
        while not self._stopping.is_set():
            self._journal.attempted(attempt)
            answer = self._post(http, attempt.message_id, _form(number))
            if answer is not None:
                self._journal.confirmed(attempt)
                self._journal.answered(PUBLIC, {"your_message_id": attempt.message_id, **answer})
                return
            self.resent += 1
            self._stopping.wait(PAUSE_S)

    def _post(self, http: httpx.Client, key: str, form: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer, or None when the same form must be sent again."""
        headers = {"Idempotency-Key": key}
        try:
            told = http.post("/api/v1/self-referrals", json=form, headers=headers)
        except httpx.TransportError:
            return None
        if told.status_code == CREATED:
            return {"kind": "receipt", "reference": told.json()["reference"]}
        if told.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return None
        return {"kind": "refusal", "faults": [{"code": f"http-{told.status_code}"}]}


def _form(number: int) -> dict[str, Any]:
    return {
        "initiated_by": "harmed",
        "source": "self",
        "channel": "web_form",
        "harmed": [
            {
                "ref": "h1",
                "role": "harmed",
                "given_name": "Testperson",
                "family_name": f"Visitorexample {number}",
                "home_area": "london",
            }
        ],
        "offence": {"crime_types": ["burglary"], "proceedings": "sentenced"},
        "consents": [{"participant": "h1", "purpose": "be_contacted", "obtained_by": "self"}],
    }
