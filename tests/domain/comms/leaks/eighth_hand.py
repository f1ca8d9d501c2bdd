"""Letters by an eighth hand: whole letters in many voices, written before the leak check or any other was read.

``eighth_letters.txt`` holds what people might write to each other, ``eighth_ordinary.txt`` sentences full of words
and numbers that tell nothing, ``eighth_leaks.txt`` how people tell things. Everybody in them is invented.

On its first run the check found 0.9706 of 2,855 seeds in 1,600 letters, with a precision of 0.9834, and raised 31
known alarms in 1,500 clean letters. Of what stood plainly it missed ten of 996 (exact 0.9900): names and towns that
are words ("I have two girls and Hope is the younger", "Just so you know who this is: Cook.", "My nan's is deal",
"tell your brother that jean says hello"). Most of the rest were text on its head, letters written as a page's
entities, and letters by their number in the alphabet: none of these was read. By kind: address 0.961, case number,
date of birth, phone, postcode and social media 1.000, e-mail 0.976, employer 0.939, name 0.973, other 0.963,
prison 0.978, relative 0.960, school 0.969, vehicle 0.989; general patterns 1.000. All of it was mended as classes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.domain.comms.leaks.corpus import Letter, Seed
from tests.domain.comms.leaks.eighth_cases import Terms, a_case, unknown
from tests.domain.comms.leaks.eighth_kinds import WAYS
from tests.domain.comms.leaks.eighth_words import MONTHS, ORDINARY
from tests.domain.comms.leaks.measure import PLAIN

HERE = Path(__file__).parent
Told = tuple[str, str, str, str, bool]
"""What is told in one place: kind, style, text, the sentence around it, and whether a case knows it."""
Manner = Callable[[random.Random, str], str]


def _sections(name: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            found.append((line[4:], []))
        elif line:
            found[-1][1].append(line)
    return found


LETTERS = [lines for _, lines in _sections("eighth_letters.txt")]
ORDINARY_SENTENCES = (HERE / "eighth_ordinary.txt").read_text(encoding="utf-8").splitlines()
SAYS = dict(_sections("eighth_leaks.txt"))


def letters(count: int = 1600, seed: int = 80_808) -> list[Letter]:
    """``count`` letters with one to three leaks; every way of every kind has its turn."""
    dice = random.Random(seed)
    turns: list[tuple[str, str]] = []
    found = []
    while len(found) < count:
        if len(turns) < 3:
            turns = _turns(dice) + turns
        asked = [turns.pop() for _ in range(dice.choice((1, 1, 2, 2, 3)))]
        for terms in (a_case(dice) for _ in range(100)):
            if told := _all_told(dice, asked, terms):
                found.append(_letter(dice, terms, told))
                break
    return found


def clean_letters(count: int = 1500, seed: int = 81_818) -> list[Letter]:
    """``count`` letters that tell nothing."""
    dice = random.Random(seed)
    return [_letter(dice, a_case(dice), []) for _ in range(count)]


def _turns(dice: random.Random) -> list[tuple[str, str]]:
    turns = [(kind, style) for kind, ways in WAYS.items() for style in ways]
    turns += [(kind, style) for kind, style in turns if style in PLAIN for _ in range(6)]
    turns += [(kind, style) for kind in ("name", "relative") for style in ("exact", "first_name", "last_name")
              for _ in range(20)]  # fmt: skip
    turns += [(kind, f"meta {style}") for kind in WAYS for style in ("exact", "exact", "small")
              if f"meta {_said_as(kind)}" in SAYS]  # fmt: skip
    turns += [("name", "meta first_name"), ("relative", "meta first_name")]
    turns += [("pattern", "pattern")] * 14
    dice.shuffle(turns)
    return turns


def _said_as(kind: str) -> str:
    return "person" if kind == "name" else kind


def _all_told(dice: random.Random, asked: list[tuple[str, str]], terms: Terms) -> list[Told] | None:
    told: list[Told] = []
    for kind, style in asked:
        if kind == "pattern":
            what, text = unknown(dice)
            told.append((what, "pattern", text, dice.choice(SAYS["pattern"]), False))
            continue
        way = WAYS[kind].get(style.removeprefix("meta "))
        values = [value for one, value in terms if one == kind]
        dice.shuffle(values)
        text = next((x for value in values if way and (x := way(dice, value))), None)
        if text is None:
            return None
        told.append((kind, style, text, _sentence(dice, kind, style), True))
    return told


def _sentence(dice: random.Random, kind: str, style: str) -> str:
    if style.startswith("meta "):
        return dice.choice(SAYS["meta person" if kind == "relative" else f"meta {_said_as(kind)}"])
    return dice.choice(
        SAYS["person"] + SAYS["relative"] if kind == "relative" else SAYS[_said_as(kind)]
    )


def _letter(dice: random.Random, terms: Terms, told: list[Told]) -> Letter:
    body: list[tuple[str, Told | None]] = [(one, None) for one in _body(dice, terms)]
    for one in told:
        last = len(body)
        at = (
            dice.choice((0, last))
            if one[1].startswith("meta ")
            else dice.randint(min(1, last), last)
        )
        body.insert(at, (one[3], one))
    manner, after = dice.choices(list(MANNERS.values()), [12, 2, 1, 1, 1, 1, 1])[0]
    letter = Letter("", terms)
    for sentence, leak in body:
        if leak is None:
            letter.text += manner(dice, sentence)
        else:
            _seed(dice, letter, leak, manner)
        letter.text += after(dice)
    return letter


def _seed(dice: random.Random, letter: Letter, told: Told, manner: Manner) -> None:
    kind, style, text, sentence, known = told
    before, _, behind = sentence.partition("{x}")
    kept = manner in {_as_it_is, _small, _capitals, _paragraph, _quoted}
    letter.text += manner(dice, before) if kept else before
    case = manner if manner in {_small, _capitals} else _as_it_is
    said = case(dice, text)
    start = len(letter.text)
    letter.text += said
    letter.seeds.append(Seed(kind, _style(style, text, said), start, start + len(said), known))
    letter.text += case(dice, behind)


def _style(style: str, text: str, said: str) -> str:
    """The style by which it is counted: plain things that a manner made small or large are told apart."""
    if style not in PLAIN or said == text:
        return style
    if said == text.upper():
        return "capitals"
    return "small_word" if set(text.lower().split()) <= ORDINARY else "small"


def _body(dice: random.Random, terms: Terms) -> list[str]:
    """A letter, now and then without some of its sentences, with some of another and some that are tricky."""
    lines = [one for one in dice.choice(LETTERS) if dice.random() < 0.9]
    extra = dice.sample(ORDINARY_SENTENCES, dice.randint(2, 6))
    if dice.random() < 0.3:
        extra += dice.sample(other := dice.choice(LETTERS), min(3, len(other)))
    for one in extra:
        lines.insert(dice.randint(min(1, len(lines)), len(lines)), one)
    filled = [_filled(dice, one, terms) for one in lines]
    return [one for one in filled if not _tells(one, terms)]


def _filled(dice: random.Random, line: str, terms: Terms) -> str:
    born = {value[5:] for kind, value in terms if kind == "date_of_birth"}
    day, month = dice.randint(1, 28), dice.randint(1, 12)
    while f"{month:02}-{day:02}" in born:
        day = dice.randint(1, 28)
    date = dice.choice(
        (f"{day} {MONTHS[month - 1]}", f"the {day}th of {MONTHS[month - 1]}", f"{day}/{month}/24")
    )
    for slot, value in (
        ("{n}", str(dice.randint(5, 40))), ("{d}", str(dice.choice((4, 5, 6, 7, 8, 9)))),
        ("{p}", dice.choice(("12.50", "40", "85", "149.99", "320", "1,100", "2,750"))), ("{date}", date),
    ):  # fmt: skip
        line = line.replace(slot, value)
    return line


def _tells(line: str, terms: Terms) -> bool:
    """Whether a case's own thing stands in the line, where it is no word that anybody writes."""
    words = " ".join(["", *re.findall(r"[\w']+", line.casefold()), ""])
    for kind, value in terms:
        sought = [value] if kind not in {"name", "relative"} else [value, *value.split()]
        if any(f" {one.casefold()} " in words for one in sought if one.lower() not in ORDINARY):
            return True
    return False


