"""A form in which somebody said no is not held, whatever else is wrong with it (CON-01)."""

import pytest

from services.feeds import quarantine


def held(world):
    with world.runtime.store.reading() as connection:
        return quarantine.list_held(connection)


def said_of(world, words):
    """Return a good sample in which the person whose consent counts says these two words."""
    content = world.sample()
    if world.agency == "victim_support":
        content["permission"].update(zip(("share_with_rj", "rj_may_contact"), words, strict=True))
    else:
        person = content["victims"][0] if world.agency == "mps" else content["subject"]
        person["consent"].update(zip(("to_referral", "to_contact"), words, strict=True))
    return content


def out_of_shape(world, content):
    where = {"mps": "officer", "hmpps": "manager", "victim_support": "caseworker"}[world.agency]
    content[where]["name"] = ""
    return content


NOES = {"mps": ("N", "N"), "hmpps": ("N", "N"), "victim_support": (False, False)}
AGENCIES = pytest.mark.parametrize("agency", NOES)


def is_held(world, content):
    world.arrive(content)
    (refusal,) = world.said("refusal")
    assert refusal.get("held_for_staff", False) == bool(held(world))
    assert world.handed_on() == []
    return bool(held(world))


@pytest.mark.requirement("CON-01", "INT-08")
@AGENCIES
def test_a_form_with_a_stated_no_and_a_field_out_of_shape_is_not_held(world_of, agency):
    world = world_of(agency)

    assert not is_held(world, out_of_shape(world, said_of(world, NOES[agency])))
    faults = {one["code"] for one in world.said("refusal")[0]["faults"]}
    assert faults == {"missing", "consent-refused"}


@AGENCIES
def test_the_same_form_with_a_yes_is_held(world_of, agency):
    world = world_of(agency)

    assert is_held(world, out_of_shape(world, world.sample()))


@pytest.mark.requirement("CON-01")
@pytest.mark.parametrize("word", ["n", "No", "NO ", "false", False, 0])
@AGENCIES
def test_a_no_in_words_that_the_form_does_not_know_is_a_no(world_of, agency, word):
    world = world_of(agency)

    assert not is_held(world, said_of(world, (word, word)))


@AGENCIES
def test_a_no_beside_a_word_that_nobody_can_read_is_a_no(world_of, agency):
    world = world_of(agency)

    assert not is_held(world, said_of(world, (NOES[agency][0], "perhaps")))


@AGENCIES
def test_a_no_to_one_thing_with_a_yes_to_the_other_is_no_refusal(world_of, agency):
    world = world_of(agency)

    assert is_held(world, out_of_shape(world, said_of(world, (NOES[agency][0], "Yes"))))


@AGENCIES
def test_words_that_say_neither_are_held_for_somebody_to_ask(world_of, agency):
    world = world_of(agency)

    assert is_held(world, said_of(world, ("perhaps", "perhaps")))


@pytest.mark.parametrize("agency", ["mps", "hmpps"])
def test_a_no_of_either_side_counts_while_nobody_can_read_who_asked(world_of, agency):
    world = world_of(agency)

    assert not is_held(world, said_of(world, NOES[agency]) | {"requested_by": "SOMEBODY"})


def test_the_no_of_somebody_who_need_not_be_asked_yet_leaves_the_form_held(world_of):
    world = world_of("mps")
    content = out_of_shape(world, world.sample())
    content["suspects"][0]["consent"] = {"to_referral": "N", "to_contact": "N"}

    assert is_held(world, content)


@pytest.mark.requirement("CON-12", "CON-01")
def test_under_a_scheme_that_needs_the_consent_of_both_the_no_of_either_is_not_held(world_of):
    world = world_of("mps")
    content = out_of_shape(world, world.sample("out_of_court"))
    content["suspects"][0]["consent"].update(to_referral="N", to_contact="N")

    assert not is_held(world, content)


def test_a_form_under_a_scheme_that_nobody_knows_is_not_held_either_after_a_no(world_of):
    world = world_of("mps")

    assert not is_held(world, said_of(world, NOES["mps"]) | {"scheme": "SOMETHING_NEW"})
