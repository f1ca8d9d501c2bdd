"""An agreement at the screen: drafted, signed before a witness, kept, broken, ended."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts.base import Nothing
from shared.contracts.codes import AgreementKind, CaseStage, ReviewResult, Side
from shared.contracts.comms import agreements
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import AgreementStanding, SignedHow
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused
from shared.security.actors import Role

CASE, STRAND, HARMED, RESPONSIBLE, AGREEMENT, UNDERTAKING = (
    UUID(f"01900000-0000-7000-8000-00000000002{number}") for number in range(6)
)
OPENED = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
DRAFT = f"/cases/{CASE}/strands/{STRAND}/agreement"
SHOWN = f"/cases/{CASE}/agreements/{AGREEMENT}"
HASH = "ab" * 32
WORDS = {"kind": "signed_by_all", "owner1": str(RESPONSIBLE), "text1": "I keep away from the shop.",
         "signatories": [str(HARMED), str(RESPONSIBLE)]}  # fmt: skip


def an_agreement(**changes):
    known = {
        "agreement_id": AGREEMENT,
        "kind": AgreementKind.SIGNED_BY_ALL,
        "standing": AgreementStanding.AWAITING_SIGNATURES,
        "in_force": False,
        "text_hash": HASH,
        "undertakings": (
            agreements.UndertakingView(
                undertaking_id=UNDERTAKING,
                by_side=Side.RESPONSIBLE,
                text="I keep away from the shop.",
                due_on=date(2019, 9, 1),
            ),
        ),
        "awaited": (HARMED,),
    }
    return agreements.AgreementText.model_validate(known | changes)


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage=CaseStage.AGREEMENT,
        on_hold=False,
        opened_at=OPENED,
        referral_ids=(),
        participants=(
            intake.ParticipantView(person_id=HARMED, role="harmed", side="harmed"),
            intake.ParticipantView(person_id=RESPONSIBLE, role="responsible", side="responsible"),
        ),
        strands=(
            intake.StrandView(strand_id=STRAND, harmed_ids=(HARMED,), responsible_id=RESPONSIBLE),
        ),
        consents=(),
        agency_requests=(),
    )
    backoffice.answers["process"] = comms.ProcessView(strands=(), items=(), agreements=())
    backoffice.answers["agreement"] = an_agreement()
    backoffice.answers["record_agreement"] = comms.AgreementRecorded(
        agreement_id=AGREEMENT, undertaking_ids=(UNDERTAKING,), text_hash=HASH
    )
    return backoffice


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def test_an_agreement_is_drafted_with_its_undertakings_and_who_is_to_sign(browser, told):
    browser.sign_in()
    second = {"owner2": str(HARMED), "text2": "I answer a letter, if one comes.", "due2-day": "1",
              "due2-month": "9", "due2-year": "2019"}  # fmt: skip

    more = browser.send(DRAFT, step="more", **WORDS)
    page = browser.send(DRAFT, **WORDS, **second)

    assert more.text.count("Undertaking ") == 4
    assert "I keep away from the shop." in more.text
    assert "It is written down." in page.text
    (kept,) = asked(told, comms.RECORD_AGREEMENT)
    assert kept.signatories == (HARMED, RESPONSIBLE)
    assert [(one.by_side, one.owner_id, one.due_on) for one in kept.undertakings] == [
        (Side.RESPONSIBLE, RESPONSIBLE, None),
        (Side.HARMED, HARMED, date(2019, 9, 1)),
    ]


def test_half_an_undertaking_and_what_comms_refuses_keep_what_was_typed(browser, told):
    browser.sign_in()

    half = browser.send(DRAFT, **WORDS, text2="Something that nobody undertakes.")
    told.answers["record_agreement"] = Refused("agreement-without-contact")
    refused = browser.send(DRAFT, **WORDS)

    assert half.status_code == 422
    assert "Answer “Who undertakes number 2?”" in half.text
    assert refused.status_code == 409
    assert "An agreement rests on a conference" in refused.text
    assert "I keep away from the shop." in refused.text


def test_somebody_signs_the_exact_words_that_were_read(browser, told):
    told.answers["sign_agreement"] = Nothing()
    browser.sign_in()

    page = browser.get(SHOWN).text
    path = f"/cases/{CASE}/do/signed?agreement_id={AGREEMENT}&person_id={HARMED}&text_hash={HASH}"
    done = browser.send(path, how="on_paper")

    assert "I keep away from the shop." in page
    assert path.replace("&", "&amp;") in page or path in page
    assert "It is reviewed when everybody has signed." in page
    assert "The signature is recorded." in done.text
    (signed,) = asked(told, agreements.SIGN_AGREEMENT)
    assert (signed.person_id, signed.how, signed.text_hash) == (HARMED, SignedHow.ON_PAPER, HASH)


def test_an_undertaking_is_reviewed_and_each_side_says_the_same_or_not(browser, told):
    kept = (
        an_agreement()
        .undertakings[0]
        .model_copy(update={"results": (ReviewResult.KEPT,), "disputed_by": (Side.HARMED,)})
    )
    told.answers["agreement"] = an_agreement(
        standing=AgreementStanding.IN_FORCE, in_force=True, awaited=(), undertakings=(kept,)
    )
    told.answers["review_undertaking"] = told.answers["confirm_review"] = Nothing()
    browser.sign_in()
    of_one = f"agreement_id={AGREEMENT}&undertaking_id={UNDERTAKING}"

    page = browser.get(SHOWN).text
    browser.send(f"/cases/{CASE}/do/kept?{of_one}", result="kept")
    done = browser.send(f"/cases/{CASE}/do/confirmed?{of_one}", side="harmed", agrees="no")

    assert "Reviewed: kept." in page
    assert "Person harmed: says otherwise." in page
    assert done.url.path == SHOWN
    (review,) = asked(told, comms.REVIEW_UNDERTAKING)
    assert (review.agreement_id, review.undertaking_id) == (AGREEMENT, UNDERTAKING)
    (said,) = asked(told, agreements.CONFIRM_REVIEW)
    assert (said.undertaking_id, said.side, said.agrees) == (UNDERTAKING, Side.HARMED, False)


def test_an_auditor_reads_no_agreement(browser, told):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(SHOWN).status_code == 404
    assert browser.get(DRAFT).status_code == 404