def _as_it_is(_: random.Random, text: str) -> str:
    return text


def _small(_: random.Random, text: str) -> str:
    return text.lower()


def _capitals(_: random.Random, text: str) -> str:
    return text.upper()


def _misspelt(dice: random.Random, text: str) -> str:
    """Some words as somebody writes them who never learned to."""
    wrong = {"because": "becos", "would": "wud", "could": "cud", "should": "shud", "was": "woz", "your": "ur",
             "what": "wot", "with": "wiv", "have": "av", "know": "no", "night": "nite", "right": "rite",
             "there": "their", "the": "teh", "said": "sed", "letter": "leter", "sorry": "sory"}  # fmt: skip
    return re.sub(
        r"\b[a-z]+\b", lambda m: wrong.get(m[0], m[0]) if dice.random() < 0.6 else m[0], text
    )


def _dictated(_: random.Random, text: str) -> str:
    return re.sub(r"\.$", " full stop", text.replace(",", " comma")).replace("?", " question mark")


def _paragraph(_: random.Random, text: str) -> str:
    return f"<p>{text}" if not text.startswith("<") else text


def _quoted(_: random.Random, text: str) -> str:
    return f"> {text}"


def _ends(*ends: str) -> Callable[[random.Random], str]:
    return lambda dice: dice.choice(ends)


MANNERS: dict[str, tuple[Manner, Callable[[random.Random], str]]] = {
    "as it is": (_as_it_is, _ends("\n", " ", "\n\n")),
    "no capitals": (_small, _ends("\n", " ")),
    "all capitals": (_capitals, _ends("\n", " ")),
    "misspelt": (_misspelt, _ends("\n", " ")),
    "dictated": (_dictated, _ends(" ", " new line ")),
    "a page of HTML": (_paragraph, _ends("</p>\n")),
    "a mail answered": (_quoted, _ends("\n")),
}
"""How a letter is set down, and what follows each of its sentences."""
