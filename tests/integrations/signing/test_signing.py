import asyncio
import os
import random
import shutil
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography import x509

from tests.support.letters import drawn_signature, letter_words
from vipops.enums import Language
from vipops.errors import BadInput, NotFound, WrongMoment
from vipops.integrations.papers import letter_pdf
from vipops.integrations.signing import certificate
from vipops.integrations.signing.certificate import Credentials
from vipops.integrations.signing.pades import Verdict, sign_pdf, verify_pdf

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOTEL = "海港大酒店 The Grand Harbour"


@pytest.fixture(scope="module")
def credentials(tmp_path_factory: pytest.TempPathFactory) -> Credentials:
    return certificate.make_certificate(HOTEL, tmp_path_factory.mktemp("certificate"), now=NOW, country="CN")


@pytest.fixture(scope="module")
def letter() -> bytes:
    return letter_pdf.render(letter_words(Language.ZH), drawn_signature())


@pytest.fixture(scope="module")
def signed(letter: bytes, credentials: Credentials) -> bytes:
    return sign(letter, credentials)


def sign(pdf: bytes, credentials: Credentials, at: datetime = NOW) -> bytes:
    return sign_pdf(pdf, credentials, signer_name="林凯瑟", reason="欢迎信", at=at)


def test_a_signed_letter_is_intact_and_trusted(signed: bytes, credentials: Credentials) -> None:
    assert verify_pdf(signed, credentials.authority_pem) == Verdict(
        intact=True, trusted=True, signer="林凯瑟", at=NOW, fault=""
    )


def test_a_running_event_loop_is_no_hindrance(letter: bytes, credentials: Credentials) -> None:
    async def signed_and_checked() -> Verdict:
        return verify_pdf(sign(letter, credentials), credentials.authority_pem)

    # In a thread, since a browser test before this one may have left a loop in the main one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(signed_and_checked())).result().intact


def test_the_page_itself_stays_as_it_was(letter: bytes, signed: bytes) -> None:
    assert signed.startswith(letter)


def test_the_same_letter_signed_again_is_the_same_file(
    letter: bytes, signed: bytes, credentials: Credentials
) -> None:
    with time_machine.travel(NOW + timedelta(days=3)):
        assert sign(letter, credentials) == signed
    assert sign(letter, credentials, NOW + timedelta(seconds=1)) != signed


def test_another_hotels_letter_is_not_trusted(signed: bytes, tmp_path: Path) -> None:
    other = certificate.make_certificate(HOTEL, tmp_path, now=NOW, country="CN")
    verdict = verify_pdf(signed, other.authority_pem)
    assert (verdict.intact, verdict.trusted) == (True, False)


def test_an_old_letter_stays_trusted_after_the_certificate_ends(
    letter: bytes, credentials: Credentials
) -> None:
    last_day = certificate.expires_at(credentials) - timedelta(days=1)
    assert verify_pdf(sign(letter, credentials, last_day), credentials.authority_pem).trusted


def test_an_unsigned_letter_is_not_intact(letter: bytes, credentials: Credentials) -> None:
    assert verify_pdf(letter, credentials.authority_pem).fault == "0 signatures, expected one"


def test_one_flipped_byte_is_seen_anywhere(signed: bytes, credentials: Credentials) -> None:
    room = signed.rindex(b"/Contents <")
    chosen = random.Random(7)  # noqa: S311  # the same places each run
    places = [
        *(chosen.randrange(room) for _ in range(60)),  # the page
        *range(room - 5, room + 15),  # into the signature's room
        *(chosen.randrange(room, room + 4_400) for _ in range(150)),  # its CMS
        *(chosen.randrange(room + 4_500, room + 8_200) for _ in range(10)),  # its padding
        *range(room + 8_195, room + 8_260),  # its end and the byte range
        *range(len(signed) - 20, len(signed)),
    ]
    unseen = [
        (place, bit)
        for place in places
        for bit in (chosen.choice((1, 2, 4, 8)), 0x20)
        if verify_pdf(flipped(signed, place, bit), credentials.authority_pem).intact
    ]
    assert unseen == []


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_nothing_may_be_added(signed: bytes, credentials: Credentials, tail: bytes) -> None:
    assert not verify_pdf(signed + tail, credentials.authority_pem).intact


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"\x00" * 500, b"hello"])
def test_what_is_no_pdf_is_not_intact(pdf: bytes, credentials: Credentials) -> None:
    verdict = verify_pdf(pdf, credentials.authority_pem)
    assert not verdict.intact
    assert verdict.fault


@pytest.mark.parametrize("pdf", [b"", b"hello"])
def test_what_is_no_pdf_is_not_signed(pdf: bytes, credentials: Credentials) -> None:
    with pytest.raises(BadInput):
        sign(pdf, credentials)


