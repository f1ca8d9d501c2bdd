"""What the letters of the fourth hand say around their leaks, and what says nothing at all."""

from __future__ import annotations

import random

_PERSON = ("I was told that {x} sat through all of it.", "After that night {x} would not open the curtains.", "You should know what it did to {x}.", "It was {x} who found me on the stairs.", "Nobody asked {x} anything.")  # fmt: skip
_PLACE = ("I was only ever safe at {x} before you.", "We had to leave {x} in the end.", "The police came to {x} twice.", "You stood outside {x} that evening.")  # fmt: skip
_CODE = ("All my papers say {x} on them.", "They wrote {x} on the form.", "You can ask them about {x} if you like.", "It was filed under {x}, they said.")  # fmt: skip
_CALL = ("Whoever wants to can reach us on {x}.", "Try {x} when you come out.", "I had to change it from {x}.")  # fmt: skip
SAID: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("full_name", "given_name", "family_name", "relative", "officer"), _PERSON),
    **dict.fromkeys(("address", "flat", "town"), _PLACE), "postcode": ("Anybody in {x} could have told you.", "The whole of {x} was awake."),
    **dict.fromkeys(("phone", "landline"), _CALL), "email": ("My sister reads {x} for me.", "Write to {x} and no other."), "social_media": ("You looked me up, I am {x} there.", "You left a message under {x}."),
    "school": ("The children still go to {x}.", "I was late for {x} that day."), "employer": ("They let me go from {x} after it.", "I did nights at {x}."), "vehicle": ("I never got {x} back in one piece.", "The one you broke into was {x}."),
    "other": ("I was coming out of {x}.", "You drink at {x}, I know."), "prison": ("I write this in {x}.", "They moved me to {x} last month."), "date": ("I was born on {x}, if you wonder.", "It was my birthday, {x}, of all days."),
    **dict.fromkeys(("prison_number", "pnc_id", "cro_number", "probation_crn", "crime_number", "case_urn", "incident_log", "reference", "our_reference"), _CODE),
}  # fmt: skip
FILLER = (
    "I have thought about what to write for a long while.", "You do not have to answer this.", "The nights are the worst of it, then and now.",
    "I was not myself, which is no excuse.", "Somebody read me your words and I cried.", "There were three of you, I think, and one of me.",
    "What I wanted was for it to stop.", "I used to whistle in the morning.", "It is a small thing to you, maybe.", "Thank you for reading this far.",
    "My hands shook so much that the cup fell.", "They say that writing helps, and it does, a little.",
)  # fmt: skip
CLEAN = tuple(
    """
I lost {sum} that day, and {small} nights of sleep for every pound.
It was about {hour} in the {part}, and the street was empty.
They gave me {small} months, and I have done {small} of them.
By the grace of God, and against my own will, I am still here.
I hope, with some faith, that there is joy at the end of it.
The crescent of the moon was out and the lane was dark.
I sat in the gardens by the terrace and watched the candle burn.
The lark sings in the meadow, and the gannet by the sea.
At school I was told that I would come to nothing.
I worked at a bakery, then a laundry, then nowhere at all.
The van was white, or blue, I could not say.
I have {small} children and {small} reasons to change.
I was {teen} when I first got into trouble and {older} when I stopped.
I took {small} tablets and slept for {teen} hours.
On the {small}th day I began to feel my feet again.
The judge spoke for {teen} minutes and I heard none of it.
She said, "you will be all right," and I was not.
In prison you learn to count: {small}, {small}, {teen}, {older}.
I owe {sum} to people who were kind to me.
I am sorry for the door, the window, the {small} plates and the clock.
I have been to {small} meetings of the group and spoken at one.
The doctor says my blood pressure is {older} over {teen}, near enough.
It takes {older} minutes to walk there and twice that to come back.
The bus was late by {teen} minutes, as it always is on a {day}.
I read {older} pages of a book, the first since school.
I will not come near you, I will not write again, I will keep my word.
Some {day} I may feel able to talk. May it come soon.
In {month} it gets light early and I like that.
I did not see your face, only your coat and your shoes.
My mum made soup and my dad made a joke, and that was that.
I never meant to frighten a child.
A cross word, a shove, a fall, and then the rest of my life.
The officer was kind, and gave me a glass of water.
The court was cold, and everybody had a number but me.
It is {older} steps to the gate and I have counted all of them.
They fixed the lock for {sum} and it broke again by {month}.
At night I hear keys, and at {hour} the doors.
I keep a robin's feather, a smooth stone and a bus ticket.
I paid {sum} for the glass, which is more than I earn in {small} days.
My brother says hello, and my aunt says worse.
It was the {small}th time that I was moved, and the last.
There is a hall, and a high window, and a bench in the garden.
I have a place on a course, two mornings and {small} afternoons.
I do not want your money, your {sum} or your tears.
I listen to the radio: the news at {hour}, then a play.
You had {small} friends with you, and not one of them helped.
I am learning to bake: {older} rolls a day, warm and not very round.
We fed the ducks, {teen} of them, at the water's edge.
My left hand has {small} stitches. It still aches in the rain.
The scales said {older} kilos; I was never a big man.
Everything I had was in {small} bags and a box.
I drew a house with a red door, which my daughter says is ugly.
If I could take back {teen} minutes of my life, those would be the ones.
I think that justice is a long road, and you walk it in the wrong shoes.
The vicar came on {day} and we talked of football.
""".strip().splitlines()
)


def a_filled(line: str, dice: random.Random) -> str:
    """A sentence with its sums, hours and days rolled anew."""
    said = {
        "sum": lambda: dice.choice((f"£{dice.randint(20, 9000)}", f"£{dice.randint(2, 900)}.{dice.randint(10, 99)}", f"{dice.randint(20, 900)} pounds")),
        "small": lambda: str(dice.randint(2, 9)), "teen": lambda: str(dice.randint(10, 19)), "older": lambda: str(dice.randint(20, 140)),
        "hour": lambda: dice.choice((f"{dice.randint(1, 12)} o'clock", f"{dice.randint(1, 12)}.{dice.randint(10, 59)}", f"half past {dice.choice(('two', 'nine', 'six'))}")),
        "part": lambda: dice.choice(("morning", "evening")), "day": lambda: dice.choice(("Monday", "Friday", "Sunday")), "month": lambda: dice.choice(("April", "June", "August")),
    }  # fmt: skip
    while "{" in line:
        name = line[line.index("{") + 1 : line.index("}")]
        line = line.replace("{" + name + "}", said[name](), 1)
    return line
