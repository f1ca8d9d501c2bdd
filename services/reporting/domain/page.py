"""The report as one self-contained HTML page: every number with its rule and its cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from services.reporting.domain.facts import CountedTable, Figure

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b}table{border-collapse:collapse;width:100%}caption{text-align:left;"
    "color:#505050;padding:.3rem 0}th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top}td.n{text-align:right;white-space:nowrap}"
    ".wrong{color:#a00;font-weight:bold}code{font-size:.8em}"
)


def page(
    *,
    from_on: date,
    to_on: date,
    as_of: datetime,
    tables: Iterable[CountedTable],
    checks: Iterable[Figure],
) -> str:
    """Return the page. It loads nothing from anywhere."""
    title = f"Annual report, {from_on.isoformat()} to {to_on.isoformat()}"
    body = "".join(_section(table) for table in tables)
    agreeing = "".join(_check(check) for check in checks)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p>Counted at {escape(as_of.isoformat(timespec='seconds'))}.</p>"
        f"<h2>Do the figures agree?</h2><ul>{agreeing}</ul>{body}</body></html>"
    )


def _section(table: CountedTable) -> str:
    rows = "".join(_row(figure) for figure in table.figures)
    note = f"<p>{escape(table.note)}</p>" if table.note else ""
    return (
        f'<section id="{escape(table.code)}"><h2>{escape(table.code)} {escape(table.title)}</h2>'
        f"{note}<table><caption>How it is counted: {escape(table.rule)}</caption><thead><tr>"
        '<th scope="col">What</th><th scope="col">Number</th><th scope="col">Cases</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def _row(figure: Figure) -> str:
    number = str(figure.value)
    if figure.of is not None:
        number = f"{figure.value} of {figure.of}"
        if figure.percent is not None:
            number += f" ({figure.percent}%)"
    cases = ""
    if figure.case_ids:
        links = "<br>".join(f"<code>{case_id}</code>" for case_id in figure.case_ids)
        cases = f"<details><summary>{len(figure.case_ids)} cases</summary>{links}</details>"
    return (
        f'<tr><th scope="row">{escape(figure.label)}</th><td class="n">{number}</td>'
        f"<td>{cases}</td></tr>"
    )


def _check(check: Figure) -> str:
    agrees = check.value == check.of
    word = "agrees" if agrees else "DOES NOT AGREE"
    kind = "" if agrees else ' class="wrong"'
    return f"<li{kind}>{escape(check.label)}: {check.value} and {check.of}: {word}</li>"
