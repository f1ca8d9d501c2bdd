"""After every act the page says what was done: of a yes and of a no alike, only what is true."""

import pytest

from services.gateway.pages.actions import ACTIONS
from services.gateway.pages.done_words import ACTS, STEPS
from services.gateway.pages.relay_steps import STEPS as STEPS_OF_AN_ITEM


def test_every_act_and_every_step_says_what_was_done():
    assert set(ACTS) == {action.slug for action in ACTIONS}
    assert set(STEPS) == {step.slug for step in STEPS_OF_AN_ITEM}


@pytest.mark.parametrize("said", [*ACTS.values(), *STEPS.values()])
def test_what_was_done_is_a_sentence(said):
    assert said[0].isupper()
    assert said.endswith(".")


@pytest.mark.parametrize("slug", ["author", "recipient", "offer"])
def test_a_no_is_never_told_as_a_yes(slug):
    """Each of these records whichever was said."""
    assert "What " in STEPS[slug]
    assert "agree" not in STEPS[slug]
    assert "agree" not in ACTS["consent"]
