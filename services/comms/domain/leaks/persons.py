"""Whether a word that is also an ordinary one is meant for somebody: how it stands among others.

Where letters show by capitals what is a name, these decide. Where they do not (all small, all large)
a word is taken for a name only if it stands as people do: told, hit, lived with, "me and …", "my
sister …", saying or asking something.
"""

from __future__ import annotations

import re

from services.comms.domain.leaks import person_words as words_of
from services.comms.domain.leaks.idioms import is_fixed, is_idiom, is_named_thing
from services.comms.domain.leaks.reading import Reading
from services.comms.domain.leaks.standing import SAID_BORDER, Standing, is_self_named

_BORDER = re.compile(r"[.!?\n\"“‘:]")
_BEFORE = words_of.KIN | words_of.CALLED | words_of.GREETING | frozenset(
    "mr mrs ms miss dr love from with me yours sincerely regards faithfully signed thanks".split()
)  # fmt: skip
_ORDINARY_AFTER = frozenset(
    "i you he she it we they this that these those the a an my your his her our their there to of for"
    " in on at from not no any anyone anything everything someone god be is are has and or but well up"
    " out down".split()
)
_AFTER = frozenset(
    "said told asked was had has went came and didn couldn wouldn never always thinks knows lives works"
    " goes wants would xx x xxx who cried loves loved".split()
)
_ORDINARY_BEFORE_CAPITAL = frozenset(
    "of in since until last next this by early late mid the every".split()
)
_NEVER_LAST = frozenset(
    "of for with from my our your his her their told called behind beside".split()
)
"""After these no sentence ends, even in a letter that puts no stops."""
_OPENS, _CLOSES = frozenset("\"'“‘«"), frozenset("\"'”’»")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTH_NAMES = frozenset({"may", "april", "june", "august", "summer", "autumn", "winter", "easter"})
_ASIDE = re.compile(r"\s\((?:who|whose|he|she|they|his|her|my|our)\b", re.IGNORECASE)
"""Said of somebody just named: "May (who was there)"."""
_SIGNED = re.compile(
    r"(?:sincerely|faithfully|truly|regards|wishes|yours|love|thanks|cheers|from|signed)[,.]?\s*\n\s*$"
)


def used_as_name(reading: Reading, number: int) -> bool:
    """Whether the ordinary word under this number is used as a name (Will, Grace, May)."""
    if _is_marked(reading, number):
        return True
    if _is_a_named_month(reading, number) or is_fixed(reading, number):
        return False
    if not is_named_thing(reading, number) and stands_as_person(reading, number):
        return True
    return not is_turn(reading, number) and _shows_by_capital(reading, number)


def _is_marked(reading: Reading, number: int) -> bool:
    """Whether signs and lines set a word apart as nothing but a name is."""
    if (
        is_alone(reading, number)
        or is_disguised(reading, number)
        or _is_pointed_at(reading, number)
    ):
        return True
    if reading.words[number].capital and _ASIDE.match(reading.text, reading.words[number].end):
        return True
    return _signed(reading, number) and not is_turn(reading, number)


def _shows_by_capital(reading: Reading, number: int) -> bool:
    """Whether its capital tells a name, in a letter where capitals tell."""
    if not reading.has_case or not reading.words[number].capital:
        return False
    if _is_shouted(reading, number) or _is_said_of_things(reading, number):
        return False
    return not _is_month(reading, number) and _large_as_name(reading, number)


def _is_pointed_at(reading: Reading, number: int) -> bool:
    """Whether a word with a capital is all that stands after a colon: "this is who I am: Pearl."."""
    word = reading.words[number]
    before, after = reading.text[: word.start][-2:], reading.text[word.end :][:1]
    return reading.has_case and word.capital and before == ": " and (not after or after in ".!\n<")


def _is_shouted(reading: Reading, number: int) -> bool:
    """Whether its neighbours are in capitals throughout too, so that its own say nothing."""
    near = [
        reading.words[at] for at in (number - 1, number, number + 1) if 0 <= at < len(reading.words)
    ]
    return len(near) > 2 and all(reading.raw(one).isupper() for one in near)


def _is_a_named_month(reading: Reading, number: int) -> bool:
    """Whether what follows says that it is a month: "May was a bad month"."""
    words = reading.words
    if words[number].text not in words_of.MONTHS or number + 1 >= len(words):
        return False
    said = [one.text for one in words[number + 1 : number + 6]]
    return said[0] in {"was", "is", "will"} and bool({"month", "months"} & set(said))


def stands_as_person(reading: Reading, number: int) -> bool:
    """Whether a word stands where people do, whatever it is and however it is written."""
    return Standing(reading, number).is_a_persons()


def is_turn(reading: Reading, number: int) -> bool:
    """Whether a word is part of a turn of phrase; a capital of its own must be its neighbours' too."""
    if is_named_thing(reading, number) or is_fixed(reading, number):
        return True
    large = reading.has_case and reading.words[number].capital and is_joined(reading, number)
    begins = _may_begin(reading, number) or _follows_a_joint(reading, number)
    return is_idiom(reading, number, all_large=large and not begins)


