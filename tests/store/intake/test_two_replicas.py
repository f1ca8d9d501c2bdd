"""Two replicas that receive the same crime at the same moment open one case."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from services.intake.use_cases.referring import Taken, take_in
from shared.contracts.intake import rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Refused
from shared.messaging.context import Context
from shared.messaging.fates import verdict_on
from shared.security.actors import partner_actor
from tests.application.intake.test_documents import keep
from tests.application.intake.test_tending import somebody_else, submit
from tests.support.eventually import eventually
from tests.support.intake import Intake, a_submission
from tests.support.papers import LETTER

OFFENCE = {"crime_types": ["burglary"], "force": "mps"}


@pytest.fixture
def replicas(new_database, tmp_path):
    url = new_database()
    made = [Intake(url, tmp_path / "keys") for _ in range(2)]
    yield made
    for one in made:
        one.runtime.close()


@pytest.mark.requirement("INT-20")
@pytest.mark.parametrize("round_", range(5))
def test_the_same_crime_from_two_agencies_at_once_opens_one_case(replicas, round_):
    gate = Barrier(2)
    offence = {**OFFENCE, "crime_number": f"123456{round_}/19"}

    def send(number):
        intake, agency = replicas[number], ("mps", "victim_support")[number]
        body = a_submission(offence=offence, sender_reference=f"R-{round_}")
        request = rpc.SubmitReferral(submission=ReferralSubmission.model_validate(body))
        gate.wait()
        return intake.ask(rpc.SUBMIT_REFERRAL, request, partner_actor(agency))

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, (0, 1)))

    assert answers[0].case_id == answers[1].case_id
    assert sorted(answer.opened_case for answer in answers) == [False, True]
    assert replicas[0].count("referrals") == 2
    assert replicas[0].count("cases") == 1


def test_two_batches_that_cross_over_two_crimes_end_with_one_case_each(replicas):
    """Each holds one crime and wants the other's; one gives way, as the bus then tries it again."""
    gate = Barrier(2)

    def once(number, *, cross):
        intake, agency = replicas[number], ("mps", "victim_support")[number]
        first, second = ("1111111/19", "2222222/19")[:: 1 if number == 0 else -1]
        with intake.runtime.transaction(Context.of_actor(partner_actor(agency))) as uow:
            _take_in(intake, uow, first)
            if cross:
                gate.wait(timeout=20)
            _take_in(intake, uow, second)

    def batch(number):
        try:
            once(number, cross=True)
        except OperationalError as error:
            once(number, cross=False)
            return verdict_on(error)
        return None

    with ThreadPoolExecutor(2) as pool:
        verdicts = [verdict for verdict in pool.map(batch, (0, 1)) if verdict is not None]

    assert [verdict.again_now for verdict in verdicts] == [True]
    assert replicas[0].count("cases") == 2
    assert replicas[0].count("referrals") == 4


def _take_in(intake, uow, crime):
    body = a_submission(offence={**OFFENCE, "crime_number": crime}, sender_reference=crime)
    taken = take_in(
        uow,
        ReferralSubmission.model_validate(body),
        agency=uow.actor.organisation,
        feed_message_id=None,
        received_at=intake.clock.now(),
    )
    assert isinstance(taken, Taken)


def held_after(intake, statement, until):
    """Let the replica's transaction stand open right after a statement until something is true."""

    def hold(_connection, _cursor, text_, *_more):
        if text_.startswith(statement):
            eventually(until, saying=f"what {statement} waited for")

    event.listen(intake.runtime.store.engine, "after_cursor_execute", hold)


def wait_for_a_lock(intake):
    """Whether a transaction in this database waits for another to end."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with intake.runtime.store.engine.connect() as connection:
        return connection.execute(waiting).scalar_one() > 0


def test_of_documents_put_in_at_once_in_two_cases_no_more_are_kept_than_on_one_day_may_be(replicas):
    """The one has counted and written, and commits only when the other has counted too, or waits."""
    cases = [submit(replicas[0]), somebody_else(replicas[0])]
    written, others_end = Event(), Event()
    for intake in replicas:
        intake.runtime.documents_a_day = 1

    def the_other_is_through_or_waits():
        written.set()
        return others_end.is_set() or wait_for_a_lock(replicas[0])

    held_after(replicas[0], "INSERT INTO documents", the_other_is_through_or_waits)

    def put_in(number):
        if number:
            assert written.wait(timeout=30)
        try:
            content = LETTER + f"{number}".encode()
            return keep(replicas[number], cases[number], content=content).kept_before
        except Refused as refused:
            return refused.code
        finally:
            if number:
                others_end.set()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(put_in, range(2)))

    assert found == [False, "too-many-documents-today"]
    assert replicas[0].count("documents") == 1
