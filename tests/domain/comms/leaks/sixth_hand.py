"""Letters by a sixth hand: as people in restorative justice write, each in a voice of their own.

Written by somebody who had seen neither the check nor the other corpora. Ten voices (plain prose, all small
letters, capitals, a teenager's phone, dictated, little English, dyslexic, an officer's manner, run on, a
note) tell what is known of a case, half of it plainly. A name that is an ordinary word is told where it
plainly is a name; in small letters or capitals its style says so (``word_small``, ``word_capitals``).

On its first run, untuned, the check found 0.983 of 2,540 seeds in 1,300 letters, all but two of the 1,336 that
stood plainly (0.9985: "my little boy james" in small letters, and "Robin" under "Yours sincerely" where a dictated
letter goes on), with a precision of 0.969. Names that are words were found in 15 of 25 places in small letters
and in 10 of 15 in capitals, names written by ear in 3 of 9, and usual short forms in 16 of 19.

Of 1,300 clean letters, each with two to four sentences that use the words of its own case's names as words, it
raised 534 known alarms in 447 letters: two thirds of them by seven sentences ("jack up the car", "the forests by
the Amazon", "volcanoes in Iceland", "the bill came", "the subway under the road", "play rugby", "a Ford").

All of it was mended as classes: how a word stands that is also a name (told, hit, lived with, "me and …"), towns,
shops and prisons by the verbs about them, turns of phrase, short forms of many heritages, names by ear.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.domain.comms.leaks import sixth_figures, sixth_voices, sixth_ways
from tests.domain.comms.leaks.corpus import Letter, Seed
from tests.domain.comms.leaks.measure import PLAIN
from tests.domain.comms.leaks.sixth_voices import voiced
from tests.domain.comms.leaks.sixth_words import (
    AREAS,
    CARS,
    EMPLOYERS,
    HOUSES,
    LIKENESSES,
    PEOPLE,
    PRISONS,
    SCHOOLS,
    STREETS,
    TOWNS,
    TRAPS,
    WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Case = dict[str, list[str]]
COUNT = 1300
WEIGHTS = {
    "name": 22, "relative": 13, "address": 16, "postcode": 7, "phone": 11, "email": 4, "school": 5, "employer": 5,
    "prison": 5, "vehicle": 4, "social_media": 4, "case_number": 4, "date_of_birth": 6,
}  # fmt: skip
TOWN = (
    "I still live in {x}.",
    "We moved to {x} after.",
    "I grew up in {x}.",
    "They put me in a place in {x}.",
)
CAR = ("You'll know my car, it's a {x}.", "I drive a {x}.", "You keyed my {x}.")
USUAL = frozenset(
    "nickname nickname_family phonetic misspelled street_only number_and_half shortened stem house_only half_name"
    " half_family initial plain_letters unmarked prison_name slang first_word without_last ends_in last_six nato"
    " spelled spaced zero_width cyrillic leet in_words run_together threes words ordinal slashes".split()
)
"""What people do more than the rest."""
AS_WRITTEN = frozenset(
    {"mixed_case", "spelled", "spaced_capitals", "fullwidth", "zero_width_cyrillic"}
)


def letters() -> list[Letter]:
    """Letters with one to three leaks each."""
    dice = random.Random(60606)
    return [_letter(dice, dice.randint(1, 3)) for _ in range(COUNT)]


def clean_letters() -> list[Letter]:
    """Letters without any, but with the words that the names of their case are made of."""
    dice = random.Random(60607)
    return [_letter(dice, 0) for _ in range(COUNT)]


def _case(dice: random.Random, of_words: float) -> Case:
    """What is known of somebody's side; a share of the people bear names that are ordinary words."""
    heritage = "words" if dice.random() < of_words else dice.choice(list(PEOPLE))
    given, family = (one.split() for one in PEOPLE[heritage])
    names = [f"{dice.choice(given)} {dice.choice(family)}"]
    for _ in range(dice.randint(1, 3)):
        others = [one.split() for one in PEOPLE[dice.choice(list(PEOPLE))]]
        names.append(" ".join(map(dice.choice, others)))
    day = f"{dice.randint(1950, 2009)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    own = sixth_ways.only_letters(names[0].split()[0]).lower()
    last = sixth_ways.only_letters(names[0].split()[1]).lower()
    return {
        "name": names,
        "relative": dice.sample(given, dice.randint(2, 4)),
        "address": [f"{dice.randint(2, 98)} {dice.choice(STREETS)}", dice.choice(TOWNS), f"Flat {dice.randint(2, 60)}, {dice.choice(HOUSES)}"],
        "postcode": [_postcode(dice) for _ in range(2)],
        "phone": [f"07700 900{dice.randint(100, 999)}", f"020 7946 0{dice.randint(100, 999)}"],
        "email": [f"{own}.{last}{dice.randint(2, 99)}@example.org"],
        "school": [dice.choice(SCHOOLS)],
        "employer": [dice.choice(EMPLOYERS)],
        "prison": [dice.choice(list(PRISONS))],
        "vehicle": [f"{_letters(dice, 2)}{dice.randint(2, 74):02} {_letters(dice, 3)}"] + [dice.choice(CARS)] * (dice.random() < 0.3),
        "social_media": [f"@{own}_{dice.choice(('official', 'x', 'real', 'on_tour'))}{dice.randint(10, 99)}"],
        "case_number": [f"{dice.randint(1000000, 9999999)}/{dice.randint(19, 26)}", f"{_letters(dice, 1)}{dice.randint(1000, 9999)}{_letters(dice, 2)}"],
        "date_of_birth": [day],
    }  # fmt: skip


