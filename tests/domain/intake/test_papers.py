"""Files that come in: what they are by their bytes, what of them is kept, and how they are scanned."""

import io
import sys
import zipfile

import pytest
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader

from services.intake.domain.documents import cleaned_name, handed_over_as
from services.intake.papers import cleaning, scanning, taking
from services.intake.papers.apart import DidNotEndError, run_apart
from services.intake.papers.kinds import media_type_of
from services.intake.papers.scanning import Clamd, Command, Found, ScannerAwayError, scanner_of
from services.intake.settings import IntakeSettings
from shared.config.settings import SettingsError
from shared.contracts.intake.codes import DocumentKind, MediaType
from shared.contracts.intake.documents import LARGEST
from shared.kernel.errors import InvalidInput
from shared.kernel.ids import SystemIds
from tests.support.papers import a_clamd, a_pdf, a_photograph, eicar


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """However busy the machine is, what ends is waited for."""
    monkeypatch.setattr(taking, "WITHIN_S", 120.0)
    monkeypatch.setattr(scanning, "WITHIN_S", 120.0)


def why_not(content):
    with pytest.raises(InvalidInput) as refused:
        taking.take(content)
    ((field, code),) = [(one.field, one.code) for one in refused.value.faults]
    assert field == "content"
    return code


def an_archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_pdf(), MediaType.PDF),
        (a_photograph(), MediaType.JPEG),
        (a_photograph("PNG"), MediaType.PNG),
        ("Gruß, £5 and a Welsh ŵ".encode(), MediaType.TEXT),
        ("Windows wrote £5 – so".encode("cp1252"), MediaType.TEXT),
    ],
    ids=["pdf", "jpeg", "png", "text", "text-of-windows"],
)
def test_a_file_is_what_its_bytes_say(content, kind):
    assert media_type_of(content) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"a" * (LARGEST + 1), "file-too-large"),
        (an_archive(), "file-of-a-word-processor"),
        (b"\xd0\xcf\x11\xe0 an old one", "file-of-a-word-processor"),
        (b"MZ\x90\x00\x03 a program", "file-type-not-taken"),
        (b"GIF89a\x01\x00\x01\x00", "file-type-not-taken"),
    ],
    ids=["nothing", "too-large", "archive", "old-office", "program", "gif"],
)
def test_what_is_not_taken_is_refused_with_why(content, code):
    assert why_not(content) == code


def test_what_only_begins_as_a_file_of_its_kind_is_unreadable():
    assert why_not(b"%PDF-1.7 and nothing more") == "file-unreadable"
    for kind, content in (
        (MediaType.JPEG, b"\xff\xd8\xff and nothing more"),
        (MediaType.PNG, b"\x89PNG\r\n\x1a\n and nothing more"),
    ):
        with pytest.raises(UnidentifiedImageError):
            cleaning.cleaned(kind, content)


def test_a_pdf_with_a_password_is_refused_since_nobody_could_look_into_it():
    with pytest.raises(cleaning.NotCleanedError, match="file-has-a-password"):
        cleaning.cleaned(MediaType.PDF, a_pdf(password="an invented password"))


def test_text_is_kept_as_it_was_written_in_one_coding():
    taken = taking.take("Windows wrote £5 – so".encode("cp1252"))

    assert taken.content.decode() == "Windows wrote £5 – so"
    assert taken.left_out == ()


@pytest.mark.parametrize("name", ["JPEG", "PNG"])
def test_a_photograph_is_kept_without_where_and_by_whom_it_was_taken(name):
    original = a_photograph(name)
    assert b"Alphaexample" in original

    content, left_out = cleaning.cleaned(MediaType(f"image/{name.lower()}"), original)

    for told in (b"Alphaexample", b"Betaexample", b"Gammaexample"):
        assert told not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (60, 40)
        orientation = 6 if name == "JPEG" else None
        assert dict(picture.getexif()) == ({0x0112: orientation} if orientation else {})
    assert left_out == ["properties"]


def test_a_picture_too_large_to_unpack_is_refused(monkeypatch):
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 60 * 40 - 1)

    with pytest.raises(cleaning.NotCleanedError, match="file-too-many-pixels"):
        cleaning.cleaned(MediaType.PNG, a_photograph("PNG"))


def test_a_pdf_is_kept_without_author_script_and_attachment_and_with_what_was_filled_in():
    original = a_pdf()
    for told in (b"Alphaexample", b"Betaexample", b"Gammaexample"):
        assert told in original

    taken = taking.take(original)

    for told in (b"Alphaexample", b"Betaexample", b"Gammaexample", b"attached.txt"):
        assert told not in taken.content
    kept = PdfReader(io.BytesIO(taken.content))
    assert "Invented words" in kept.pages[0].extract_text()
    assert kept.get_fields()["who"]["/V"] == "Filledexample"
    assert not kept.metadata
    assert taken.left_out == ("actions", "attachments", "properties")


