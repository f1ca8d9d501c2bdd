"""General patterns: what looks like a contact, a place or a name, whoever's it may be.

Nothing here is known of the case. A finding asks somebody to look and to answer; it never blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.comms.domain.leaks.dates import days_in
from services.comms.domain.leaks.findings import Leak
from services.comms.domain.leaks.lookalikes import is_hidden
from services.comms.domain.leaks.ordinary import is_ordinary
from services.comms.domain.leaks.places import PLACES, PRISONS
from services.comms.domain.leaks.reading import Reading
from services.comms.domain.leaks.spelling import Run

_SITE = r"(?:com|co\s?\.\s?uk|org|net|uk|io|me|app|info|example|test)"
_PLATFORM = (
    r"(?:facebook|fb|instagram|insta|snapchat|snap|tiktok|tik\stok|whats\s?app|telegram|linkedin"
    r"|twitter|youtube|discord|messenger|signal|onlyfans|xbox|playstation|psn)"
)
_CUE = r"(?:find|add|follow|message|dm|search|contact|reach|username|user\sname|account|profile|handle|page|called|inbox)"
_STREET = r"(?:street|road|avenue|lane|crescent|gardens|terrace|mews|st|rd|ave|cres|gdns)"
_SOFT_STREET = r"(?:Close|Court|Drive|Way|Grove|Place|Square|Walk|Rise|Hill|Park|House|Row|Mews|Estate|Parade|Buildings|Mansions|Tower|Villas)"
_FOLDED: tuple[tuple[str, str], ...] = (
    (
        "postcode",
        r"\b[a-z]{1,2}[\s.-]{0,2}\d[a-z\d]?[\s.-]{0,2}\d[\s.-]{0,2}[abd-hjlnp-uw-z][\s.-]{0,2}[abd-hjlnp-uw-z]\b",
    ),
    ("postcode", r"\b(?:ec|nw|se|sw|wc)\d{1,2}[a-z]?\b"),
    (
        "email",
        r"[\w.+-]+\s?(?:@|[(\[{]\s?at\s?[)\]}])\s?[\w-]+(?:\s?(?:\.|[(\[{]\s?dot\s?[)\]}]|\sdot\s)\s?\w+)+",
    ),
    ("email", r"\b[\w.+-]+(?:\s(?:dot|underscore|dash)\s\w+)*\s+at\s+[\w-]+(?:\s+dot\s+\w+)+"),
    ("link", r"\b(?:https?|hxxps?|ftp)\s?:\s?/|\bwww\s?\.\s?\w+"),
    ("link", rf"\b[\w-]+(?:\s?\.|\s?[(\[]dot[)\]]\s?|\sdot\s){_SITE}\b"),
    ("social_media", r"(?<![\w.])@\s?\w{3,}"),
    (
        "social_media",
        rf"\b{_CUE}\b[^.!?\n]{{0,30}}\b{_PLATFORM}\b|\b{_PLATFORM}\b[^.!?\n]{{0,20}}\b{_CUE}\b",
    ),
    ("number_plate", r"\b[a-z]{2}\d{2}\s?[a-z]{3}\b"),
    ("prison", r"\bh\.?m\.?\s?(?:p|yoi|prison)\b\.?(?:\s?/?\s?yoi)?(?:\s[a-z]+)?|\byoi\b"),
    ("prison", r"\b[a-z]\s?\d{4}\s?[a-z]{2}\b"),
    ("national_insurance", r"\b[a-ceghj-prstw-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
    ("pnc_id", r"\b(?:19|20)?\d{2}/\d{5,7}[a-z]\b"),
    ("address", rf"\b\d+[a-z]?,?\s+(?!way\b|long\b)[a-z']+(?:\s[a-z']+)?\s+{_STREET}\b"),
)
_WRITTEN: tuple[tuple[str, str], ...] = (
    ("postcode", r"\b(?:E|N|W)\d{1,2}[A-Z]?\b(?![\d,.]?\d)"),
    (
        "number_plate",
        r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} [A-Z]{3}\b|\b[A-Z]{2} \d{2} [A-Z]{3}\b",
    ),
    (
        "address",
        rf"\b(?:\d+[a-z]?,? )?(?!(?:The|My|Your|This|That|In|On|At|High|Crown|County|Magistrates|Youth)\b)[A-Z][a-z']+ (?:[A-Z][a-z']+ )?(?:Street|Road|Avenue|Lane|Crescent|Gardens|Terrace|{_SOFT_STREET[3:-1]})\b",
    ),
    ("address", r"\b[Ff]lat \d+\w?\b"),
    (
        "school",
        r"\b(?:[A-Z][\w'.]+ ){1,3}(?:School|Academy|College|Primary|Secondary|High School|University)\b",
    ),
    (
        "employer",
        r"\b[Ww]ork(?:s|ed|ing)? (?:at|for) (?:the )?(?:[A-Z][\w']+)(?: (?:[A-Z][\w']+))*",
    ),
)
_RELATION = (
    r"(?:brother|sister|mum|mother|dad|father|son|daughter|uncle|aunt|auntie|nan|gran|grandad|cousin"
    r"|nephew|niece|wife|husband|partner|girlfriend|boyfriend|friend|mate|baby|stepdad|stepmum"
    r"|neighbour|boss|named|called|name is|names are|name's)"
)
_RELATED = re.compile(rf"\b(?i:{_RELATION}),? ((?!I\b)[A-Z][a-z]+)")
_LIVES = re.compile(
    r"\b(?i:live|lives|lived|living|moved|moving|stay|stays|staying|based|grew up|born|housed|from"
    r"|locked up|placed|school|works|work|flat|house|home|place)"
    r" (?i:(?:just |over |back |out |up |down )?(?:in|near|at|to|by|around|round|off|from) )(?:the )?"
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
_IN_PLACE = frozenset(
    "in at near to from around of by round over through outside live visit leave".split()
)
_RISING, _FALLING = "0123456789101112131415", "1514131211109876543210"
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _FOLDED)
_COMPILED_WRITTEN = tuple((kind, re.compile(pattern)) for kind, pattern in _WRITTEN)
_NO_NAMES = frozenset(
    "god jesus lord christmas easter ramadan eid diwali jesus allah christ english british".split()
)


def pattern_leaks(reading: Reading, spelled: list[Run]) -> Iterator[Leak]:
    """Yield what looks like a contact, a place, a day or a name."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(reading.plain):
            yield Leak(*reading.span(match.start(), match.end()), kind)
    for kind, pattern in _COMPILED_WRITTEN:
        for match in pattern.finditer(reading.text):
            yield Leak(match.start(), match.end(), kind)
    days = [Leak(*reading.span(day.start, day.end), "date") for day in days_in(reading.plain)]
    yield from days
    yield from _related(reading)
    yield from _places(reading)
    for leak in (*_spelled_out(reading, spelled), *_disguised(reading)):
        if not any(day.start <= leak.start < day.end for day in days):
            yield leak