def test_a_letter_is_signed_once(signed: bytes, credentials: Credentials) -> None:
    with pytest.raises(BadInput, match="already signed"):
        sign(signed, credentials)


@pytest.mark.parametrize("at", [NOW - timedelta(days=2), NOW + timedelta(days=365 * 6)])
def test_the_certificate_must_hold_at_the_time(letter: bytes, credentials: Credentials, at: datetime) -> None:
    with pytest.raises(BadInput, match="not valid at this time"):
        sign(letter, credentials, at)


def test_an_independent_reader_says_valid(signed: bytes, tmp_path: Path) -> None:
    said = pdfsig(signed, tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Signature is Valid." not in pdfsig(flipped(signed, 2_000, 1), tmp_path)


def test_an_independent_reader_trusts_the_imported_authority(
    signed: bytes, credentials: Credentials, tmp_path: Path
) -> None:
    if shutil.which("certutil") is None:
        pytest.skip("no certutil on this machine (Debian: apt install libnss3-tools)")
    authority = tmp_path / "authority.pem"
    authority.write_bytes(credentials.authority_pem)
    store = f"sql:{tmp_path}"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    assert "Certificate is Trusted." not in pdfsig(signed, tmp_path, "-nssdir", store)
    subprocess.run(
        ["certutil", "-A", "-d", store, "-n", "hotel", "-t", "CT,CT,CT", "-i", str(authority)], check=True
    )
    assert "Certificate is Trusted." in pdfsig(signed, tmp_path, "-nssdir", store)


def test_keys_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "certificate"
    old = os.umask(0)
    try:
        certificate.make_certificate(HOTEL, folder, now=NOW)
    finally:
        os.umask(old)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {
        "hotel-authority.key": 0o600,
        "hotel-authority.pem": 0o644,
        "hotel-signer.key": 0o600,
        "hotel-signer.pem": 0o644,
    }


def test_a_certificate_is_never_overwritten(tmp_path: Path) -> None:
    certificate.make_certificate(HOTEL, tmp_path, now=NOW)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(WrongMoment):
        certificate.make_certificate(HOTEL, tmp_path, now=NOW)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_passphrase_locks_the_keys(tmp_path: Path, letter: bytes) -> None:
    made = certificate.make_certificate(HOTEL, tmp_path, now=NOW, passphrase=b"open sesame")
    assert all(
        b"ENCRYPTED" in (tmp_path / name).read_bytes() for name in ("hotel-signer.key", "hotel-authority.key")
    )
    for wrong in (None, b"sesame"):
        with pytest.raises(BadInput, match="does not open"):
            certificate.load(tmp_path, passphrase=wrong)
    assert verify_pdf(sign(letter, made), made.authority_pem).trusted
    assert "sesame" not in repr(made)


def test_without_a_certificate(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        certificate.load(tmp_path)


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    certificate.make_certificate(HOTEL, tmp_path / "a", now=NOW)
    certificate.make_certificate(HOTEL, tmp_path / "b", now=NOW)
    shutil.copy(tmp_path / "a/hotel-signer.key", tmp_path / "b/hotel-signer.key")
    with pytest.raises(BadInput, match="belong together"):
        certificate.load(tmp_path / "b")


def test_a_renewed_certificate_has_the_same_authority(tmp_path: Path, letter: bytes) -> None:
    old = certificate.make_certificate(HOTEL, tmp_path, now=NOW)
    later = NOW + timedelta(days=365 * 4)
    new = certificate.renew(tmp_path, now=later)
    assert new.certificate_pem != old.certificate_pem
    assert verify_pdf(sign(letter, new, later), old.authority_pem).trusted
    assert verify_pdf(sign(letter, old), new.authority_pem).trusted
    assert len(list(tmp_path.glob("hotel-signer.*until*"))) == 2


@pytest.mark.parametrize("name", ["X", "H" * 300, "香" * 80])
def test_names_of_any_length(tmp_path: Path, name: str) -> None:
    made = certificate.make_certificate(name, tmp_path, now=NOW)
    subject = x509.load_pem_x509_certificate(made.certificate_pem).subject
    assert subject.rfc4514_string()


def test_a_hotel_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        certificate.make_certificate("  ", tmp_path, now=NOW)
    assert list(tmp_path.iterdir()) == []


def flipped(pdf: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(pdf)
    changed[place] ^= bit
    return bytes(changed)


def pdfsig(pdf: bytes, folder: Path, *options: str) -> str:
    program = shutil.which("pdfsig")
    if program is None:
        pytest.skip("no pdfsig on this machine (Debian: apt install poppler-utils)")
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([program, *options, str(file)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
