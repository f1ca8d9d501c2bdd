"""The comparison with the stated figures names every one that is off, and nothing else."""

from copy import deepcopy

import pytest

from ops.demo.figures import PREDICATES, STATED, STATED_PERCENT, headline, mismatches


def cell(label, value, of=None):
    return {"label": label, "value": value, **({"of": of} if of else {})}


INVENTED = {
    "REP-01": [cell(f"2019-{month:02d}", 5) for month in range(4, 10)]
    + [cell("2019-10", 12), cell("2019-11", 12), cell("2019-12", 12)]
    + [cell("2020-01", 12), cell("2020-02", 12), cell("2020-03", 7)],
    "REP-03": [cell("Q1:harmed", 10), cell("Q1:responsible", 20), cell("Q3:harmed", 60),
               cell("Q4:responsible", 7)],
    "REP-04": [cell("Q1", 3), cell("Q3", 9)],
    "REP-05": [cell("sexual:harmed", 9), cell("firearms:responsible", 2),
               cell("drugs:responsible", 2), cell("theft:harmed", 4),
               cell("harassment_stalking:harmed", 3), cell("robbery:harmed", 1),
               cell("robbery:responsible", 9), cell("murder:harmed", 5),
               cell("manslaughter:responsible", 2)],
    "REP-07": [cell("self", 30), cell("victim_support", 28), cell("police", 2)],
    "REP-08": [cell("sussex_rj_partnership", 20), cell("police", 7)],
}  # fmt: skip


def report():
    """Return a report that shows everything that was stated."""
    tables = deepcopy(INVENTED)
    for one in STATED:
        tables.setdefault(one.table, []).append(cell(one.label, one.value))
    for one in STATED_PERCENT:
        tables.setdefault(one.table, []).append(cell(one.label, one.value, 100))
    sums = [{"label": "G2: the parts are the whole", "value": 97, "of": 97}]
    return {
        "tables": [{"code": code, "cells": cells} for code, cells in tables.items()],
        "reconciliations": sums,
    }


def changed(table, label, by):
    """Return that report with one figure more or less; a figure that was not there counts as 0."""
    told = report()
    cells = next(part["cells"] for part in told["tables"] if part["code"] == table)
    if label not in {one["label"] for one in cells}:
        cells.append(cell(label, 0))
    for one in cells:
        if one["label"] == label:
            one["value"] += by
    return told


def test_a_report_that_shows_everything_has_no_mismatch():
    assert mismatches(report()) == []


@pytest.mark.parametrize("one", [*STATED, *STATED_PERCENT], ids=lambda one: one.name)
@pytest.mark.parametrize("by", [1, -1])
def test_a_stated_figure_that_is_one_off_is_named(one, by):
    found = mismatches(changed(one.table, one.label, by))

    assert [line for line in found if line.startswith(f"{one.name}: ")]


BROKEN = {
    "all sexual offences harmed-initiated": ("REP-05", "sexual:responsible", 1),
    "all firearm offences responsible-initiated": ("REP-05", "firearms:harmed", 1),
    "all drug offences responsible-initiated": ("REP-05", "drugs:harmed", 1),
    "all theft harmed-initiated": ("REP-05", "theft:responsible", 1),
    "all harassment harmed-initiated": ("REP-05", "harassment_stalking:responsible", 1),
    "all but one robbery responsible-initiated": ("REP-05", "robbery:harmed", 1),
    "71% of deaths initiated by family": ("REP-05", "murder:harmed", 1),
    "Sussex partnership sends most of the offender-initiated": ("REP-03", "Q4:responsible", 20),
    "Victim Support and self are the main sources of the victim-initiated": (
        "REP-07", "police", 40,
    ),
    "self-referrals increase in Quarters 3 and 4": ("REP-04", "Q1", 9),
    "a larger share victim-initiated in Quarters 3 and 4": ("REP-03", "Q4:responsible", 500),
    "more referrals in Quarters 3 and 4": ("REP-01", "2019-04", 99),
    "an increase in October": ("REP-01", "2019-10", -9),
    "a decrease in March": ("REP-01", "2020-03", 9),
}  # fmt: skip


@pytest.mark.parametrize("said", PREDICATES)
def test_what_is_said_without_a_number_is_named_when_it_does_not_hold(said):
    assert said in mismatches(changed(*BROKEN[said]))


def test_sums_of_the_report_that_do_not_agree_are_named():
    told = report()
    told["reconciliations"][0]["value"] = 96

    assert mismatches(told) == ["G2: the parts are the whole"]


def test_the_headline_names_each_figure_with_its_number():
    lines = list(headline(report()))

    assert [line.split()[-1] for line in lines] == ["97", "74", "21", "2", "28", "46", "21", "3"]
