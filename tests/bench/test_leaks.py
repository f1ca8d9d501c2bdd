from bench import leaks
from bench.command import TINY
from services.comms.domain.leaks import find_leaks
from tests.support.letters import a_long_letter


def test_the_leak_check_is_measured_beside_one_plain_alternation(tmp_path):
    found = leaks.measure(tmp_path, TINY.leaks, print)

    ways = {f"leaks.{way}.ms" for way in ("check", "alternation")}
    assert set(found) == {
        "leaks.multiple_of_alternation",
        *(f"{way}{end}" for way in ways for end in ("", ".min", ".max")),
    }
    assert all(value > 0 for value in found.values())


def test_the_letter_is_as_long_as_said_and_the_rival_finds_what_stands_plainly_in_any_case():
    text, terms = a_long_letter(2000, 60, seed=1)
    alternation = leaks.alternation_of(terms)

    assert (len(text.split()), len(terms)) == (2000, 60)
    for _kind, identifier in terms:
        letter = f"{text} Say {identifier.upper()} to nobody."
        assert alternation.search(letter, len(text))
        assert any(one.known and one.end > len(text) for one in find_leaks(letter, terms))
