"""How the people of the sixth hand speak: what they say, and what their writing does to it."""

from __future__ import annotations

import re

from tests.domain.comms.leaks.sixth_words import STRANGERS

PROSE = (
    "I have started this letter many times.", "I don't sleep well since it happened.",
    "I want you to understand what that night did to us.", "I am not writing to make you feel worse.",
    "When I heard the glass break I thought I would die.", "I was off my head and that is no excuse.",
    "I think about your face more than you know.", "I did a course in here about what we do to people.",
    "My hands shook for weeks.", "I lost my job because I could not leave the house.",
    "I never thought about who lived behind that door.", "You took more than the money.",
    "The children would not go upstairs alone.", "I can't ask you to forgive me.",
    "I would like to know why it was us.", "It was not about you, I did not even know you.",
    "I grew up with that sort of thing all around me.", "Nobody should be scared in their own kitchen.",
    "The ring was my nan's and I can't get it back.", "I have been clean since last winter.",
    "I wanted to hear it from you and not from a barrister.", "Please take your time with this.",
    "I'm told that you agreed to read it and I'm grateful.", "If you don't answer I will understand.",
    "My counsellor said to put it on paper.", "I was angry for a very long time.",
    "I look over my shoulder in every shop.", "We changed all the locks.",
    "I should have stopped and I drove on.", "I heard the siren and I ran like a coward.",
    "There is no day that I don't think of it.", "I want to do something useful when I come out.",
    "I keep the light on in the hall.", "My mother cried in the court and that was my doing.",
    "What I miss is feeling safe.", "I had a knife and I thank God I never used it.",
    "I can't watch the news any more.", "Sometimes I am fine for a week and then it comes back.",
    "I have paid for the window out of my wages.", "It would help me to know that you mean it.",
    "The dog barks at every car now.", "I hold down a job in the kitchens here.",
)  # fmt: skip
TEEN = (
    "honestly I didn't think.", "I was showing off and it went too far.", "everyone was filming and laughing.",
    "I deleted the video but that doesn't fix it.", "my mum took my phone off me.", "I got excluded for it.",
    "I know you hate me and that's fair.", "I used to like going out and now I stay in.",
    "people still bring it up in the group chat.", "I'm not just saying sorry because they told me to.",
    "I cried loads after, not even lying.", "can we just be ok when we see each other?",
    "I had nightmares for like a month.", "I threw your bag and I don't know why.",
)  # fmt: skip
LITTLE = (
    "I not speak good English, sorry.", "I come to this country for to be safe.", "You make my wife very afraid.",
    "I work in night, I sleep in day.", "After this I no go out.", "I want only peace.", "Why you do this to us?",
    "My heart is very heavy.", "In my country we say sorry to the face.", "I pay for all the damage.",
    "I am drink that day, I am shame.", "God see everything.", "Children is cry every night.",
    "Please you understand me.", "Now is better little bit.", "I forgive but I not forget.",
)  # fmt: skip
OFFICER = (
    "I am writing further to the incident which was the subject of these proceedings.",
    "The impact upon the household has been considerable.", "I accept full responsibility for my actions.",
    "At the material time I was under the influence of alcohol.", "No further loss has been sustained.",
    "I have since completed an accredited programme.", "I attended the appointment as directed.",
    "Compensation has been paid in full.", "I would welcome a response in due course.",
    "The property was not recovered.", "I have given this matter careful thought.",
    "I was arrested at the scene and made full admissions.", "A statement was taken the following morning.",
)  # fmt: skip
DYSLEXIC = {
    "because": "becuase", "thought": "thort", "write": "rite", "writing": "riting", "friend": "freind",
    "people": "peeple", "know": "no", "their": "there", "scared": "scard", "letter": "leter",
    "night": "nite", "happened": "hapend", "would": "wud", "could": "cud", "should": "shud",
    "please": "plese", "understand": "undestand", "really": "realy", "sleep": "sleap", "about": "abowt",
    "every": "evry", "money": "mony", "children": "childern", "house": "howse", "number": "numba",
    "where": "were", "does": "dose", "very": "vrey", "mother": "muther", "live": "liv",
}  # fmt: skip
CHAT = {
    "you": "u", "your": "ur", "because": "cos", "are": "r", "please": "pls", "people": "ppl",
    "don't": "dont", "before": "b4", "know": "kno", "and": "n", "though": "tho", "really": "rly",
}  # fmt: skip
SAYS = {"teen": TEEN, "little": LITTLE, "officer": OFFICER}
VOICES = (
    ("prose", 22), ("small", 16), ("capitals", 8), ("teen", 12), ("dictated", 8), ("little", 9),
    ("dyslexic", 8), ("officer", 6), ("run_on", 6), ("note", 5),
)  # fmt: skip
BOUNDS = {"run_on": (28, 40), "note": (0, 1), "teen": (3, 9), "officer": (5, 11), "little": (4, 12)}
"""How many sentences each voice says besides; others say between 6 and 20."""


def things_said(voice: str) -> tuple[str, ...]:
    """What may stand in a letter of that voice."""
    return SAYS.get(voice, PROSE + STRANGERS)


