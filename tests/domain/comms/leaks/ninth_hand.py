"""Letters by a ninth hand: people harmed and people responsible, as somebody who works in such a service hears them.

``ninth_letters.txt`` holds whole letters, ``ninth_ordinary.txt`` sentences in which a third of the cast's names are
only words, ``ninth_leaks.txt`` how people tell things. Written before the leak check, or any other hand, was read.
Half of the cases are known as intake's fields tell them (first and last names, and lines of an address, apart), half
in one piece. Everybody is invented.

On its first run the check found 0.9589 of 1,972 seeds in 1,100 letters, with a precision of 0.9945, and raised five
known alarms in as many clean letters. No plain identifier was missed (exact 1.0000). What was: people told by their
initials, the end of a case number, months, short prisons and e-mails with a letter wrong, schools and firms by what
they are called for short, and names and towns that are words in letters without capitals. By kind: address, other,
phone, social media and vehicle 1.000, postcode 0.991, prison 0.973, employer 0.965, school 0.964, e-mail 0.957,
relative 0.946, case number 0.939, name 0.934, date of birth 0.919, town 0.889.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.domain.comms.leaks.corpus import Letter, Seed
from tests.domain.comms.leaks.measure import PLAIN
from tests.domain.comms.leaks.ninth_cases import Case, a_case, unknown
from tests.domain.comms.leaks.ninth_ways import WAYS
from tests.domain.comms.leaks.ninth_words import MONTHS, WORDS

HERE = Path(__file__).parent
Told = tuple[str, str, str, str, bool]
"""What is told in one place: kind, style, text, the sentence around it, and whether a case knows it."""
Manner = Callable[[str], str]


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            found[line[4:]] = lines = []
        else:
            lines.append(line)
    return found


LETTERS = list(_sections("ninth_letters.txt").values())
ORDINARY = (HERE / "ninth_ordinary.txt").read_text(encoding="utf-8").splitlines()
SAYS = _sections("ninth_leaks.txt")


def letters(count: int = 1100, seed: int = 90_909) -> list[Letter]:
    """``count`` letters with one to three leaks; every way of every kind has its turn."""
    dice = random.Random(seed)
    turns: list[tuple[str, str]] = []
    found = []
    while len(found) < count:
        if len(turns) < 3:
            turns = _turns(dice) + turns
        asked = [turns.pop() for _ in range(dice.choice((1, 1, 2, 2, 3)))]
        for case in (a_case(dice) for _ in range(60)):
            if told := _all_told(dice, asked, case):
                found.append(_letter(dice, case, told))
                break
    return found


def clean_letters(count: int = 1100, seed: int = 91_919) -> list[Letter]:
    """``count`` letters that tell nothing."""
    dice = random.Random(seed)
    return [_letter(dice, a_case(dice), []) for _ in range(count)]


def _turns(dice: random.Random) -> list[tuple[str, str]]:
    turns = [(kind, style) for kind, ways in WAYS.items() for style in ways]
    turns += [one for one in turns if one[1] in PLAIN for _ in range(3)]
    turns += [(kind, style) for kind in ("name", "relative") for style in ("exact", "first_name", "last_name")
              for _ in range(6)]  # fmt: skip
    turns += [
        (kind, "meta exact") for kind in WAYS if f"meta {_said_as(kind)}" in SAYS for _ in range(2)
    ]
    turns += [
        (kind, f"meta {style}")
        for kind in ("name", "relative")
        for style in ("first_name", "small")
    ]
    turns += [("address", "meta street")] + [("pattern", "pattern")] * 8
    dice.shuffle(turns)
    return turns


def _said_as(kind: str) -> str:
    return "person" if kind == "name" else kind


def _all_told(dice: random.Random, asked: list[tuple[str, str]], case: Case) -> list[Told] | None:
    told: list[Told] = []
    for kind, style in asked:
        if kind == "pattern":
            what, text = unknown(dice)
            told.append((what, "pattern", text, dice.choice(SAYS["pattern"]), False))
            continue
        text = WAYS[kind][style.removeprefix("meta ")](dice, dice.choice(case.values[kind]))
        if text is None:
            return None
        shown = style
        if kind == "town" and style in PLAIN and not case.lines:
            shown = f"{style} town of an address"
        told.append((kind, shown, text, dice.choice(SAYS[_section(kind, style)]), True))
    return told


def _section(kind: str, style: str) -> str:
    if style.startswith("meta "):
        if kind in {"name", "relative"}:
            return "meta person"
        return "meta street" if style == "meta street" else f"meta {kind}"
    own = {"partial": "half plate"}.get(style, style) if kind == "vehicle" else style
    if own in SAYS:
        return own
    if kind == "name" or (kind == "relative" and style == "turned"):
        return "person"
    if kind == "address" and style not in {
        "exact",
        "small",
        "capitals",
        "house and street",
        "number in words",
    }:
        return "street"
    return "birthday" if "birthday" in style else kind


def _letter(dice: random.Random, case: Case, told: list[Told]) -> Letter:
    body: list[tuple[str, Told | None]] = [(one, None) for one in _body(dice, case)]
    for one in told:
        last = len(body)
        at = (
            dice.choice((0, last))
            if one[1].startswith("meta ")
            else dice.randint(min(1, last), last)
        )
        body.insert(at, (one[3], one))
    manner = dice.choices(MANNERS, [12, 2, 1, 2])[0]
    after = dice.choice(("\n", " ", "\n\n"))
    letter = Letter("", case.terms)
    for sentence, leak in body:
        if leak is None:
            letter.text += manner(sentence) + after
        else:
            _seed(letter, leak, manner)
            letter.text += "\n" if leak[1].startswith("meta ") else after
    return letter


def _seed(letter: Letter, told: Told, manner: Manner) -> None:
    kind, style, text, sentence, known = told
    if style.startswith("meta "):
        if letter.text and not letter.text.endswith("\n"):
            letter.text += "\n"
        manner = _as_it_is
    before, _, behind = sentence.partition("{x}")
    said = manner(text) if manner in {_small, _capitals} else text
    letter.text += manner(before)
    start = len(letter.text)
    letter.text += said
    letter.seeds.append(Seed(kind, _style(style, text, said), start, start + len(said), known))
    letter.text += manner(behind)


def _style(style: str, text: str, said: str) -> str:
    """The style by which it is counted: plain things in small letters or capitals, and words, are told apart."""
    if style not in PLAIN | {"small first name", "capitals"}:
        return style
    if said != text and said == text.upper():
        return "capitals"
    if said == text.lower() and set(re.findall(r"\w+", said)) <= WORDS:
        return "small_word"
    if said == text.lower() and (said != text or style != "exact"):
        return "small"
    return style


def _body(dice: random.Random, case: Case) -> list[str]:
    """A letter, now and then without some of its sentences, with some in which names are only words."""
    lines = [one for one in dice.choice(LETTERS) if dice.random() < 0.92]
    for one in dice.sample(ORDINARY, dice.randint(2, 5)):
        lines.insert(dice.randint(min(1, len(lines)), len(lines)), one)
    filled = [_filled(dice, one, case) for one in lines]
    return [one for one in filled if not _tells(one, case)]


def _filled(dice: random.Random, line: str, case: Case) -> str:
    born = {value[5:] for value in case.values["date_of_birth"]}
    day, month = dice.randint(1, 28), dice.randint(1, 12)
    while f"{month:02}-{day:02}" in born:
        day = dice.randint(1, 28)
    date = dice.choice(
        (f"{day} {MONTHS[month - 1]}", f"{MONTHS[month - 1]} {day}", f"{day}/{month}/24")
    )
    for slot, value in (
        ("{n}", str(dice.randint(3, 48))), ("{d}", str(dice.randint(4, 9))), ("{date}", date),
        ("{p}", dice.choice(("8", "12.50", "35", "60", "99.99", "240", "475", "1,200", "3,850"))),
        ("{t}", dice.choice(("half past ten", "10.45", "3am", "7.15 pm", "midnight", "twenty to six", "23:10"))),
    ):  # fmt: skip
        line = line.replace(slot, value)
    return line


def _tells(line: str, case: Case) -> bool:
    """Whether somebody's name or a town of the case stands in the line, where it is no word that anybody writes."""
    words = set(re.findall(r"[\w']+", line.casefold()))
    told = " ".join(value for kind in ("name", "relative", "town") for value in case.values[kind])
    return bool(words & (set(re.findall(r"[\w']+", told.casefold())) - WORDS))


def _as_it_is(text: str) -> str:
    return text


def _small(text: str) -> str:
    return text.lower()


def _capitals(text: str) -> str:
    return text.upper()


def _as_texted(text: str) -> str:
    """Some words as they are written on a telephone."""
    short = {"because": "cos", "you": "u", "are": "r", "your": "ur", "to": "2", "for": "4", "and": "n", "please": "pls",
             "people": "ppl", "with": "wiv", "the": "da", "that": "dat", "was": "woz", "have": "av"}  # fmt: skip
    return re.sub(r"\b[a-z]+\b", lambda found: short.get(found[0], found[0]), text)


MANNERS: list[Manner] = [_as_it_is, _small, _capitals, _as_texted]