def test_no_secret_of_ours_reaches_the_process_that_reads_strange_files(monkeypatch):
    monkeypatch.setenv("INTAKE_BROKER_URL", "amqp://invented-secret")
    code = "import os, sys; sys.stdin.buffer.read(); print(sorted(os.environ))"

    ended = run_apart([sys.executable, "-c", code], b"x", within_s=120, environment={})

    assert b"INTAKE" not in ended.output


def test_what_does_not_end_is_ended():
    code = "import sys, time; sys.stdin.buffer.read(); time.sleep(600)"

    with pytest.raises(DidNotEndError):
        run_apart([sys.executable, "-c", code], b"x", within_s=0.2, environment={})


def test_what_reads_none_of_a_large_file_ends_all_the_same():
    ended = run_apart(
        [sys.executable, "-c", "raise SystemExit(7)"],
        b"x" * LARGEST,
        within_s=120,
        environment={},
    )

    assert ended.code == 7


def test_clamd_is_sent_the_file_and_believed():
    with a_clamd() as clamd:
        scanner = scanner_of(clamd.setting)
        large = b"a" * 200_000

        assert scanner.scan(large) == Found()
        assert scanner.scan(b"before " + eicar() + b" after") == Found("Win.Test.EICAR_HDB-1")

    assert clamd.looked_at[0] == large


def test_clamd_is_asked_at_a_local_socket_too(tmp_path):
    path = str(tmp_path / "clamd.sock")
    with a_clamd(path) as clamd:
        assert clamd.setting == f"clamd:{path}"
        assert scanner_of(clamd.setting).scan(b"a letter") == Found()


@pytest.mark.parametrize(
    "said",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"OK\0",
        b"\0",
        b"nothing OK: stream: OK\0",
    ],
)
def test_whatever_else_clamd_says_is_no_verdict(said):
    with a_clamd() as clamd:
        clamd.answer = said
        with pytest.raises(ScannerAwayError):
            scanner_of(clamd.setting).scan(b"a letter")


def test_a_clamd_that_is_not_there_is_away(tmp_path):
    with a_clamd() as gone:
        pass

    for setting in (gone.setting, f"clamd:{tmp_path}/nothing.sock"):
        with pytest.raises(ScannerAwayError):
            scanner_of(setting).scan(b"a letter")


LOOKS = (
    "import sys; found = b'EICAR' in sys.stdin.buffer.read(); print('Found it' if found else '')"
)


def test_a_command_tells_by_how_it_ends():
    command = Command((sys.executable, "-c", f"{LOOKS}; sys.exit(found)"))

    assert command.scan(b"a letter") == Found()
    assert command.scan(eicar()) == Found("Found it")


@pytest.mark.parametrize("words", [(sys.executable, "-c", "raise SystemExit(2)"), ("/no/such",)])
def test_a_command_that_fails_or_is_not_there_is_away(words):
    with pytest.raises(ScannerAwayError):
        Command(words).scan(b"a letter")


@pytest.mark.parametrize(
    ("setting", "scanner"),
    [
        ("", None),
        ("clamd:scanner:3310", Clamd(("scanner", 3310))),
        ("clamd:[::1]:3310", Clamd(("::1", 3310))),
        ("clamd:/run/clamd.sock", Clamd("/run/clamd.sock")),
        ("command:/usr/bin/clamdscan --no-summary -", Command(("/usr/bin/clamdscan", "--no-summary", "-"))),
    ],
)  # fmt: skip
def test_a_setting_names_the_scanner(setting, scanner):
    assert scanner_of(setting) == scanner


@pytest.mark.parametrize("setting", ["clamav", "clamd:", "clamd:host", "command:", "http://x"])
def test_a_setting_that_names_none_stops_the_start(setting):
    environ = {"INTAKE_BROKER_URL": "amqp://invented", "INTAKE_SCANNER": setting}

    with pytest.raises(SettingsError, match="INTAKE_SCANNER"):
        IntakeSettings.load("intake", environ=environ)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("letter.pdf", "letter.pdf"),
        ("C:\\Users\\Somebody\\letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe\r\n\x00", "afdp.exe"),
        ("  two   words .txt ", "two words .txt"),
        ("x" * 300, "x" * 100),
        ("..", ""),
    ],
)
def test_a_name_is_shown_without_folders_and_what_cannot_be_seen(sent, shown):
    assert cleaned_name(sent) == shown


def test_a_file_leaves_under_a_name_that_says_nothing_of_anybody():
    document_id = SystemIds().new()

    name = handed_over_as(DocumentKind.CONSENT_FORM, document_id, MediaType.JPEG)

    assert name == f"consent-form-{document_id.hex[-8:]}.jpg"
