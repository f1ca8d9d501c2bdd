"""What is deployed, in every shape: one row per process, with the names it goes by."""

from __future__ import annotations

from dataclasses import dataclass

AGENCIES = ("mps", "victim_support")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployable:
    """One process. ``name`` is its host, folder and Secret prefix; ``prefix`` its settings'."""

    name: str
    prefix: str
    image: str
    agency: str | None = None

    @property
    def database(self) -> str:
        """The name of its database and of the role that owns it."""
        return self.name.replace("-", "_")

    @property
    def broker_user(self) -> str:
        """The broker user it signs in as, on the internal vhost and on its agency's."""
        return f"feed-{self.agency}" if self.agency else self.name


DEPLOYABLES = (
    *(
        Deployable(name=name, prefix=name.upper(), image=name)
        for name in ("intake", "screening", "allocation", "comms", "reporting", "gateway")
    ),
    *(
        Deployable(
            name=f"feeds-{agency.replace('_', '-')}",
            prefix=f"FEED_{agency.upper()}",
            image="feeds",
            agency=agency,
        )
        for agency in AGENCIES
    ),
)
