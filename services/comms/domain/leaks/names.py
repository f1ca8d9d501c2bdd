"""Names: their other forms, and how they sound."""

from __future__ import annotations

import re
from functools import lru_cache

from services.comms.domain.leaks.nicknames import other_forms

_LONG = 6
_SHORT = 3
_VOWELS = frozenset("aeiou")
_SYLLABLE = re.compile(
    r"[^aeiou]*[aeiouy]+[^aeiouy]{1,2}(?=[aeiouy]|$)|[^aeiou]*[aeiouy]+[^aeiouy]"
)
_HISSING = str.maketrans("CJ", "SS")
_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"), (re.compile(r"^wr"), "r"), (re.compile(r"^wh"), "w"),
    (re.compile(r"tch|tsch"), "C"), (re.compile(r"sch|sh|zh|tio|sio|ssi|ti(?=a)|ci(?=a)"), "S"),
    (re.compile(r"ch"), "C"), (re.compile(r"ph|gh(?=t)"), "f"), (re.compile(r"dge?(?=[eiy]|$)|j|g(?=[eiy])"), "J"),
    (re.compile(r"gh"), "g"), (re.compile(r"th"), "t"), (re.compile(r"ck|q|c(?![eiy])"), "k"),
    (re.compile(r"[cz]"), "s"), (re.compile(r"x"), "ks"), (re.compile(r"v"), "f"),
    (re.compile(r"w(?![aeiou])|(?<!^)h|(?<=m)b$|(?<=[aeiou])r(?=[^aeiouy]|$)"), ""),
    (re.compile(r"(?<!^)[aeiouwy]+"), "a"), (re.compile(r"^[eiy]+"), "e"), (re.compile(r"^[ou]+"), "o"),
    (re.compile(r"(.)\1+"), r"\1"), (re.compile(r"a$"), ""),
)  # fmt: skip


def forms_of(name: str) -> frozenset[str]:
    """Return the other forms of a given name."""
    return other_forms(name)


@lru_cache(maxsize=20_000)
def clipped(name: str) -> frozenset[str]:
    """Return what a long name (small letters) may be cut to, where nobody wrote it down.

    Its first three to five letters, its last part from a consonant on, and what is made of the first
    syllable: Priya of Priyanka, Seun of Oluwaseun, Gurps of Gurpreet, Immy of Imran.
    """
    if len(name) < _LONG or not name.isalpha():
        return frozenset()
    fronts = {name[:size] for size in (3, 4, 5) if len(name) > size + 1 or size == _SHORT}
    backs = {
        name[-size:] for size in (4, 5, 6) if len(name) > size + 2 and name[-size] not in _VOWELS
    }
    first = _SYLLABLE.match(name)
    made = set()
    if first:
        front = first[0]
        made = {front + end for end in ("y", "ie", "i", "s", "z", "o", "sy", "a", "ers")}
        made |= {front + front[-1] + end for end in ("y", "ie", "a", "o")} | {
            front + front[-1] * 2 + "y"
        }
    return frozenset({one for one in fronts | backs | made if len(one) >= _SHORT} - {name})


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return roughly how an English reader would say a word, vowels as one."""
    for pattern, instead in _SOUNDS:
        word = pattern.sub(instead, word)
    return word


@lru_cache(maxsize=50_000)
def frame(word: str) -> str:
    """Return the consonants of how a word sounds, hissing ones as one."""
    heard = sound(word)
    return heard[:1].translate(_HISSING) + heard[1:].replace("a", "").translate(_HISSING)


@lru_cache(maxsize=50_000)
def hissed(word: str) -> str:
    """Return how a word sounds, with all hissing consonants as one."""
    return sound(word).translate(_HISSING)
