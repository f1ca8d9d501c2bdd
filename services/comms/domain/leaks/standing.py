"""How one word stands among those of its sentence: whether a person stands there.

What matters is what is done to it, what it does, who it is joined with and how it is introduced; so
it serves letters without capitals, and without signs between their sentences.
"""

from __future__ import annotations

import re

from services.comms.domain.leaks import person_words as words_of
from services.comms.domain.leaks.idioms import is_idiom
from services.comms.domain.leaks.reading import Reading

_SENTENCE = re.compile(r"[.!?\"“‘:;]|\n\s*\n")
SAID_BORDER = {
    ("full", "stop"), ("question", "mark"), ("exclamation", "mark"), ("new", "line"), ("new", "paragraph"),
}  # fmt: skip
_WITH = {
    "frank": {"with", "about"},
    "wade": {"through", "in", "into"},
    "drew": {"a", "up", "me", "back", "the", "it"},
}
"""What these words go on with where they are words."""
_SELF = re.compile(
    r"(?:name|names|name's)\s+(?:is|was|are)?\s*$|call(?:s|ed)?\s+(?:me|him|her)\s*$"
    r"|known\sas\s*$|\bgo(?:es)?\sby\s*$|\b(?:me|him|her|us|paper|papers)\sas\s*$"
    r"|\bask\s(?:any(?:one|body)|around|reception)\b[^.!?\n]{0,24}\sfor\s*$"
)


def is_self_named(reading: Reading, number: int) -> bool:
    """Whether somebody is said to be called so."""
    start = reading.words[number].start
    return bool(_SELF.search(reading.text[max(0, start - 48) : start].lower()))


def _owns_after_s(reading: Reading, number: int) -> bool:
    """Whether something is a name's that ends in s: "Precious' coat"; no quotation ends here."""
    word, text = reading.words[number], reading.text
    quoted = re.search(r"(?:^|\s)['‘]", text[max(0, word.start - 60) : word.start])
    owned = re.match(r"['’]\s+[a-z]", text[word.end : word.end + 4])
    return word.capital and word.text.endswith("s") and bool(owned) and not quoted


