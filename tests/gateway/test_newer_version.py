"""Who edits a version that is not the newest is told which is, and what it changed."""

import json

from services.gateway.problems import of
from shared.kernel.errors import Refused


def test_the_refusal_names_the_version_that_stands_and_what_it_changed_and_no_words():
    error = Refused("newer-version", current="01a2", version=3, changed="factors F1,safety_plan")

    answer = of(error)

    assert answer.status_code == 409
    assert json.loads(answer.body)["current"] == {
        "assessment_id": "01a2",
        "version": 3,
        "changed": ["factors F1", "safety_plan"],
    }


def test_a_refusal_to_sign_an_older_version_names_the_newest_too():
    answer = of(Refused("newer-version", current="01a2", version=3))

    assert json.loads(answer.body)["current"]["changed"] == []


def test_no_other_refusal_speaks_of_a_version():
    assert "current" not in json.loads(of(Refused("already-signed", assessment="01a2")).body)
