"""Reads what practice has laid down about risk. A file that names something unknown stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.screening.domain.risk import PathPolicy, RiskCriteria, StagePolicy
from services.screening.domain.risk_reviews import RaisedBy, ReviewPolicy
from services.screening.domain.risk_signing import STOPS
from services.screening.domain.risk_templates import Template, TemplateFactor, derive
from shared.contracts.codes import BarKind, Mode
from shared.contracts.screening.risk_codes import (
    AdviceFrom,
    Forbidden,
    OrderKind,
    RiskStage,
    RiskSubject,
    SpecialistPath,
)

SERVICE = Path(__file__).resolve().parents[1]
POLICY, TEMPLATES = SERVICE / "policies" / "risk.yaml", SERVICE / "risk_templates"
NEEDS = frozenset({"contingency", "views"})


@cache
def risk_criteria(version: str | None = None) -> RiskCriteria:
    """Return the same with a shipped checklist; without one, that of the first day."""
    return criteria_with(shipped_templates()[version or first_version()])


def criteria_with(used: Template) -> RiskCriteria:
    """Return the thresholds of practice with a checklist, and what that changes of them."""
    found = _policy()
    limits = {**found["thresholds"], **used.thresholds}
    return RiskCriteria(
        version=used.version,
        factors=frozenset(used.factors),
        must_answer=used.marked,
        each=used.each,
        manager_from=limits["manager_from"],
        panel_from=limits["panel_from"],
        director_from=limits["director_from"],
        longest_validity=timedelta(days=limits["longest_validity_days"]),
        advice_valid=timedelta(days=limits["advice_valid_days"]),
        hard_stops=_among(found["hard_stops"], STOPS),
        stages={RiskStage(name): _stage(row) for name, row in found["stages"].items()},
        paths={
            path: replace(laid_down, consult=used.consult.get(path, laid_down.consult))
            for path, laid_down in _paths().items()
        },
    )


def first_version() -> str:
    """Return the version of the checklist that is in force until another is adopted."""
    return str(_policy()["template"])


@cache
def shipped_templates() -> Mapping[str, Template]:
    """Return the checklists that come with the software, by version."""
    read = [_read(path) for path in sorted(TEMPLATES.glob("*.yaml"))]
    whole = {row["version"]: _whole(row) for row in read if "based_on" not in row}
    return whole | {row["version"]: _derived(row, whole) for row in read if "based_on" in row}


def factor_of(row: Mapping[str, Any], domains: Mapping[str, str]) -> TemplateFactor:
    """Return one factor of a checklist from plain values."""
    return TemplateFactor(
        code=row["code"],
        title=row["title"],
        consider=" ".join(row["consider"].split()),
        domain=domains[row["code"][0]],
        marked=row.get("marked", False),
        each=tuple(RiskSubject(name) for name in row.get("each", ())),
        evidence=tuple(row.get("evidence", ())),
        mitigations=tuple(row.get("mitigations", ())),
    )


@cache
def review_policies() -> Mapping[str, ReviewPolicy]:
    """Return what each trigger asks for."""
    return {name: _review(row) for name, row in _policy()["reviews"].items()}


@cache
def forbidden_modes() -> Mapping[str, frozenset[Mode]]:
    """Return the modes that fall under each thing an order may forbid."""
    rows = _policy()["forbids"]
    return {Forbidden(name).value: frozenset(map(Mode, modes)) for name, modes in rows.items()}


@cache
def orders() -> Mapping[OrderKind, tuple[BarKind, tuple[Forbidden, ...]]]:
    """Return, for each order, the kind it is announced as and what it forbids by default."""
    return {
        OrderKind(name): (BarKind(row["kind"]), tuple(map(Forbidden, row["forbids"])))
        for name, row in _policy()["orders"].items()
    }


def _whole(row: Mapping[str, Any]) -> Template:
    factors = [factor_of(one, row["domains"]) for one in row["factors"]]
    return Template(
        version=row["version"],
        reason=row["reason"],
        source=row["source"],
        domains=row["domains"],
        factors={one.code: one for one in factors},
    )


def _derived(row: Mapping[str, Any], whole: Mapping[str, Template]) -> Template:
    base = whole[row["based_on"]]
    return derive(
        base,
        version=row["version"],
        reason=row["reason"],
        source=row["source"],
        changed=[factor_of(one, base.domains) for one in row["factors"]],
        removed=row.get("removed", ()),
    )


def _stage(row: Mapping[str, Any]) -> StagePolicy:
    return StagePolicy(frozenset(map(Mode, row["modes"])), _among(row["needs"], NEEDS))


@cache
def _paths() -> Mapping[SpecialistPath, PathPolicy]:
    return {SpecialistPath(name): _path(row) for name, row in _policy()["paths"].items()}


def _path(row: Mapping[str, Any]) -> PathPolicy:
    disclosed = _among([row["disclosed"]], frozenset(_policy()["reviews"]))
    return PathPolicy(
        facts={fact: frozenset(values) for fact, values in row["facts"].items()},
        consult=frozenset(map(AdviceFrom, row["consult"])),
        disclosed=min(disclosed),
    )


def _review(row: Mapping[str, Any]) -> ReviewPolicy:
    stale = None if row["stale"] == "all" else frozenset(row["stale"])
    more = {key: row[key] for key in ("due_in_days", "after_times") if key in row}
    return ReviewPolicy(stale, RaisedBy(row["by"]), **more)


def _among(names: list[str], known: frozenset[str]) -> frozenset[str]:
    if unknown := set(names) - known:
        raise ValueError(f"policies/risk.yaml names what there is not: {sorted(unknown)}")
    return frozenset(names)


@cache
def _policy() -> Any:
    return _read(POLICY)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
