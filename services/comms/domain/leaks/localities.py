"""Whether an ordinary word is meant for a town, a prison, a school, a shop that bears it as its name."""

from __future__ import annotations

import re

from services.comms.domain.leaks import locality_words as words_of
from services.comms.domain.leaks.person_words import KIN
from services.comms.domain.leaks.persons import begins_after_said_stop, is_disguised
from services.comms.domain.leaks.reading import Reading


def is_doubtful(word: str) -> bool:
    """Whether a name of a shop, a town or a prison is as often something else (Iceland, a Ford)."""
    return word in words_of.DOUBTFUL


def used_as_place(reading: Reading, at: int, kind: str) -> bool:
    """Whether the ordinary word under this number is the place or firm that bears it as its name."""
    if is_disguised(reading, at) or _is_labelled(reading, at):
        return True
    before, after = _around(reading, at)
    word = reading.words[at].text
    if before[0] in words_of.ARTICLES or (before[0] == "the" and word in words_of.DOUBTFUL):
        return False
    if before[0] in {"hmp", "hmyoi", "yoi"} or after[0] in {"prison", "nick", "jail", "hmp"}:
        return True
    if _is_told(word, kind, before, after):
        return True
    joint = before[0] in {"and", "so", "then", "but", "because"} and after[0] in words_of.TIMES
    capital = (
        reading.has_case and reading.words[at].capital and _is_inside(reading, at) and not joint
    )
    if word in words_of.DOUBTFUL and "employ" in kind:
        return capital and before[0] not in {"in", "of", "to", "from"}
    return capital


def _is_labelled(reading: Reading, at: int) -> bool:
    """Whether it fills in a form: "Location: bath"."""
    return (
        at > 0
        and reading.words[at - 1].text in words_of.LABELS
        and reading.between(at - 1, at).strip() == ":"
    )


def is_a_team(reading: Reading, at: int) -> bool:
    """Whether a town is said to have played: Leeds lost."""
    after = reading.words[at + 1].text if at + 1 < len(reading.words) else ""
    return after in words_of.PLAYS


def _is_inside(reading: Reading, at: int) -> bool:
    """Whether no sentence begins here."""
    if at == 0 or reading.runs_on or begins_after_said_stop(reading, at):
        return False
    return not re.search(r"[.!?\n\"“]", reading.between(at - 1, at))


def _around(reading: Reading, at: int) -> tuple[list[str], list[str]]:
    """Six words before, the nearest first, and two after, within the sentence; "" where none is."""
    before: list[str] = []
    for one in range(at - 1, max(-1, at - 7), -1):
        if re.search(r"[.!?;]|\n\s*\n", reading.between(one, one + 1)):
            break
        before.append(reading.words[one].text)
    after: list[str] = []
    for one in range(at + 1, min(len(reading.words), at + 3)):
        if re.search(r"[.!?;:]|\n", reading.between(one - 1, one)):
            break
        after.append(reading.words[one].text)
    return before + [""] * (6 - len(before)), after + [""] * (2 - len(after))


def _is_told(word: str, kind: str, before: list[str], after: list[str]) -> bool:
    """Whether the words around speak of dwelling, working or being held there."""
    if "employ" in kind and word.endswith("'s") and before[0] in {"at", "for", "from"}:
        return True
    if "employ" in kind or "work" in kind:
        return before[0] in {"at", "for", "with"} and _is_employed(set(before[1:]), after)
    if before[0] == "is" and before[1].removesuffix("'s") in KIN and before[1].endswith("'s"):
        return True  # "My nan's is deal."
    held = "prison" in kind or "establishment" in kind
    if before[0] == "the" and held:
        before = [*before[1:], ""]
    place = "from" if before[:2] == ["of", "out"] else before[0]
    if place not in words_of.PLACED - {"for", "with"}:
        return False
    return (_is_held if held else _is_dwelt_in)(word, place, before[1:], after)


def _is_dwelt_in(word: str, place: str, before: list[str], after: list[str]) -> bool:
    """Whether somebody lives in a town, moved there or comes from it."""
    told = set(before)
    if place == "from" and (
        before[0] in words_of.I_AM or (before[0] in {"all", "both"} and before[1] in words_of.I_AM)
    ):
        return True
    if word.endswith("ing"):
        return bool(told & words_of.SETTLED) and after[0] not in words_of.OBJECTS
    if place in {"to", "into", "by", "off"}:
        goes = before[0] in words_of.DWELLS | {"me", "us", "him", "her"} and bool(
            told & words_of.DWELLS
        )
        away = after[0] == "to" and after[1] in words_of.WHAT_FOR
        return goes and (away or after[0] not in words_of.OBJECTS - {"with", "for"})
    housed = "put" in told and bool(told & words_of.LODGINGS)
    of_kin = before[0].endswith("'s") and before[0].removesuffix("'s") in KIN
    there = place == "in" and before[0] in words_of.PREMISES
    return (
        housed
        or there
        or (of_kin and place in {"in", "near"})
        or bool(told & (words_of.DWELLS - words_of.LOOSE))
    )


def _is_employed(told: set[str], after: list[str]) -> bool:
    """Whether somebody works there: said before, or after ("where I work", "for two years")."""
    if after[0] in words_of.TIMES:
        return False
    if after[0] == "where":
        return after[1] in {"i", "my", "he", "she", "we"}
    return bool(told & words_of.EMPLOYED)


def _is_held(word: str, place: str, before: list[str], after: list[str]) -> bool:
    """Whether somebody is held in a prison, was moved there or comes out of it."""
    told = set(before)
    if word in words_of.VERBS_ONLY:
        if place != "to":
            return place != "by"
        return bool(
            told
            & {
                "moved",
                "moving",
                "transferred",
                "shipped",
                "ghosted",
                "sent",
                "back",
                "going",
                "went",
                "brought",
            }
        ) and (after[0] not in words_of.OBJECTS)
    return bool(told & words_of.HELD) and after[0] not in {
        "transit",
        "fiesta",
        "focus",
        "escort",
        "mondeo",
        "ka",
        "car",
        "van",
    }
