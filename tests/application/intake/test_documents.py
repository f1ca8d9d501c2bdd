"""Documents that came in about a case: who may open them, what became of the scan, how they end."""

import itertools
import random
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.intake.access import ACCESS
from services.intake.store import cases
from services.intake.use_cases.tending import retain
from shared.audit.looking import looks_at
from shared.audit.trail import entries
from shared.contracts.intake import documents, legal_holds
from shared.contracts.intake.codes import DocumentKind, ScanFate
from shared.contracts.looking import AskLooks
from shared.kernel.errors import InvalidInput, NotFound, NotPermitted, Refused
from shared.security.actors import Actor, ActorKind, Role
from shared.security.permissions import check
from shared.store.case_keys import PersonalDataErased
from tests.application.intake.test_tending import SEVEN_YEARS, close, somebody_else, submit
from tests.support.intake import COORDINATOR, FACILITATOR, MANAGER, TODAY
from tests.support.joined import join, two_cases
from tests.support.papers import LETTER, in_base64


@pytest.fixture
def case(intake):
    return submit(intake)


def person(case, ref="alpha"):
    return {one.ref: one.person_id for one in case.participants}[ref]


def keep(intake, case, by=COORDINATOR, content=LETTER, **changes):
    given = {
        "case_id": case.case_id,
        "kind": DocumentKind.LETTER_RECEIVED,
        "concerns": (person(case),),
        "received_on": TODAY,
        "from_whom": "An invented sender",
        "name": "C:\\Letters\\from Alphaexample.txt",
        "content": in_base64(content),
        **changes,
    }
    return intake.ask(documents.KEEP_DOCUMENT, documents.KeepDocument(**given), by)


def listed(intake, case, by=COORDINATOR, **asked):
    request = documents.ListDocuments(case_id=case.case_id, **asked)
    return intake.ask(documents.DOCUMENTS, request, by).documents


def opened(intake, case, document_id, by=COORDINATOR, **asked):
    request = documents.OpenDocument(
        case_id=case.case_id,
        document_id=document_id,
        purpose="to prepare the first meeting",
        **asked,
    )
    return intake.ask(documents.OPEN_DOCUMENT, request, by)


def remove(intake, case, document_id):
    request = documents.RemoveDocument(
        case_id=case.case_id, document_id=document_id, reason="It belongs to another case."
    )
    intake.ask(documents.REMOVE_DOCUMENT, request)


def assign(intake, case, user=FACILITATOR):
    with intake.as_(COORDINATOR) as uow:
        cases.assign(uow.connection, case.case_id, [user.id], uow.now())


def test_one_account_puts_in_a_days_documents_and_the_next_day_more(intake, case):
    intake.runtime.documents_a_day = 2
    first, second = (keep(intake, case, content=LETTER + one) for one in (b"1", b"2"))

    with pytest.raises(Refused, match="too-many-documents-today"):
        keep(intake, case, content=LETTER + b"3")

    again = keep(intake, case, content=LETTER + b"2")
    assert (again.document_id, again.kept_before) == (second.document_id, True)
    remove(intake, case, first.document_id)
    with pytest.raises(Refused, match="too-many-documents-today"):
        keep(intake, case, content=LETTER + b"3")
    assert keep(intake, case, by=MANAGER, content=LETTER + b"3")
    intake.clock.set(intake.clock.now() + timedelta(days=1))
    assert keep(intake, case, content=LETTER + b"4")


def test_a_letter_is_kept_listed_and_opened_as_it_came(intake, case):
    kept = keep(intake, case, note="An invented note.")

    (one,) = listed(intake, case)
    file = opened(intake, case, kept.document_id)

    assert (kept.fate, kept.kept_before) == (ScanFate.NOT_SCANNED, False)
    assert (one.name, one.from_whom, one.note) == (
        "from Alphaexample.txt",
        "An invented sender",
        "An invented note.",
    )
    assert (one.concerns, one.size, one.added_by) == ((person(case),), len(LETTER), COORDINATOR.id)
    assert (file.content, file.media_type) == (in_base64(LETTER), "text/plain")
    assert file.name == f"letter-received-{kept.document_id.hex[-8:]}.txt"


def test_the_same_file_twice_is_one_document_and_another_case_has_its_own(intake, case):
    first, again = keep(intake, case), keep(intake, case, kind=DocumentKind.OTHER)
    other = somebody_else(intake)

    elsewhere = keep(intake, other)

    assert again.document_id == first.document_id
    assert again.kept_before
    assert not elsewhere.kept_before
    assert len(listed(intake, case)) == 1


