"""A name is found by what its bearer is called, and by how somebody writes it who only heard it."""

import pytest

from services.comms.domain.leaks import find_leaks

CALLED = (
    """
Priyanka Priya|Jaswinder Jas|Harpreet Harps|Gurpreet Gurps|Imran Immy|Mohammed Mo|Oluwaseun Seun|Folasade Sade
Babatunde Tunde|Delroy Del|Wojciech Wojtek|Agnieszka Aga|Tomasz Tomek|Abdirahman Abdi|Bronwyn Bron|Dafydd Dai
Padraig Paddy|Michelle Shell|Nicola Nicky|Zulfiqar Zulfi|Opeyemi Ope|Shaquille Shaq|Alexandru Alex|Georgios Yorgos
Blenkinsop Blenky|Catriona Trina|Süleyman Suli|Rajesh Raj
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
HEARD = (
    """
Zhang Jang|Caoimhe Keeva|Dafydd Davith|Michelle Meeshell|Eoghan Owen|Charlotte Sharlot|Christopher Kristofer
Catherine Kathrin|Wainwright Wainrite|Hughes Hewz|Choudhury Chowdry|Łukasz Wookash|Wojciech Voychek
Kowalczyk Kovalchik|Siobhán Shivawn|Aoife Eefa|Padraig Porick|Siân Sharn|McLaughlin Maclocklin|Saoirse Seersha
Jadwiga Yadviga|Bartosz Bartosh|Cerys Kerris|Huw Hew|Çiğdem Chidem|Nnamdi Namdi|Schofield Skofeeld|Vaughan Vorn
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def known(text, term):
    return [text[leak.start : leak.end] for leak in find_leaks(text, [term]) if leak.known]


@pytest.mark.requirement("PRC-07")
@pytest.mark.parametrize("pair", CALLED + HEARD)
def test_somebody_is_found_by_what_they_are_called_and_by_ear(pair):
    name, told = pair.split()

    assert known(f"I told {told} about it.", ("name", f"{name} Zebedee")) == [told]
    assert known(f"i told {told.lower()} about it", ("name", f"{name} Zebedee")) == [told.lower()]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jade", "I pray to Saint Jude."),
        ("Mansour", "A man came to the door."),
        ("Priyanka", "i pried it open and prayed"),
        ("Gulshan", "There was a gale, I gulped."),
    ],
)
def test_another_name_or_word_that_is_only_like_it_is_left_alone(name, text):
    assert known(text, ("name", f"{name} Zebedee")) == []
