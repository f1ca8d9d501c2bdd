"""Thousands of invented requests find no server error and no answer that the document has not.

Here in a small size; ``./redress api`` asks every operation, as often as wanted.
"""

from ops.api import check, sign_in
from tests.support.telling import tell


def test_the_api_answers_as_its_document_says(system, pytestconfig):
    token = sign_in(system.site, "manager", system.first_password)

    outcome = check(system.site, token, per_operation=2, tags="eligibility")

    tell(pytestconfig, "The API and its document", str(outcome))
    assert outcome.failures == ()
    assert outcome.cases > 100
