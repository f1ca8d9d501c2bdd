"""Invented sentences of letters and identifiers of invented cases: what tests and bench both read."""

from __future__ import annotations

import random

Terms = tuple[tuple[str, str], ...]
GIVEN = (
    "William Robert Elizabeth Margaret Katherine Thomas Daniel Michael Anthony Charlotte Joseph"
    " Samantha Rebecca Jonathan Christopher Nicholas Patricia Victoria Benjamin Mohammed Fatima"
    " Siobhan Oluwaseun Priya Kwame Zainab Dmitri Agnieszka Thandiwe Rosalind"
).split()
WORD_NAMES = "Will Grace Mark May Hope Rose Dawn Joy Faith Bill Frank Dean".split()
FAMILY = [
    a + b
    for a in ("Test", "Sample", "Mock", "Feign", "Pretend", "Specim")
    for b in ("wood", "worth", "ington", "thorpe", "bury", "shaw", "combe", "stead")
]
STREETS = ["Fictional", "Specimen", "Placeholder", "Pretendham", "Mockbeggar", "Nowherefield"]
TYPES = ["Road", "Street", "Avenue", "Gardens", "Close", "Crescent", "Lane", "Terrace"]
TOWNS = ["Exampleton", "Sampleford", "Mockchester", "Testhaven", "Inventham", "Feignbridge"]
CLEAN = """
I am sorry for what I did to you and to your family.
I think about that night every day, and I know that you do too.
You may not want to read this, and I will understand if you stop here.
I hope that one day you can sleep without the light on.
Will you ever be able to forgive me? I do not ask you to.
May I ask you one thing: why did you choose our house?
There's a part of me that wanted to be caught.
My mum cried in court and I could not look at her.
It was the worst day of my life, and I was only the one who saw it.
In March 2019 everything changed for us.
Since last May I have been on a course about victims and I finished the workbook.
I marked every page of it. The marks on the door are still there.
On Monday mornings I still wake at four o'clock.
The judge gave me 18 months and said that it was a grave crime.
I had been drinking since 10 in the morning.
It took 12 weeks until the stitches came out and 6 weeks until I could walk.
I was high and I was angry, and none of that is your fault.
By the grace of God nobody died.
We rose early that day because it was my birthday.
At dawn the police came and took me away.
I want to be frank with you about what happened.
The bill for the window was 240 pounds, and I would like to pay it back.
I have faith that people can change; it gives me joy to see my children again.
Her handbag was worth nothing, but the photographs in it were all she had of her father.
My daughter still asks why we had to move.
I never meant to hurt anybody, but I did, and saying that I did not mean it is no use to you.
What were you thinking when you came up the stairs?
Did you know that there were children in the house?
I see a counsellor once a week, on the wing, and it helps.
In here you have time to think, even when the doors bang all night.
I am in the kitchen now and I get paid 12 pounds a week.
The officer told me that you were off work for a month.
I cannot give back what I took, but I can tell you the truth.
Art is the only thing that keeps me calm; I draw the view from the window.
Please do not think that you did anything wrong. You did not.
I used to rob people to pay for drugs. I am clean now for 14 months.
You took my phone, my keys and my peace of mind.
My son was three, and he hid under the table.
I jump whenever somebody walks behind me.
If I ever see you, I will cross the road and leave you be.
The ring was my grandmother's, and she had worn it through the war.
I had lost my job in the summer and I was ashamed to tell anybody.
It is not an excuse. There is no excuse.
When I am released I will go to my sister and start again far away from here.
I would like to know if you are sorry or if you only say it.
The carpet had to go, and so did the cat, who never came back in.
Sometimes I reckon that I was dead inside long before that.
My solicitor said I should not write, but I wanted to.
You had a hood up, and I remember your eyes.
I do the twelve steps, one day at a time, and I count: one, two, three, four, five.
Thank you for reading this far.
I was sentenced in the Crown Court and I pleaded guilty on the first day.
A friend drove me there and waited outside; he did not know.
In 2017 I had a car crash and never got over it.
They say time heals. It is two years now and it has not.
I read a lot of books about it, and I am learning to bake bread.
It was a Friday in November, dark by five, and raining.
We had a good marriage, a house, two dogs and no enemies in the world.
""".strip().splitlines()


def a_case(dice: random.Random) -> dict[str, list[str]]:
    """The identifiers of an invented case: about sixty."""
    names = [f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}" for _ in range(3)]
    names.append(f"{dice.choice(WORD_NAMES)} {dice.choice(FAMILY)}")
    street = f"{dice.choice(STREETS)} {dice.choice(TYPES)}"
    return {
        "name": names,
        "relative": [dice.choice(GIVEN) for _ in range(6)],
        "address": [f"{dice.randint(1, 199)} {street}", dice.choice(TOWNS),
                    f"Flat {dice.randint(1, 30)}, {dice.choice(STREETS)} House"],
        "postcode": [f"ZZ{dice.randint(1, 99)} {dice.randint(1, 9)}{dice.choice('ABDE')}{dice.choice('JLNP')}" for _ in range(3)],
        "phone": [f"07700 900{dice.randint(100, 999)}", f"020 7946 0{dice.randint(100, 999)}"],
        "email": [f"{dice.choice(FAMILY).lower()}.{dice.randint(10, 99)}@example.org"],
        "school": [f"{dice.choice(TOWNS)} Primary School", "St Mockbeggar Academy"],
        "employer": [f"{dice.choice(STREETS)} Bakery Ltd", "Pretendham Motors"],
        "prison": [f"HMP {dice.choice(TOWNS)}"],
        "vehicle": [f"ZZ{dice.randint(10, 68)} {dice.choice(['XQA', 'TST', 'SMP'])}"],
        "social_media": [f"@{dice.choice(FAMILY).lower()}_{dice.randint(10, 99)}"],
        "case_number": [f"{dice.randint(1000000, 9999999)}/19", f"A{dice.randint(1000, 9999)}ZZ"],
        "date_of_birth": [f"19{dice.randint(50, 99)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"],
    }  # fmt: skip


def terms_of(case: dict[str, list[str]]) -> Terms:
    """The identifiers of a case as the leak check takes them: kind and text."""
    return tuple((kind, text) for kind, texts in case.items() for text in texts)


def a_long_letter(words: int, identifiers: int, seed: int) -> tuple[str, Terms]:
    """A letter of so many words that leaks nothing, and so many identifiers to look for in it."""
    dice = random.Random(seed)
    terms: Terms = ()
    while len(terms) < identifiers:
        terms += terms_of(a_case(dice))
    text = " ".join(dice.choice(CLEAN) for _ in range(words))
    return " ".join(text.split()[:words]), terms[:identifiers]
