"""The stories of tests/application/intake, which run on SQLite, again on PostgreSQL."""

import pytest

from tests.application.intake.test_amending import *  # noqa: F403
from tests.application.intake.test_calling_off import *  # noqa: F403
from tests.application.intake.test_case_work import *  # noqa: F403
from tests.application.intake.test_consents import *  # noqa: F403
from tests.application.intake.test_contact import *  # noqa: F403
from tests.application.intake.test_deferring import *  # noqa: F403
from tests.application.intake.test_documents_scanned import *  # noqa: F403
from tests.application.intake.test_enquiries import *  # noqa: F403
from tests.application.intake.test_informing import *  # noqa: F403
from tests.application.intake.test_joining import *  # noqa: F403
from tests.application.intake.test_joining_kept import *  # noqa: F403
from tests.application.intake.test_legal_holds import *  # noqa: F403
from tests.application.intake.test_likeness import *  # noqa: F403
from tests.application.intake.test_limits import *  # noqa: F403
from tests.application.intake.test_officer_form import *  # noqa: F403
from tests.application.intake.test_outcomes import *  # noqa: F403
from tests.application.intake.test_referrals import *  # noqa: F403
from tests.application.intake.test_routing import *  # noqa: F403
from tests.application.intake.test_searching import *  # noqa: F403
from tests.application.intake.test_tending import *  # noqa: F403
from tests.application.intake.test_told_later import *  # noqa: F403
from tests.application.intake.test_versions import *  # noqa: F403
from tests.application.intake.test_waiting import *  # noqa: F403
from tests.support.intake import Intake


@pytest.fixture
def intake(new_database, tmp_path):
    made = Intake(new_database(), tmp_path / "keys")
    yield made
    made.runtime.close()
