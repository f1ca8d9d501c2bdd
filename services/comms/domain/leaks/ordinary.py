"""Ordinary English words: what a token may be without being anybody's name or address.

Not a dictionary: the words of letters like ours. A word that is missing costs a false alarm now and
then; a name that stands here is still found, by how it is used (``names.py``).
"""

from __future__ import annotations

from functools import lru_cache

from services.comms.domain.leaks.nicknames import other_forms
from services.comms.domain.leaks.ordinary_words import WORDS

_STEMS = (
    ("'s", ""), ("s'", "s"), ("n't", ""), ("'ll", ""), ("'ve", ""), ("'re", ""), ("'d", ""),
    ("'m", ""), ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"),
    ("iness", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("ings", ""), ("ly", ""), ("ally", ""), ("ly", "le"), ("er", ""), ("er", "e"),
    ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"), ("ness", ""), ("ful", ""),
    ("fully", ""), ("less", ""), ("lessly", ""), ("ment", ""), ("ments", ""), ("able", ""),
    ("able", "e"), ("ion", ""), ("ion", "e"), ("ions", "e"), ("ation", "e"), ("al", ""), ("y", ""),
    ("y", "e"), ("ish", ""), ("ity", ""), ("ity", "e"), ("ous", ""), ("ive", "e"), ("ship", ""),
    ("hood", ""), ("like", ""), ("some", ""), ("ward", ""),
)  # fmt: skip
_FRONTS = ("un", "re", "dis", "mis", "over", "in", "im", "non", "out", "under", "fore")
_ODD_SHORT = frozenset({"im", "ive", "ill", "id", "dont", "cant", "wont", "didnt", "isnt", "wasnt"})
_ODD_SHORT |= {"couldnt", "wouldnt", "shouldnt", "doesnt", "hasnt", "havent", "arent", "werent"}
_ODD_SHORT |= {"youre", "youve", "youll", "theyre", "weve", "thats", "theres", "whats", "lets"}
_ODD_SHORT |= {"cannot", "gonna", "wanna", "mr", "mrs", "ms", "st", "nd", "rd", "th", "am", "pm"}


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is ordinary English, in one of its usual endings."""
    if word in WORDS or word in _ODD_SHORT:
        return True
    if other_forms(word):
        return False  # James is no more than one jam; Mary does not marry.
    if _stem_known(word):
        return True
    return any(
        word.startswith(front) and len(word) > len(front) + 3
        and (word[len(front):] in WORDS or _stem_known(word[len(front):]))
        for front in _FRONTS
    )  # fmt: skip


def _stem_known(word: str) -> bool:
    for ending, back in _STEMS:
        if not word.endswith(ending) or len(word) < len(ending) + 2:
            continue
        stem = word[: len(word) - len(ending)]
        if ending == "es" and not back and not stem.endswith(("s", "x", "z", "ch", "sh", "o")):
            continue
        if stem + back in WORDS:
            return True
        doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-3] in "aeiou" and not back
        if doubled and stem[:-1] in WORDS:
            return True
    return False