def test_nothing_of_a_document_stands_in_clear_in_the_store(intake, case, tmp_path):
    keep(intake, case, note="An invented note.")

    content = b"".join(path.read_bytes() for path in tmp_path.glob("intake.sqlite*"))

    for personal in (
        LETTER,
        in_base64(LETTER).encode(),
        b"from Alpha",
        b"invented note",
        b"invented sender",
    ):
        assert personal not in content


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"content": b"\x00\x01 nothing known"}, ("content", "file-type-not-taken")),
        ({"received_on": TODAY + timedelta(days=1)}, ("received_on", "in-the-future")),
        ({"concerns": [UUID(int=7)]}, ("concerns", "not-of-this-case")),
    ],
)
def test_what_is_wrong_with_a_document_is_said_by_field(intake, case, changes, fault):
    with pytest.raises(InvalidInput) as refused:
        keep(intake, case, **changes)

    assert [(one.field, one.code) for one in refused.value.faults] == [fault]
    assert listed(intake, case) == ()


def test_who_may_not_see_the_case_neither_adds_nor_lists_nor_opens(intake, case):
    kept = keep(intake, case)

    for attempt in (
        lambda: keep(intake, case, by=FACILITATOR, content=b"\x00 not even looked at"),
        lambda: listed(intake, case, by=FACILITATOR),
        lambda: opened(intake, case, kept.document_id, by=FACILITATOR),
    ):
        with pytest.raises(NotFound, match="case-unknown"):
            attempt()


def test_a_document_is_not_found_through_another_case(intake, case):
    kept, other = keep(intake, case), somebody_else(intake)

    with pytest.raises(NotFound, match="document-unknown"):
        opened(intake, other, kept.document_id)


def test_what_is_restricted_is_for_the_office_and_whoever_added_it(intake, case):
    assign(intake, case)
    police = keep(intake, case, restricted=True, kind=DocumentKind.RISK_INFORMATION)
    own = keep(intake, case, by=FACILITATOR, content=b"Seen at a visit.", restricted=True)

    assert [one.document_id for one in listed(intake, case, FACILITATOR)] == [own.document_id]
    assert len(listed(intake, case)) == 2
    assert opened(intake, case, own.document_id, FACILITATOR).content
    with pytest.raises(NotFound, match="document-unknown"):
        opened(intake, case, police.document_id, FACILITATOR)


def test_a_copy_goes_to_nobody_but_the_one_whom_it_concerns(intake, case):
    alpha, beta = person(case), person(case, "beta")
    own = keep(intake, case)
    both = keep(intake, case, content=b"Of both.", concerns=(alpha, beta))
    risk = keep(intake, case, content=b"Risk.", kind=DocumentKind.RISK_INFORMATION)
    agreed = keep(
        intake,
        case,
        content=b"Signed by both.",
        concerns=(alpha, beta),
        kind=DocumentKind.SIGNED_AGREEMENT,
    )

    assert opened(intake, case, own.document_id, for_person=alpha).content
    for who in (alpha, beta):
        assert opened(intake, case, agreed.document_id, for_person=who).content
    for document, who in ((own, beta), (both, alpha), (both, beta), (risk, alpha)):
        with pytest.raises(Refused, match="document-not-for-them"):
            opened(intake, case, document.document_id, for_person=who)
    assert [one.document_id for one in listed(intake, case, for_person=beta)] == [
        agreed.document_id
    ]


def test_every_opening_says_who_why_and_of_whom(intake, case):
    kept = keep(intake, case)
    opened(intake, case, kept.document_id)

    with intake.as_(MANAGER) as uow:
        read = [
            one
            for one in entries(uow.connection, f"case/{case.case_id}")
            if one.action == "document.read"
        ]
    assert [(one.actor, one.purpose) for one in read] == [(COORDINATOR.id, "stated-in-words")]
    assert read[0].detail["document"] == str(kept.document_id)
    assert intake.count("readings") == 1


def test_what_was_put_into_the_wrong_case_is_taken_out_for_good(intake, case):
    kept = keep(intake, case, note="An invented note.")

    remove(intake, case, kept.document_id)

    (one,) = listed(intake, case)
    assert (one.name, one.from_whom, one.note) == ("", "", None)
    assert one.removed_at == intake.clock.now()
    for attempt in (opened, remove):
        with pytest.raises(Refused, match="document-removed"):
            attempt(intake, case, kept.document_id)
    assert not keep(intake, case).kept_before, "it may be kept again where it does belong"


