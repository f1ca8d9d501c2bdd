"""The stories of tests/application/intake again, on SQLite and on PostgreSQL."""

from tests.application.intake.test_case_work import *  # noqa: F403
from tests.application.intake.test_likeness import *  # noqa: F403
from tests.application.intake.test_referrals import *  # noqa: F403