def _follows_a_joint(reading: Reading, number: int) -> bool:
    """Whether the word before may join two sentences, of which the second keeps its capital."""
    return number > 0 and reading.words[number - 1].text in {"and", "so", "then", "but", "because"}


def _is_said_of_things(reading: Reading, number: int) -> bool:
    """Whether it reads like "and Faith is what keeps me going", which no grammar of people found."""
    words = reading.words
    if words[number].text not in words_of.SUBSTANCE or not _follows_a_joint(reading, number):
        return False
    return number + 1 < len(words) and words[number + 1].text in {"is", "was"}


def _large_as_name(reading: Reading, number: int) -> bool:
    word = reading.words[number].text
    before = reading.words[number - 1].text if is_joined(reading, number) else ""
    after = reading.words[number + 1].text if is_joined(reading, number + 1) else ""
    if before in _BEFORE or is_self_named(reading, number):
        return True
    if (
        word in words_of.QUALITY
        and before
        and after not in words_of.GOES_ON | words_of.PEOPLE_DO | {""}
    ):
        return not _may_begin(reading, number)
    if (before or not reading.begins_large) and not _may_begin(reading, number):
        return not (after in _ORDINARY_AFTER and not before)
    return _starts_as_name(reading, number, word, after)


def _may_begin(reading: Reading, number: int) -> bool:
    """Whether a sentence may begin here though no sign of writing says so."""
    if begins_after_said_stop(reading, number):
        return True
    before = reading.words[number - 1].text if number else ""
    return reading.runs_on and before not in _NEVER_LAST


def begins_after_said_stop(reading: Reading, number: int) -> bool:
    """Whether "full stop" was written out before this word."""
    words = reading.words
    return number > 1 and (words[number - 2].text, words[number - 1].text) in SAID_BORDER


def is_joined(reading: Reading, number: int) -> bool:
    """Whether this word and the one before stand in one sentence and line."""
    if not 0 < number < len(reading.words):
        return False
    border = _BORDER.search(reading.between(number - 1, number))
    return border is None and not begins_after_said_stop(reading, number)


def _signed(reading: Reading, number: int) -> bool:
    """Whether a word stands where a letter is signed, whatever follows it."""
    start = reading.words[number].start
    return bool(_SIGNED.search(reading.text[max(0, start - 16) : start].lower()))


def _starts_as_name(reading: Reading, number: int, word: str, after: str) -> bool:
    """A capital at the beginning of a sentence is a name's if what follows is said of somebody."""
    third = reading.words[number + 2].text if number + 2 < len(reading.words) else ""
    if after == "and":
        return third in {"i", "me", "my", "her", "his", "the"}
    if word in words_of.SUBSTANCE | words_of.QUALITY:
        return False  # What they do as people do was asked before.
    if after in _ORDINARY_AFTER - {"has", "is"}:
        return False
    return after in _AFTER or after.endswith(("ed", "s"))


def is_initial(reading: Reading, number: int) -> bool:
    """Whether one letter stands for a name: with a stop after it, or large where it need not be."""
    word = reading.words[number]
    if reading.text[word.end : word.end + 1] == ".":
        return True
    if reading.has_case:
        return word.capital and word.text not in {"i", "a"}
    return word.text not in {"i", "a", "u", "r", "n", "s", "t", "c", "b", "k", "y", "x", "d", "m"}


def is_disguised(reading: Reading, number: int) -> bool:
    """Whether somebody took pains with a word: other alphabets, a hash, brackets, quotation marks."""
    word, raw = reading.words[number], reading.raw(reading.words[number])
    before, after = reading.text[: word.start][-1:], reading.text[word.end :][:1]
    quoted = before in _OPENS and after in _CLOSES and word.capital
    bare = raw.replace("’", "").replace("\u00ad", "")
    enclosed = (before, after) == ("(", ")") or "_" in {before, after}
    return not bare.isascii() or before == "#" or quoted or enclosed or _oddly_cased(raw)


def _oddly_cased(raw: str) -> bool:
    """Whether capitals stand within a word, and small letters too: ``gRaCe``."""
    letters = "".join(c for c in raw.partition("'")[0] if c.isalpha())
    return any(c.isupper() for c in letters[1:]) and any(c.islower() for c in letters)


def _is_month(reading: Reading, number: int) -> bool:
    word = reading.words[number].text
    if word in _DAYS:
        return True
    if word not in _MONTH_NAMES:
        return False
    before = reading.words[number - 1].text if number else ""
    after = reading.words[number + 1].text if number + 1 < len(reading.words) else ""
    if word not in {"may", "april", "june", "august"}:
        return before in _ORDINARY_BEFORE_CAPITAL
    near = (before, after)
    return before in _ORDINARY_BEFORE_CAPITAL or any(re.match(r"\d", one) for one in near)


def is_alone(reading: Reading, number: int) -> bool:
    """Whether a word is all there is on its line, as a signature is."""
    word, text = reading.words[number], reading.text
    start = text.rfind("\n", 0, word.start) + 1
    end = text.find("\n", word.end)
    line = text[start : end if end >= 0 else len(text)]
    rest = line[: word.start - start] + line[word.end - start :]
    return len(line) < len(text) and not any(c.isalnum() for c in rest.replace("x", ""))