def _related(reading: Reading) -> Iterator[Leak]:
    for match in _RELATED.finditer(reading.text):
        name = match[1].lower()
        if not is_ordinary(name) and name not in _NO_NAMES:
            yield Leak(match.start(1), match.end(1), "name")
    for match in _LIVES.finditer(reading.text):
        names = match[1].lower().split()
        if not is_ordinary(names[0]) and names[0] not in _NO_NAMES | {
            "london",
            "england",
            "britain",
        }:
            yield Leak(match.start(1), match.end(1), "place")


def _places(reading: Reading) -> Iterator[Leak]:
    words, names = reading.words, PLACES | frozenset(PRISONS.values())
    for at, word in enumerate(words):
        if reading.has_case and not word.capital:
            continue
        for size in (3, 2, 1):
            name = " ".join(one.text for one in words[at : at + size])
            if name in names and at + size <= len(words) and _told(reading, at, name):
                yield Leak(word.start, words[at + size - 1].end, "place")
                break


def _told(reading: Reading, at: int, name: str) -> bool:
    """A place whose name is also a word is one only after "in", "near" …"""
    if " " not in name and (is_ordinary(name) or not reading.has_case):
        return at > 0 and reading.words[at - 1].text in _IN_PLACE and (
            reading.words[at].capital or not is_ordinary(name)
        )  # fmt: skip
    return True


_MOSTLY_WORDS = frozenset({"why", "you", "eye"})
"""Letters by their names that are far more often words: of themselves they show no spelling."""


def _spelled_out(reading: Reading, spelled: list[Run]) -> Iterator[Leak]:
    for run in spelled:
        yield from _in_run(reading, run)


def _in_run(reading: Reading, run: Run) -> Iterator[Leak]:
    first, last = run.atoms[0].first, run.atoms[-1].last
    start, end = reading.words[first].start, reading.words[last].end
    for match in re.finditer(r"\d{6,}", run.text):
        number = match.group()
        spelled = sum(atom.in_words for atom in run.atoms) >= 4
        counted = number.lstrip("0") in _RISING or number in _FALLING
        long = len(number) >= 9 or (number[0] == "0" and (len(number) >= 7 or spelled))
        if (long or (spelled and len(number) >= 7)) and not counted:
            yield Leak(start, end, "phone")
    letters = [
        atom
        for atom in run.atoms
        if len(atom.text) == 1
        and atom.text.isalpha()
        and reading.words[atom.first].text not in _MOSTLY_WORDS
    ]
    if len(letters) >= 5 or (len(letters) >= 3 and sum(a.in_words for a in letters) >= 3):
        yield Leak(start, end, "spelled_out")


_OTHER_ALPHABET = re.compile(r"\w*[\u0250-\u02af\u0370-\u058f\u1d00-\u1d7f]\w*")
_LONG_NUMBER = re.compile(
    r"(?<![\d£$.,])(?:\+\s?)?\d(?:[\s().-]{0,3}\d){8,}(?!\d)|(?<!\d)0\d{6,}(?!\d)"
)


def _disguised(reading: Reading) -> Iterator[Leak]:
    for match in _LONG_NUMBER.finditer(reading.plain):
        yield Leak(*reading.span(match.start(), match.end()), "phone")
    if reading.text.isascii():
        return
    for place, character in enumerate(reading.text):
        if is_hidden(character):
            yield Leak(place, place + 1, "hidden_characters")
    if sum(c.isascii() for c in reading.text) > 0.7 * len(reading.text):
        for match in _OTHER_ALPHABET.finditer(reading.text):
            yield Leak(match.start(), match.end(), "mixed_alphabets")
