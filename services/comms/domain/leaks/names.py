"""Names: their other forms, how they sound, and whether an ordinary word is used as one."""

from __future__ import annotations

import re
from functools import lru_cache

from services.comms.domain.leaks.nicknames import other_forms
from services.comms.domain.leaks.reading import Reading

_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"), (re.compile(r"^wr"), "r"), (re.compile(r"^wh"), "w"),
    (re.compile(r"tch|tsch"), "C"), (re.compile(r"sch|sh|tio|sio|ssi|ti(?=a)|ci(?=a)"), "S"),
    (re.compile(r"ch"), "C"), (re.compile(r"ph|gh(?=t)"), "f"), (re.compile(r"dge?(?=[eiy]|$)|j|g(?=[eiy])"), "J"),
    (re.compile(r"gh"), "g"), (re.compile(r"th"), "t"), (re.compile(r"ck|q|c(?![eiy])"), "k"),
    (re.compile(r"[cz]"), "s"), (re.compile(r"x"), "ks"), (re.compile(r"v"), "f"),
    (re.compile(r"w(?![aeiou])|(?<!^)h|(?<=m)b$|(?<=[aeiou])r(?=[^aeiouy]|$)"), ""),
    (re.compile(r"(?<!^)[aeiouwy]+"), "a"), (re.compile(r"^[eiy]+"), "e"), (re.compile(r"^[ou]+"), "o"),
    (re.compile(r"(.)\1+"), r"\1"), (re.compile(r"a$"), ""),
)  # fmt: skip
_BEFORE = frozenset(
    "called named dear mr mrs ms miss uncle auntie aunt nan grandad cousin brother sister mum dad son"
    " daughter mate friend girlfriend boyfriend partner wife husband love from with me yours hi hello"
    " sincerely regards faithfully hey signed thanks dr nanny granny stepdad stepmum baby little".split()
)
_AFTER = frozenset(
    "said told asked was had has went came and didn couldn wouldn never always thinks knows lives works"
    " goes wants would xx x xxx who cried loves loved".split()
)
_ORDINARY_AFTER = frozenset(
    "i you he she it we they this that these those the a an my your his her our their there to of for"
    " in on at from not no any anyone anything everything someone god be is are has and or but well up"
    " out down".split()
)
_ORDINARY_BEFORE_CAPITAL = frozenset(
    "of in since until last next this by early late mid the every".split()
)
_OPENS, _CLOSES = frozenset("\"'“‘«"), frozenset("\"'”’»")
_MONTH_NAMES = frozenset({"may", "april", "june", "august", "summer", "autumn", "winter", "easter"})
_ONLY_PEOPLE = frozenset(
    "said told asked came went cried knows thinks lives works forgives rang texted loves loved has"
    " wants phoned laughed".split()
)
"""After an ordinary word in small letters these show that it is meant for a person: "will came"."""
_SELF = re.compile(
    r"(?:name|names|name's)\s+(?:is|was|are)?\s*$|call(?:s|ed)?\s+(?:me|him|her)\s*$"
)


def forms_of(name: str) -> frozenset[str]:
    """Return the other forms of a given name."""
    return other_forms(name)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return roughly how an English reader would say a word, vowels as one."""
    for pattern, instead in _SOUNDS:
        word = pattern.sub(instead, word)
    return word


def used_as_name(reading: Reading, number: int) -> bool:
    """Whether the ordinary word under this number is used as a name (Will, Grace, May)."""
    if _alone(reading, number) or _disguised(reading, number):
        return True
    words = reading.words
    before = words[number - 1].text if _joined(reading, number) else ""
    after = words[number + 1].text if _joined(reading, number + 1) else ""
    if not reading.has_case:
        return _introduced(reading, number, before) or after in _AFTER - {"and", "was", "would"}
    if not words[number].capital:
        return after in _ONLY_PEOPLE or _self_named(reading, number)
    return not _is_month(reading, number) and _large_as_name(reading, number, before, after)


def _large_as_name(reading: Reading, number: int, before: str, after: str) -> bool:
    if _introduced(reading, number, before):
        return True
    if before or not reading.begins_large:
        return not (after in _ORDINARY_AFTER and not before)
    return _starts_as_name(reading, number, after)


def _joined(reading: Reading, number: int) -> bool:
    """Whether this word and the one before stand in one sentence."""
    if not 0 < number < len(reading.words):
        return False
    return not re.search(r"[.!?\n\"“‘:]", reading.between(number - 1, number))


def _introduced(reading: Reading, number: int, before: str) -> bool:
    return before in _BEFORE or _self_named(reading, number)


def _self_named(reading: Reading, number: int) -> bool:
    """Whether somebody is said to be called so."""
    start = reading.words[number].start
    return bool(_SELF.search(reading.text[max(0, start - 24) : start].lower()))


def _starts_as_name(reading: Reading, number: int, after: str) -> bool:
    """A capital at the beginning of a sentence is a name's if what follows is said of somebody."""
    if after == "and":
        third = reading.words[number + 2].text if number + 2 < len(reading.words) else ""
        return third in {"i", "me", "my", "her", "his", "the"}
    if after in _ORDINARY_AFTER - {"has", "is"}:
        return False
    return after in _AFTER or after.endswith(("ed", "s"))


def _disguised(reading: Reading, number: int) -> bool:
    """Whether somebody took pains with a word: hidden marks, other alphabets, a hash, quotation marks."""
    word, raw = reading.words[number], reading.raw(reading.words[number])
    before, after = reading.text[: word.start][-1:], reading.text[word.end :][:1]
    quoted = before in _OPENS and after in _CLOSES and word.capital
    return not raw.isascii() or before == "#" or quoted or _oddly_cased(raw)


def _oddly_cased(raw: str) -> bool:
    """Whether capitals stand within a word, and small letters too: ``gRaCe``."""
    letters = "".join(c for c in raw.partition("'")[0] if c.isalpha())
    return any(c.isupper() for c in letters[1:]) and any(c.islower() for c in letters)


def _is_month(reading: Reading, number: int) -> bool:
    word = reading.words[number].text
    if word not in _MONTH_NAMES:
        return False
    before = reading.words[number - 1].text if number else ""
    after = reading.words[number + 1].text if number + 1 < len(reading.words) else ""
    if word not in {"may", "april", "june", "august"}:
        return before in _ORDINARY_BEFORE_CAPITAL
    near = (before, after)
    return before in _ORDINARY_BEFORE_CAPITAL or any(re.match(r"\d", one) for one in near)


def _alone(reading: Reading, number: int) -> bool:
    """Whether a word is all there is on its line, as a signature is."""
    word, text = reading.words[number], reading.text
    start = text.rfind("\n", 0, word.start) + 1
    end = text.find("\n", word.end)
    line = text[start : end if end >= 0 else len(text)]
    rest = line[: word.start - start] + line[word.end - start :]
    return len(line) < len(text) and not any(c.isalnum() for c in rest.replace("x", ""))