def test_a_legal_hold_keeps_every_document_of_its_case(intake, case):
    kept = keep(intake, case)
    hold = legal_holds.PlaceLegalHold(
        case_id=case.case_id, reason="A court has ordered it.", review_on=date(2030, 1, 1)
    )
    intake.ask(legal_holds.PLACE_LEGAL_HOLD, hold, MANAGER)
    close(intake, case)
    intake.clock.advance(SEVEN_YEARS)
    retain(intake.runtime)

    with pytest.raises(Refused, match="legal-hold"):
        remove(intake, case, kept.document_id)
    assert opened(intake, case, kept.document_id).content == in_base64(LETTER)


def test_a_document_ends_with_its_case(intake, case):
    kept = keep(intake, case)
    close(intake, case)
    assert keep(intake, case, content=b"Came after the end.").fate is ScanFate.NOT_SCANNED
    intake.clock.advance(SEVEN_YEARS)

    retain(intake.runtime)

    with pytest.raises(PersonalDataErased):
        opened(intake, case, kept.document_id)
    with intake.runtime.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT content, content_index, name, from_whom FROM documents"
        )
        assert {tuple(row) for row in rows} == {(None,) * 4}
    with pytest.raises(Refused, match="case-erased"):
        keep(intake, case)


def test_documents_follow_a_case_that_is_joined_and_open_under_its_key(intake):
    both = two_cases(intake)
    kept = keep(intake, both.herself)

    join(intake, both)

    for case in (both.herself, both.police):
        assert [one.document_id for one in listed(intake, case)] == [kept.document_id]
        assert opened(intake, case, kept.document_id).content == in_base64(LETTER)
    with intake.as_(MANAGER) as uow:
        found = looks_at(uow.connection, AskLooks(case_id=both.police.case_id)).looks
    assert [one.what for one in found] == ["document.read", "documents.read"] * 2


ROLES = sorted(set(Role) - {Role.SYSTEM})
USERS = 150


def somebody(made, number):
    roles = frozenset(made.sample(ROLES, made.choice((1, 1, 2))))
    if number % 2:
        roles = frozenset({Role.FACILITATOR, made.choice(ROLES)})
    return Actor(f"user-{number}", ActorKind.STAFF, roles, None, "gateway")


def every_document(intake, case):
    """One of each kind of rule: of one, of the other, of both; restricted or not."""
    whom = ((person(case),), (person(case, "beta"),), (person(case), person(case, "beta")))
    kinds = (DocumentKind.OTHER, DocumentKind.SIGNED_AGREEMENT, DocumentKind.RISK_INFORMATION)
    for number, (concerns, kind, restricted) in enumerate(
        itertools.product(whom, kinds, (False, True))
    ):
        yield keep(
            intake,
            case,
            content=f"Invented number {number}".encode(),
            concerns=concerns,
            kind=kind,
            restricted=restricted,
        ).document_id


def through_the_door(method, user, ask):
    try:
        check(ACCESS, method.name, user)
        return ask()
    except (NotFound, NotPermitted, Refused):
        return None


def listing(intake, case, user, whom):
    return lambda: listed(intake, case, user, for_person=whom)


def opening(intake, case, document_id, user, whom):
    return lambda: opened(intake, case, document_id, user, for_person=whom)


@pytest.mark.slow
def test_what_is_listed_for_somebody_is_exactly_what_they_may_open(intake, case):
    made = random.Random(20191001)
    kept = list(every_document(intake, case))
    narrowed = 0
    for number in range(USERS):
        user = somebody(made, number)
        if made.random() < 0.6:
            assign(intake, case, user)
        whom = made.choice((None, person(case), person(case, "beta")))
        found = through_the_door(documents.DOCUMENTS, user, listing(intake, case, user, whom))
        looked_for = made.sample(kept, 6)
        allowed = {
            one
            for one in looked_for
            if through_the_door(
                documents.OPEN_DOCUMENT, user, opening(intake, case, one, user, whom)
            )
        }
        shown = {one.document_id for one in found or ()}
        assert allowed == shown & set(looked_for), user
        narrowed += 0 < len(shown) < len(kept)
    assert narrowed > USERS // 4
