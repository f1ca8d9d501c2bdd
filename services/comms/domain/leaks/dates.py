"""Days in a text, however they are written: 3/5/1990, 3rd of May, May the third, 1990-05-03."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from services.comms.domain.leaks.ordinary import is_ordinary

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_WORDS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {
    f"twenty{gap}{word}": 20 + number
    for number, word in enumerate(_ORDINALS[:9], 1)
    for gap in (" ", "-")
}
_WORDS |= {"thirtieth": 30, "thirty first": 31, "thirty-first": 31}
_UNITS = "one two three four five six seven eight nine".split()
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: number for number, word in enumerate([*_UNITS, *_TEENS], 1)} | {
    f"{ten}{gap}{unit}": 10 * tens + more
    for tens, ten in enumerate(_TENS, 2)
    for more, unit in ((0, ""), *enumerate(_UNITS, 1))
    for gap in ((" ", "-") if unit else ("",))
}
_DAY = rf"(\d{{1,2}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?:\s?(?:st|nd|rd|th))?"
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_YEAR_SAID = rf"(?:nineteen|twenty|two thousand(?: and)?)[\s-](?:oh[\s-])?(?:{_NUMBER})"
_YEAR = rf"(?:[\s,.]{{1,3}}(?:of\s)?((?:19|20)\d\d|'?\d\d\b|{_YEAR_SAID}))?"
_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d/])"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(rf"\b{_DAY}\s?(?:day\s)?(?:of\s)?[\s.,-]?{_MONTH}\b{_YEAR}")
_LONG_MONTHS = "january february march april august september october november december".split()
_MISSPELT = re.compile(rf"\b{_DAY}\s?(?:of\s)?\s?([a-z]{{4,10}})\b{_YEAR}")
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s(?:the\s)?{_DAY}\b(?!\s?(?:%|weeks|days|months|years)){_YEAR}"
)
_DAY_SAID = re.compile(rf"\b({_NUMBER})\s(?:day\s)?of\s{_MONTH}\b{_YEAR}")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_IN_ROMAN = re.compile(
    rf"(?<![\w.])(\d{{1,2}})\s?[./-]\s?({'|'.join(sorted(_ROMAN, key=len, reverse=True))})"
    r"\s?[./-]\s?((?:19|20)\d\d|\d\d)\b"
)
_RUN_IN = re.compile(rf"\b(\d{{1,2}}){_MONTH}((?:19|20)\d\d|\d\d)\b")
_OF_THE_MONTH = re.compile(
    rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\s(?:day\s)?of\sthe\s({'|'.join(sorted(_ORDINALS[:12], key=len, reverse=True))})\b(?!\s(?:time|man|woman|row|week|month|year))"
    rf"(?:[\s,.]{{1,3}}((?:19|20)\d\d|'?\d\d\b|{_YEAR_SAID}))?"
)
_MONTH_AND_YEAR = re.compile(
    rf"\b(?<!\d ){_MONTH}\b[\s,.]{{1,3}}(?:of\s)?((?:19|20)\d\d|'\d\d|{_YEAR_SAID})\b"
)
_FIGURED = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])\s?[/.-]\s?((?:19|20)\d\d)(?![\d/])")
_BORN = re.compile(
    rf"\b(?:born|birthday(?:\s(?:is|was))?|b-?day(?:\s(?:is|was))?)\s(?:back\s)?in\s(?:the\syear\s)?(?:{_MONTH}\b|((?:19|20)\d\d|'?\d\d|{_YEAR_SAID})\b)"
)
"""Of a birth the month alone, or the year alone, is told for its own sake."""
_ANY = re.compile(r"\d|" + "|".join((*_ORDINALS, *_MONTHS)) + "|thirtieth")


@dataclass(frozen=True, slots=True)
class DayIn:
    """A day of a text: its span in the plain text, and every reading of it as (day, month)."""

    start: int
    end: int
    readings: frozenset[tuple[int, int]]
    year: int | None


def days_in(plain: str) -> Iterator[DayIn]:
    """Yield every full day (at least day and month) of a text in plain small letters."""
    if not _ANY.search(plain):
        return
    yield from _in_figures(plain)
    for match in _DAY_FIRST.finditer(plain):
        yield from _day(match, {(_number(match[1]), _month(match[2]))}, match[3])
    for match in _OF_THE_MONTH.finditer(plain):
        yield from _day(match, {(_WORDS[match[1]], _WORDS[match[2]])}, match[3])
    for match in _DAY_SAID.finditer(plain):
        yield from _day(match, {(_NUMBERS[match[1]], _month(match[2]))}, match[3])
    for match in _MONTH_FIRST.finditer(plain):
        yield from _day(match, {(_number(match[2]), _month(match[1]))}, match[3])
    for match in _MISSPELT.finditer(plain):
        if month := _meant(match[2]):
            yield from _day(match, {(_number(match[1]), month)}, match[3])


def months_in(plain: str) -> Iterator[tuple[int, int, frozenset[int], int | None]]:
    """Yield month and year, or what is said of a birth: span, the months that it may be, the year."""
    every = frozenset(range(1, 13))
    for match in _MONTH_AND_YEAR.finditer(plain):
        yield match.start(), match.end(), frozenset({_month(match[1])}), _year(match[2])
    for match in _FIGURED.finditer(plain):
        yield match.start(), match.end(), frozenset({int(match[1])}), int(match[2])
    for match in _BORN.finditer(plain):
        months = frozenset({_month(match[1])}) if match[1] else every
        yield match.start(), match.end(), months, _year(match[2]) if match[2] else None


def _in_figures(plain: str) -> Iterator[DayIn]:
    for match in _NUMERIC.finditer(plain):
        one, other = int(match[1]), int(match[3])
        yield from _day(match, {(one, other), (other, one)}, match[4])
    for match in _ISO.finditer(plain):
        yield from _day(match, {(int(match[3]), int(match[2]))}, match[1])
    for match in _IN_ROMAN.finditer(plain):
        yield from _day(match, {(int(match[1]), _ROMAN.index(match[2]) + 1)}, match[3])
    for match in _RUN_IN.finditer(plain):
        yield from _day(match, {(int(match[1]), _month(match[2]))}, match[3])


def in_words(number: str) -> str:
    """Return a number under a hundred in words, and nothing for any other."""
    said = (word for word, value in _NUMBERS.items() if number == str(value) and "-" not in word)
    return next(said, "")


def read_date(text: str) -> date | None:
    """Return the day that a text consists of, day before month, or nothing."""
    plain = text.strip().lower()
    for found in days_in(plain):
        if (found.start, found.end) == (0, len(plain)) and found.year:
            numeric = _NUMERIC.fullmatch(plain)
            days = [(int(numeric[1]), int(numeric[3]))] if numeric else sorted(found.readings)
            for day, month in (*days, *sorted(found.readings)):
                if 1 <= month <= 12:
                    return (
                        date(found.year, month, min(day, 28)).replace(day=day)
                        if day <= 28
                        else _safe(found.year, month, day)
                    )
    return None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(match: re.Match[str], readings: set[tuple[int, int]], year: str | None) -> Iterator[DayIn]:
    possible = frozenset((d, m) for d, m in readings if 1 <= d <= 31 and 1 <= m <= 12)
    if not possible:
        return
    number = _year(year) if year else None
    yield DayIn(match.start(), match.end(), possible, number)


def _year(written: str) -> int:
    if written[0].isalpha():
        century = {"nineteen": 1900}.get(re.split(r"[\s-]", written)[0], 2000)
        said = re.sub(r"^(?:nineteen|twenty|two thousand(?: and)?)[\s-](?:oh[\s-])?", "", written)
        return century + _NUMBERS[said]
    digits = written.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return (2000 if int(digits) < 35 else 1900) + int(digits)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _meant(word: str) -> int | None:
    """The month of which this is the name with one letter wrong, if of any."""
    if word in _LONG_MONTHS or is_ordinary(word):
        return None
    near = (m for m in _LONG_MONTHS if OSA.distance(word, m, score_cutoff=1) <= 1)
    return next((_month(month) for month in near), None)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word]