def voiced(voice: str, text: str) -> str:
    """The words as that voice would write them."""
    if voice == "capitals":
        return text.upper()
    if voice in {"small", "teen"}:
        text = re.sub(r"[.,;!?'’]" if voice == "small" else r"\.(?=\s*$)", "", text.lower())
    if voice == "teen":
        return _swapped(text, CHAT)
    if voice == "dyslexic":
        return _swapped(text, DYSLEXIC)
    if voice == "dictated":
        return re.sub(r"\.(\s*)$", r" full stop\1", text.replace(", ", " comma "))
    return text


def _swapped(text: str, words: dict[str, str]) -> str:
    return re.sub(r"[A-Za-z']+", lambda found: words.get(found[0], found[0]), text)


PERSON = (
    "My name is {x}.", "I told {x} about this letter.", "{x} was with me that night.", "It was {x} who rang the police.",
    "Me and {x} was scared.", "You know {x}, don't you?", "I live with {x} now.", "Ask {x} what I was like.",
    "Yours sincerely,\n{x}", "{x} hasn't slept since.", "I am sorry for what I did to {x}.", "They call me {x}.",
    "This is from {x}.", "I still see {x} at weekends.", "{x} said I should write.", "I owe it to {x}.",
    "My mate {x} was with me.", "My probation worker, {x}, helped me with this.", "You hit {x} and never looked back.",
)  # fmt: skip
WORD_PERSON = (
    "I told {x} about this letter.", "Me and {x} was scared.", "My mate {x} was with me.", "My name is {x}.",
    "It was {x} who rang the police.", "I live with {x} now.", "They call me {x}.", "You hit {x} and he fell over.",
)  # fmt: skip
FAMILY = (
    "My name is Mr {x}.", "Mrs {x} next door heard it all.", "The {x} family had to move.", "It was Mr {x} you hit.",
    "I am a {x} and proud of it.", "Ask old Mrs {x}.", "Everybody knew it was the {x} lad.",
)  # fmt: skip
WORD_FAMILY = (
    "My name is Mr {x}.", "Mrs {x} next door heard it all.", "It was Mr {x} you hit.", "Ask old Mrs {x}.",
)  # fmt: skip
SAID = {
    "relative": (
        "My sister {x} has to walk past there.", "My little boy {x} asks about you.", "My mum, {x}, was asleep.",
        "It was my daughter {x} who opened the door.", "My wife {x} don't go out.", "I've got a brother called {x}.",
        "My nan {x} brought me up.", "Our {x} is only six.", "I got a baby now, {x}.", "My son {x} he not eat.",
    ),
    "address": (
        "I still live at {x}.", "It was outside {x}.", "We moved to {x} after.", "You can find us in {x}.",
        "I was walking home to {x}.", "I grew up round {x}.", "They put me in a place in {x}.", "My flat is {x}.",
    ),
    "postcode": ("My postcode is {x}.", "We live in {x}.", "I'm {x} born and bred.", "Put {x} in the sat nav."),
    "phone": ("Ring me on {x}.", "My number is {x}.", "Text me {x} if you want.", "You can reach us on {x}."),
    "email": ("My email is {x}.", "Write to {x}.", "You can mail {x} any time."),
    "school": ("My kids go to {x}.", "I'm in year ten at {x}.", "I help out at {x}.", "He was waiting outside {x}."),
    "employer": ("I work at {x} now.", "I've got a job with {x}.", "My dad is at {x}.", "I was on my way to work at {x}."),
    "prison": ("I'm in {x}.", "They moved me to {x}.", "I write this from {x}.", "I get out of {x} in the spring."),
    "vehicle": ("You'll know my car, it's {x}.", "I was parked there, {x}.", "I drive a {x}.", "The reg is {x}."),
    "social_media": ("Add me, I'm {x}.", "My insta is {x}.", "Look for {x} on there.", "I go by {x} on snap."),
    "case_number": ("My case is {x}.", "The crime number was {x}.", "My prison number is {x}.", "Quote {x} to them."),
    "date_of_birth": ("I was born on {x}.", "My birthday is {x}.", "DOB {x}.", "It happened just before {x}, my birthday."),
}  # fmt: skip
WORD_FIRST = ("{x} was with me that night.", "{x} said I should write.", "Yours sincerely,\n{x}")
LED = {
    "reversed": ("Read it from the back: {x}.", "{x}, turn it round and you know.", "Backwards it says {x}."),
    "stem_reversed": ("My street backwards is {x}.",),
    "stem_nato": ("My street is {x}, as the police say it.",),
    "stem_spelled": ("My street is spelt {x}.",),
    "nato": ("I spell it {x}.", "That is {x}, as the police say it.", "It goes {x}."),
    "spelled": ("It is spelt {x}.", "I'll spell it for you, {x}.", "That's {x}."),
    "as_in": ("I'll spell it, {x}.", "Down the phone I say {x}."),
    "ends_in": ("My number {x}.", "The phone, it {x}."),
    "ends_with": ("My number {x}.",),
    "starts": ("The postcode {x}.",),
    "plate_end": ("The reg {x}.",),
    "plate_half": ("The reg starts {x}.", "My car, {x} something."),
    "age_and_day": ("{x}.", "This year {x}."),
    "month_year": ("I was born in {x}.",),
    "possessive": ("It was {x} idea.", "I stay at {x} flat now.", "It was {x} mum who rang the police."),
    "handle": ("I'm {x} on there.", "Look me up, {x}."),
    "surname_first": ("Name: {x}.", "They booked me in as {x}."),
}  # fmt: skip
