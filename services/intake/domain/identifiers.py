"""Identifiers of people and incidents: form, check letter, one form to compare, a mask (2.4).

A fault means that the value cannot be what it is called. A warning means that it is unusual, and
is kept as given: the checksum of a CRO number, for one, fails for numbers that are in real use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from shared.contracts.intake.codes import IdentifierKind, ReferenceKind

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
CHECK_LETTER_WRONG = "check-letter-wrong"
UNUSUAL = "unusual-form"
INVALID = "invalid"
_SHOWN = 2
_PNC = re.compile(r"(\d{2})?(\d{2})/(\d{1,7})([A-Z])")
_CRO = re.compile(r"(?P<serial>\d{1,6})/(?P<year>\d{2})(?P<letter>[A-Z])")
_CRO_FILE = re.compile(r"SF(?P<year>\d{2})/(?P<serial>\d{1,6})(?P<letter>[A-Z])")
_POSTCODE = re.compile(
    r"GIR 0AA|([A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[ABCDEFGHJKPSTUW]"
    r"|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2}"
)
# What a force's own crime numbers look like; a force that is not here is not judged.
CRIME_NUMBERS = {"mps": re.compile(r"\d{7}/\d{2}|01/\d{6,7}/\d{2}")}
_INCIDENT_LOG = re.compile(r"\d{1,5}/\d{2}[A-Z]{3}\d{2}")
_CASE_URN = re.compile(r"\d{2}[A-Z0-9]{2}\d{5}\d{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """An identifier as it was understood.

    ``value`` is how it is written, ``same_as`` the form in which two spellings of it are equal;
    both are empty when ``fault`` says why it cannot be one.
    """

    value: str = ""
    same_as: str = ""
    fault: str | None = None
    warning: str | None = None


def read_identifier(kind: IdentifierKind, text: str) -> Reading:
    """Return what ``text`` says as an identifier of a person."""
    return _PERSONAL[kind](_tight(text))


def read_reference(kind: ReferenceKind, text: str, *, force: str | None = None) -> Reading:
    """Return what ``text`` says as a reference of an incident; a force's own form only warns."""
    value = _tight(text)
    if not value or not value.isascii():
        return Reading(fault=INVALID)
    usual = {
        ReferenceKind.CRIME_NUMBER: CRIME_NUMBERS.get((force or "").lower()),
        ReferenceKind.INCIDENT_LOG: _INCIDENT_LOG,
        ReferenceKind.CASE_URN: _CASE_URN,
    }[kind]
    odd = usual is not None and not usual.fullmatch(value)
    return Reading(value, value, warning=UNUSUAL if odd else None)


def read_postcode(text: str) -> Reading:
    """Return a postcode in its one form. Its shape is judged, not whether it exists."""
    bare = _tight(text)
    value = f"{bare[:-3]} {bare[-3:]}"
    if _POSTCODE.fullmatch(value):
        return Reading(value, value)
    return Reading(text.strip(), bare, warning=UNUSUAL)


def pnc_check_letter(year: str, serial: str) -> str:
    """Return the letter that a PNC identity number must end in."""
    return CHECK_LETTERS[int(year + serial.zfill(7)) % len(CHECK_LETTERS)]


def masked(value: str) -> str:
    """Return an identifier as it is shown to who did not ask for it: its last two characters."""
    hidden = max(len(value) - _SHOWN, 0)
    return "*" * hidden + value[hidden:] if hidden > _SHOWN else "*" * len(value)


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _pnc(text: str) -> Reading:
    found = _PNC.fullmatch(text)
    if found is None:
        return Reading(fault=INVALID)
    century, year, serial, letter = found.groups()
    if pnc_check_letter(year, serial) != letter:
        return Reading(fault=CHECK_LETTER_WRONG)
    same_as = f"{year}/{int(serial)}{letter}"
    value = f"{century}{year}/{int(serial):07d}{letter}" if century else same_as
    return Reading(value, same_as)


def _cro(text: str) -> Reading:
    """The forms differ in how far the serial is filled; a checksum of any of them will do."""
    found = _CRO.fullmatch(text) or _CRO_FILE.fullmatch(text)
    if found is None:
        return Reading(fault=INVALID)
    year, serial, letter = found["year"], found["serial"], found["letter"]
    letters = {CHECK_LETTERS[int(year + serial.zfill(w)) % len(CHECK_LETTERS)] for w in (5, 6)}
    warning = None if letter in letters else CHECK_LETTER_WRONG
    prefix = "SF" if text.startswith("SF") else ""
    return Reading(text, f"{prefix}{year}/{int(serial)}{letter}", warning=warning)


def _prison_number(text: str) -> Reading:
    if not re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", text):
        return Reading(fault=INVALID)
    return Reading(text, text)


def _crn(text: str) -> Reading:
    if not re.fullmatch(r"[A-Z]{1,2}\d{6}", text):
        return Reading(fault=INVALID)
    return Reading(text, text, warning=None if text[1].isdigit() else UNUSUAL)


_PERSONAL: dict[IdentifierKind, Callable[[str], Reading]] = {
    IdentifierKind.PNC: _pnc,
    IdentifierKind.CRO: _cro,
    IdentifierKind.PRISON_NUMBER: _prison_number,
    IdentifierKind.PROBATION_CRN: _crn,
}