def _letters(dice: random.Random, count: int) -> str:
    return "".join(dice.choice("ABDEFGHJLNPRSTUWXY") for _ in range(count))


def _postcode(dice: random.Random) -> str:
    return f"{dice.choice(AREAS)}{dice.randint(1, 29)} {dice.randint(0, 9)}{_letters(dice, 2)}"


def _letter(dice: random.Random, leaks: int) -> Letter:
    """A letter in one voice. Its sentences are pairs around what they tell, if anything."""
    case = _case(dice, 0.15 if leaks else 0.6)
    voice = dice.choices(*zip(*sixth_voices.VOICES, strict=True))[0]
    said = sixth_voices.things_said(voice)
    low, high = sixth_voices.BOUNDS.get(voice, (6, 20))
    plain = dice.sample(said, min(dice.randint(low, high), len(said)))
    plain += _traps(dice, case, clean=not leaks)
    sentences: list[tuple[str, str, str, Seed | None]] = [(one, "", "", None) for one in plain]
    dice.shuffle(sentences)
    for _ in range(leaks):
        sentences.insert(dice.randint(0, len(sentences)), _telling(dice, case, voice))
    terms = tuple((kind, value) for kind, values in case.items() for value in values)
    letter = Letter("", terms)
    for before, value, after, seed in sentences:
        letter.text += voiced(voice, before)
        if seed is not None:
            at = len(letter.text)
            letter.seeds.append(Seed(seed.kind, seed.style, at, at + len(value)))
        letter.text += value + _ended(dice, voice, voiced(voice, after))
    _wrapped(dice, letter)
    return letter


def _ended(dice: random.Random, voice: str, after: str) -> str:
    """What follows a sentence: a gap, or where the letter runs on a word that joins it to the next."""
    if voice == "run_on":
        return after.rstrip(".") + dice.choice((" and ", ", ", " so ", " and then ", " "))
    return after + dice.choice((" ", " ", " ", "\n", "\n\n"))


def _wrapped(dice: random.Random, letter: Letter) -> None:
    """Break the lines of some letters at about sixty characters, outside what was seeded."""
    if dice.random() > 0.2:
        return
    text, column = list(letter.text), 0
    for at, one in enumerate(text):
        column = 0 if one == "\n" else column + 1
        inside = any(seed.start <= at < seed.end for seed in letter.seeds)
        if one == " " and column > 55 and not inside:
            text[at], column = "\n", 0
    letter.text = "".join(text)


