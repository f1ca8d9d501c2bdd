"""Nothing of what came in opens before a scanner found it clean, where there is one."""

import pytest

from services.intake.papers.scanning import Found, ScannerAwayError, scanner_of
from services.intake.use_cases.scanning import scan_what_waits
from shared.contracts.intake.codes import ScanFate
from shared.kernel.errors import Refused
from tests.application.intake.test_documents import keep, listed, opened, person
from tests.application.intake.test_tending import submit
from tests.support.papers import LETTER, a_clamd, eicar, in_base64


class Scanning:
    """A scanner that finds what it is told to, or is away."""

    def __init__(self, *found, away=False):
        self.words, self.away, self.looked_at = found, away, []

    def scan(self, content):
        if self.away:
            raise ScannerAwayError
        self.looked_at.append(content)
        return Found(next((one for one in self.words if one.encode() in content), None))


@pytest.fixture
def case(intake):
    return submit(intake)


def test_with_a_scanner_nothing_opens_before_it_was_found_clean(intake, case):
    intake.runtime.scanner = scanner = Scanning(away=True)
    kept = keep(intake, case)

    with pytest.raises(Refused, match="document-not-scanned-yet"):
        opened(intake, case, kept.document_id)
    assert listed(intake, case)[0].fate is kept.fate is ScanFate.PENDING
    scanner.away = False

    assert opened(intake, case, kept.document_id).content == in_base64(LETTER)
    assert listed(intake, case)[0].fate is ScanFate.CLEAN
    assert scanner.looked_at == [LETTER]


def test_what_the_scanner_finds_is_destroyed_and_its_name_for_it_stays(intake, case):
    intake.runtime.scanner = Scanning("Evilexample")
    kept = keep(intake, case, content=b"Evilexample in a letter")

    (one,) = listed(intake, case)

    assert kept.fate is one.fate is ScanFate.REFUSED
    assert one.found == "Evilexample"
    with pytest.raises(Refused, match="document-refused-by-scanner"):
        opened(intake, case, kept.document_id)
    with intake.runtime.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT content FROM documents").scalar_one() is None
    assert listed(intake, case, for_person=person(case)) == ()


def test_what_waits_is_looked_at_when_the_scanner_is_back(intake, case):
    intake.runtime.scanner = scanner = Scanning("Evilexample", away=True)
    keep(intake, case)
    keep(intake, case, content=b"Evilexample")
    nothing_yet = scan_what_waits(intake.runtime)
    scanner.away = False

    assert (nothing_yet, scan_what_waits(intake.runtime)) == (0, 2)
    assert {one.fate for one in listed(intake, case)} == {ScanFate.CLEAN, ScanFate.REFUSED}
    assert scan_what_waits(intake.runtime) == 0


def test_what_came_before_there_was_a_scanner_is_looked_at_before_it_opens(intake, case):
    kept = keep(intake, case)
    intake.runtime.scanner = scanner = Scanning(away=True)
    with pytest.raises(Refused, match="document-not-scanned-yet"):
        opened(intake, case, kept.document_id)
    scanner.away = False

    assert opened(intake, case, kept.document_id).content
    assert scanner.looked_at == [LETTER]


def test_when_the_scanner_is_given_up_what_waited_is_kept_as_not_scanned(intake, case):
    intake.runtime.scanner = Scanning(away=True)
    kept = keep(intake, case)
    intake.runtime.scanner = None

    assert opened(intake, case, kept.document_id).content
    assert listed(intake, case)[0].fate is ScanFate.NOT_SCANNED


def test_a_real_dialogue_with_clamd_lets_the_letter_in_and_keeps_the_test_string_out(intake, case):
    with a_clamd() as clamd:
        intake.runtime.scanner = scanner_of(clamd.setting)
        letter, virus = keep(intake, case), keep(intake, case, content=eicar())

    assert (letter.fate, virus.fate) == (ScanFate.CLEAN, ScanFate.REFUSED)
    assert clamd.looked_at == [LETTER, eicar()]
    assert opened(intake, case, letter.document_id).content == in_base64(LETTER)
    found = {one.document_id: one.found for one in listed(intake, case)}
    assert found[virus.document_id] == "Win.Test.EICAR_HDB-1"