class Standing:
    """One word, and those around it in its sentence: ``""`` where there is none."""

    def __init__(self, reading: Reading, number: int) -> None:
        self._reading = reading
        self._number = number
        self.word = reading.words[number].text.removesuffix("'s")
        self.owns = reading.words[number].text.endswith("'s")
        self.owns_after_s = _owns_after_s(reading, number)
        self.before = self._side(-1)
        self.after = self._side(1)

    def _side(self, step: int) -> list[str]:
        """The three words to one side, the nearest first."""
        found: list[str] = []
        at = self._number
        words = self._reading.words
        while len(found) < 3 and 0 <= at + step < len(words):
            if self._breaks(min(at, at + step), words[at + step].text):
                break
            at += step
            said = words[at].text.replace("'", "")
            found.append(words_of.TEXTED.get(said, said))
        pair = tuple(reversed(found[:2])) if step < 0 else tuple(found[:2])
        if pair in SAID_BORDER:
            found = []
        return found + [""] * (3 - len(found))

    def _breaks(self, one: int, further: str) -> bool:
        """Whether a sentence ends after this word: "Mr." ends none, nor does a full line."""
        gap = self._reading.between(one, one + 1)
        if "\n" in gap and not self._reading.is_wrapped(self._reading.words[one].end):
            return True
        return bool(_SENTENCE.search(gap)) and not (gap == ". " and further in words_of.TITLES)

    def is_a_persons(self) -> bool:
        """Whether a person stands here."""
        one = self.before[0]
        if self.word not in words_of.QUALITY and (self._is_named_hers() or self._is_spoken_to()):
            return True
        if one == "the" and self.after[0] in {"family", "brothers", "household", "twins"}:
            return self.word not in words_of.QUALITY | {"church", "home", "host", "foster"}
        if one in words_of.DETERMINERS - {"our", "of", "its"} and not self._is_of_an_age():
            return (
                one == "that"
                and self.after[0] in words_of.SAYS
                and self.after[1] in words_of.SAID_NEXT
            ) or (one == "that" and self.after[0] in words_of.PEOPLE_DO - words_of.THINGS_DO_TOO)
        return any(
            (
                self._is_introduced(),
                self._is_signed(),
                self._is_with_me(),
                self._is_done_to(),
                self._is_seen(),
                self._is_sorry_to(),
                self._does(),
                self._is_held(),
                self._says_or_stays(),
                self._is_met(),
                self._did(),
                self._is_one_of_several(),
                self.owns and self.after[0] in words_of.OWNED,
                self.owns_after_s,
            )
        )

    def _is_named_hers(self) -> bool:
        """Whether it reads like "we called her Ivy", where "her" owns nothing."""
        return self.before[0] in {"me", "him", "her"} and is_self_named(self._reading, self._number)

    def _is_spoken_to(self) -> bool:
        """Whether it reads like "he kept saying Dawn calm down", "put Dawn on the envelope"."""
        one, after, then = self.before[0], self.after[0], self.after[1]
        if one == "put" and after == "on":
            return self.after[2] in {"envelope", "letter", "card", "front", "form", "parcel"}
        told = (after, then) in words_of.BIDDING
        return told and one in {"saying", "said", "shouting", "shouted", "says", "and", ""}

    def _is_free(self) -> bool:
        """Whether nothing that follows makes it the verb or the quality that it also is."""
        after = self.after[0]
        if self.word in words_of.MODAL:
            return _is_no_plain_verb(after)
        if self.word in words_of.QUALITY:
            lately = after in {"last", "this"} and self.after[1] in words_of.LATELY
            return lately or after in words_of.GOES_ON | words_of.PEOPLE_DO | {""}
        if self.word in _WITH:
            return after not in _WITH[self.word]
        if self.word in words_of.WISHES and after in {"i", "we", "they", "all"}:
            return False
        return self.word not in words_of.DOES or after not in words_of.OBJECTS

    def _is_of_an_age(self) -> bool:
        """Whether it reads like "our Grace is only six"."""
        after, then = self.after[:2]
        said = after in {"is", "was", "hes", "shes", "whos"} and (
            then in words_of.PERSONAL - {"my", "our", "one", "about"} or then.isdigit()
        )
        return self.before[0] == "our" and (said or after in words_of.PEOPLE_DO)

    def _is_introduced(self) -> bool:
        one, two, _ = self.before
        named = is_self_named(self._reading, self._number) or one in words_of.TITLES
        named |= one in words_of.CALLED and two in words_of.KIN
        named |= one == "miss" and two not in words_of.WHO_MISSES
        return (
            named
            or self._is_pointed_out()
            or self._is_of_an_age()
            or (self._follows_kin() and self._is_free())
        )

    def _follows_kin(self) -> bool:
        """Whether it follows what somebody is to the writer, or a greeting."""
        one, two, three = self.before
        if one in words_of.CALLED | words_of.GREETING:
            return True
        if one in words_of.KIN:
            return two not in {"a", "no", "any"}
        if one in words_of.ROLES:
            return bool({two, three} & words_of.WHOSE)
        later = one in {"now", "too", "here", "also"} and two in words_of.KIN
        small = one in words_of.SMALL and two in words_of.WHOSE
        return (later or small) and self.after[0] not in {"in", "of", "left", "that"}

    def _is_pointed_out(self) -> bool:
        """Whether it reads like "it was Grace who" or "I'm Mark"."""
        one, after = self.before[0], self.after[0]
        if one in {"im", "am"} and self.word not in words_of.QUALITY:
            return self._is_free() and after != "of"
        if one in {"was", "is", "its", "and", "only"} and after in {"who", "whos"}:
            return True
        told = one in {"was", "its"} and after == "that" and self.word not in words_of.QUALITY
        return told and (self.word not in words_of.SUBSTANCE or self.after[1] in words_of.ACTS)

    def _is_signed(self) -> bool:
        """Whether it closes a letter: "kind regards Grace", "love from Mark", "Rose xx"."""
        one, two, _ = self.before
        if one in {"regards", "sincerely", "faithfully", "truly", "wishes", "signed"}:
            return True
        if (one, two) in {("care", "take"), ("love", "of"), ("from", "love"), ("best", "the")}:
            return self._is_free()
        return self.after[0] in {"x", "xx", "xxx", "xxxx"} and one not in words_of.DETERMINERS

    def _is_with_me(self) -> bool:
        """Whether it reads like "me and Mark" or "Mark and I"."""
        one, two, _ = self.before
        after, then = self.after[:2]
        if one in {"and", "n"} and (two in {"me", "him"} or two in words_of.KIN):
            return self._is_free()
        if after not in {"and", "n"} or self.word in words_of.QUALITY | words_of.WISHES:
            return False
        if then in {"me", "myself"}:
            return one in words_of.SUBJECT_AFTER | words_of.LEADS | {""}
        return then == "i" and one in words_of.SUBJECT_AFTER - {"hope"}

    def _is_done_to(self) -> bool:
        """Whether something is done to it that is done to people, or it is lived with."""
        one, two, _ = self.before
        if one in words_of.DONE_TO_PEOPLE:
            bound = self.word in words_of.MODAL | words_of.QUALITY
            return not bound or self._is_free()
        if one == "from":
            return two in {"is", "love", "letter", "card", "message", "note"} and self._is_free()
        lived = one == "with" and two in words_of.LIVES | {"in", "back", "home", "out", "over"}
        goes_on = self.after[0] in words_of.GOES_ON | {""}
        return lived and goes_on and self._is_free() and self.word not in words_of.QUALITY

    def _is_seen(self) -> bool:
        """Whether it is seen, missed, known … as somebody is."""
        one = self.before[0]
        after, then = self.after[:2]
        if one not in words_of.SEEN or not self._is_free():
            return False
        if one in {"know", "remember"} and after in {"dont", "right", "from", "innit"}:
            return True
        if after in {"who", "he", "she", "hes", "shes"}:
            return True
        if after == "and" and then in {"he", "she", "his", "her"}:
            return True
        again = after in {"at", "on"} and then in words_of.VISITING
        if self.word in words_of.SUBSTANCE | words_of.QUALITY | words_of.MODAL:
            return again and one in {"see", "saw", "seeing", "seen"}
        return again or after in words_of.AGAIN

    def _is_never_bare(self) -> bool:
        """Whether this word, where it is one, needs another before it: "the mark", "a sunny day"."""
        if self.word in words_of.QUALITY:
            return self.word in words_of.QUALITY_OF_SOMETHING
        return self.word not in words_of.SUBSTANCE | words_of.WISHES

    def _is_met(self) -> bool:
        """Whether somebody is met, missed, sat beside: "i saw nick", "i was with will and we …"."""
        one, two, _ = self.before
        after, then = self.after[:2]
        if not self._is_never_bare():
            return False
        if one == "with" and after == "and":
            return then in words_of.SELVES
        ends = after in words_of.GOES_ON - words_of.SELVES | {""}
        ends = ends and (self.word not in words_of.MODAL or _is_no_plain_verb(after))
        if one in words_of.BESIDE and two in words_of.SITS:
            return ends
        if is_idiom(self._reading, self._number):
            return False
        if one in {"about", "of"} and after.endswith("ing"):
            thought = two in {"think", "thought", "dream", "dreamt"}
            return thought and self.word not in words_of.QUALITY
        return self._is_told_of() or (ends and self._is_known(one, two))

    def _is_known(self, one: str, two: str) -> bool:
        """Whether somebody is said to be known, missed or seen, also in a picture."""
        if one == "of":
            return two in words_of.SHOWS
        if one == "with":
            return True
        return one in words_of.MET and two in words_of.SELVES | {"dont", "do", "to", "and"}

    def _is_told_of(self) -> bool:
        """Whether it ends a sentence like "it was rob"."""
        one, two, _ = self.before
        told = one == "its" or (one in {"was", "is"} and two in {"it", "that"})
        return told and not self.after[0] and self.word not in words_of.QUALITY | words_of.MONTHS

    def _did(self) -> bool:
        """Whether it did, had or will do something, as no bare word does: "rob had the knife"."""
        after, then = self.after[:2]
        if not self._is_first() or not self._is_never_bare():
            return False
        if is_idiom(self._reading, self._number):
            return False
        if after in {"never", "always", "still", "just"}:
            return then in words_of.PAST | words_of.NO_MODAL_BEFORE | {"did"}
        if after in words_of.PAST | words_of.DEEDS | words_of.NO_MODAL_BEFORE:
            return self.word not in words_of.MONTHS or after in words_of.DEEDS
        if self.word in words_of.MODAL | words_of.QUALITY:
            return False
        return (after == "hit" and then in words_of.SELVES | {"him", "me", "them", "us"}) or (
            after in {"will", "would", "might", "should"} and then not in words_of.SELVES
        )

    def _is_one_of_several(self) -> bool:
        """Whether others are named beside it: "me, jean and two others", "hope is the younger"."""
        one, (after, then, third) = self.before[0], self.after
        if one in {"me", "myself"} and after == "and" and then in words_of.DETERMINERS:
            return self.word not in words_of.QUALITY
        if after in {"is", "was"} and then == "the":
            return third in words_of.OF_AN_AGE and self.word not in words_of.QUALITY
        if (
            after == "and"
            and then == "i"
            and third in words_of.NO_MODAL_BEFORE | {"are", "went", "have"}
        ):
            return self._is_first() and self.word not in words_of.QUALITY | words_of.WISHES
        return (
            after == "told"
            and then in {"me", "us"}
            and self._is_first()
            and third in {"to", "that", "not"}
        )

    def _is_sorry_to(self) -> bool:
        """Whether it reads like "what I did to Grace"."""
        one, two, _ = self.before
        if one != "to" or two not in words_of.SORRY_TO:
            return False
        after = self.after[0]
        verb = self.word in words_of.DOES and after in {"the", "a", "my", "your"}
        return after in words_of.GOES_ON | {""} and not verb and self._is_free()

    def _is_first(self) -> bool:
        """Whether a sentence, or a part of one, may begin with this word."""
        return self.before[0] in words_of.SUBJECT_AFTER or not self.before[0]

    def _does(self) -> bool:
        """Whether it is the one who does something that people do."""
        after, then = self.after[:2]
        if after not in words_of.PEOPLE_DO:
            return False
        too = after in words_of.THINGS_DO_TOO
        if self.word in words_of.SUBSTANCE and too:
            spoken = after in {"told", "said", "asks", "rang", "tells"}
            return self._is_first() and spoken and then in words_of.SAID_NEXT | {"with"}
        if self.word in words_of.QUALITY | {"bell"}:
            return self._is_first() and not too
        return self._is_first() or not too

    def _is_held(self) -> bool:
        """Whether it is, has, or never does, as a person."""
        after, then, third = self.after
        if not self._is_first() or after not in words_of.IS_HELD or self.word in words_of.QUALITY:
            return False
        if self.word in words_of.MODAL:
            return after in words_of.NO_MODAL_BEFORE
        if self.word in words_of.SUBSTANCE | words_of.DOES - {"mark", "rob", "bill", "jack"}:
            out = then == "go" and third in {"out", "to", "upstairs", "anywhere", "near"}
            personal = words_of.PERSONAL - {"my", "our", "his", "about", "one"}
            return out or then in words_of.ONLY_PEOPLE_CAN | personal
        return after in words_of.NO_MODAL_BEFORE | {"cant", "never"}

    def _says_or_stays(self) -> bool:
        """What is not said of a thing, wherever it stands: "… said I should", "… was with me"."""
        after, then, third = self.after
        if self.word in words_of.QUALITY:
            return False
        if after in words_of.SAYS and then in words_of.SAID_NEXT:
            return self.word != "bell"
        if after in {"was", "is"} and then == "with":
            return third in {"me", "us", "him", "her", "them"}
        return after in {"hasnt", "hadnt"} and then in words_of.ONLY_PEOPLE_CAN


def _is_no_plain_verb(after: str) -> bool:
    """Whether this word, after "will" or "may", is no verb in its plain form: so they are names."""
    if after in words_of.AFTER_MODAL:
        return False
    if after in words_of.PEOPLE_DO | words_of.GOES_ON | words_of.PAST | {"", "now", "dont"}:
        return True
    return after not in words_of.NOT_VERBS and after.endswith(("s", "ed", "ing"))