def _traps(dice: random.Random, case: Case, *, clean: bool) -> list[str]:
    """Sentences with the words of the case's own names, meant as the words they are."""
    tokens = {
        word for values in case.values() for value in values for word in [value, *value.split()]
    }
    own = [sentence for word in sorted(tokens & set(TRAPS)) for sentence in TRAPS[word]]
    if not clean:
        return dice.sample(own, 1) if own and dice.random() < 0.35 else []
    others = [sentence for sentences in TRAPS.values() for sentence in sentences]
    return [
        *dice.sample(own, min(len(own), dice.randint(2, 4))),
        *dice.sample(others, dice.randint(1, 2)),
        *dice.sample(LIKENESSES, dice.randint(1, 3)),
        *_days_and_numbers(dice, case),
    ]


def _days_and_numbers(dice: random.Random, case: Case) -> Iterable[str]:
    """Another day than the birthday, and now and then the number of the house meaning something else."""
    _, month, day = case["date_of_birth"][0].split("-")
    other = sixth_figures.MONTHS[int(month) % 12]
    if dice.random() < 0.4:
        yield f"It was on the {sixth_figures.ordinal(int(day) % 28 + 2)} of {other}."
    if dice.random() < 0.1:
        yield f"I counted {case['address'][0].split()[0]} stitches."


def _telling(dice: random.Random, case: Case, voice: str) -> tuple[str, str, str, Seed]:
    """A sentence that tells one thing of the case: what stands before it, it, what stands after, the seed."""
    kind = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    value = dice.choice(case[kind])
    plain = dice.random() < (0.08 if kind == "date_of_birth" else 0.55)
    style, text = (_plainly if plain else _hidden)(dice, kind, value)
    style, text = _in_voice(dice, voice, style, text)
    templates = _templates(dice, kind, value, style, text)
    if kind == "case_number":
        templates = [
            one for one in templates if ("crime" if "/" not in value else "prison") not in one
        ]
    before, after = dice.choice(templates).split("{x}")
    return before, text, after, Seed(kind, style, 0, 0)


def _plainly(dice: random.Random, kind: str, value: str) -> tuple[str, str]:
    if kind == "name":
        given, family = value.split(" ", 1)
        return dice.choice(
            (("exact", value), ("first_name", given), ("first_name", given), ("last_name", family))
        )
    return "exact", value


def _hidden(dice: random.Random, kind: str, value: str) -> tuple[str, str]:
    found = sixth_ways.OF[kind](dice, value)
    styles = sorted(found)
    style = dice.choices(styles, [8 if one in USUAL else 1 for one in styles])[0]
    return style, found[style]


def _in_voice(dice: random.Random, voice: str, style: str, text: str) -> tuple[str, str]:
    """In small letters or capitals as the letter is; a name that is a word becomes a style of its own."""
    if style in AS_WRITTEN:
        return style, text
    word = text.removesuffix("'s") in WORDS
    if voice == "small" or (voice == "teen" and dice.random() < 0.7):
        return ("word_small" if word else "small" if style in PLAIN else style), text.lower()
    if voice == "capitals":
        return ("word_capitals" if word else style), text.upper()
    return style, text


def _templates(
    dice: random.Random, kind: str, value: str, style: str, text: str
) -> tuple[str, ...]:
    """Sentences in which such a thing is plainly what it is."""
    if style in sixth_voices.LED:
        own = sixth_voices.LED[style]
        return (
            own
            if style not in {"nato", "spelled", "as_in"} or dice.random() < 0.5
            else _of_kind(kind, value, text)
        )
    return _of_kind(kind, value, text)


def _of_kind(kind: str, value: str, text: str) -> tuple[str, ...]:
    if kind == "address" and " " not in value:
        return TOWN
    if value in CARS:
        return CAR
    if kind != "name":
        return sixth_voices.SAID[kind]
    is_word = text.title() in WORDS
    if text.lower() == value.split(" ", 1)[1].lower():
        return sixth_voices.WORD_FAMILY if is_word else sixth_voices.FAMILY
    if not is_word:
        return sixth_voices.PERSON
    return sixth_voices.WORD_PERSON + (sixth_voices.WORD_FIRST if text == text.title() else ())
