"""The hotel's authority for HTTPS: what it vouches for, what it may not, and when it issues anew."""

import shutil
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from tests.conftest import unavailable
from vipops.errors import BadInput, NotFound, WrongMoment
from vipops.integrations.tls import authority
from vipops.integrations.tls.authority import Kept, Wanted, find, keep, title
from vipops.integrations.tls.names import Name

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ADDRESS = ip_address("192.168.7.20")
MACHINE: tuple[Name, ...] = ("vipops", "vipops.local", ADDRESS, "localhost", ip_address("127.0.0.1"))
ASKED: tuple[Name, ...] = ("vip.hotel.example",)
HOTEL = "Harbour House 海港酒店"
LOCK = b"the server's secret"


def kept(
    folder: Path,
    machine: tuple[Name, ...] = MACHINE,
    asked: tuple[Name, ...] = ASKED,
    *,
    now: datetime = NOW,
    days: int = authority.MOST_DAYS,
    again: bool = False,
    lock: bytes = LOCK,
) -> Kept:
    return keep(folder, Wanted(machine, asked), hotel=HOTEL, now=now, passphrase=lock, days=days, again=again)


def holds(made: Kept, name: Name, now: datetime = NOW) -> None:
    """Raises ``VerificationError`` unless a browser that trusts the authority would take the server."""
    subject = x509.DNSName(name) if isinstance(name, str) else x509.IPAddress(name)
    verifier = PolicyBuilder().store(Store([made.authority])).time(now).build_server_verifier(subject)
    verifier.verify(made.server, [])


@pytest.mark.parametrize("name", [*MACHINE, *ASKED], ids=str)
def test_the_server_is_trusted_under_each_of_its_names(tmp_path: Path, name: Name) -> None:
    holds(kept(tmp_path), name)


@pytest.mark.parametrize("name", ["bank.example", "other.local", ip_address("192.168.7.21")], ids=str)
def test_and_under_no_other(tmp_path: Path, name: Name) -> None:
    with pytest.raises(VerificationError):
        holds(kept(tmp_path), name)


def test_openssl_trusts_it_too(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        unavailable("no openssl on this machine")
    kept(tmp_path)
    checked = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-purpose", "sslserver",
         "-verify_hostname", "vip.hotel.example", "-attime", str(int(NOW.timestamp())),
         "-CAfile", tmp_path / "ca.crt", tmp_path / "server.crt"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr + checked.stdout


def test_it_has_what_tablets_ask_for(tmp_path: Path) -> None:
    server = kept(tmp_path).server
    lasts = server.not_valid_after_utc - server.not_valid_before_utc + timedelta(seconds=1)
    assert lasts == timedelta(days=397)
    key = server.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    assert list(server.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [
        ExtendedKeyUsageOID.SERVER_AUTH
    ]
    assert [attribute.value for attribute in server.subject] == [HOTEL]


def test_the_authority_vouches_for_nothing_outside_the_hotel(tmp_path: Path) -> None:
    """Whoever got hold of its key could not pass for another site."""
    made = kept(tmp_path)
    key = serialization.load_pem_private_key((tmp_path / "ca.key").read_bytes(), LOCK)
    forged = issued(made, key, "bank.example")
    with pytest.raises(VerificationError, match=r"(?i)constraint|permitted"):
        holds(Kept(made.authority, forged, False, "", ()), "bank.example")
    # The same way of forging is good for a name that it may vouch for: it is the name that is refused.
    holds(Kept(made.authority, issued(made, key, "other.local"), False, "", ()), "other.local")


def issued(made: Kept, key: object, name: str) -> x509.Certificate:
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    builder = x509.CertificateBuilder(
        issuer_name=made.authority.subject,
        subject_name=made.server.subject,
        public_key=made.server.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=made.server.not_valid_before_utc,
        not_valid_after=made.server.not_valid_after_utc,
    )
    for extension in made.server.extensions:
        value = extension.value
        if isinstance(value, x509.SubjectAlternativeName):
            value = x509.SubjectAlternativeName([x509.DNSName(name)])
        builder = builder.add_extension(value, extension.critical)
    return builder.sign(key, hashes.SHA256())


def test_keys_are_their_owners_alone_and_the_authoritys_is_locked(tmp_path: Path) -> None:
    folder = tmp_path / "https"
    kept(folder)
    modes = {name: stat.S_IMODE((folder / name).stat().st_mode) for name in ("ca.key", "server.key")}
    assert modes == {"ca.key": 0o600, "server.key": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    with pytest.raises(TypeError):
        serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
    assert sorted(path.name for path in folder.iterdir()) == ["ca.crt", "ca.key", "server.crt", "server.key"]


def test_run_again_nothing_changes(tmp_path: Path) -> None:
    first, second = kept(tmp_path), kept(tmp_path, now=NOW + timedelta(days=100))
    assert (first.authority_is_new, first.renewed) == (True, "there was none")
    assert (second.authority_is_new, second.renewed) == (False, "")
    assert (second.authority, second.server) == (first.authority, first.server)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"asked": (*ASKED, "desk.vip.hotel.example")}, "new: desk.vip.hotel.example"),
        ({"machine": (*MACHINE, ip_address("10.1.2.3"))}, "new: 10.1.2.3"),
        ({"asked": ()}, "no longer: vip.hotel.example"),
        ({"now": NOW + timedelta(days=370)}, "it ended soon"),
        ({"again": True}, "asked for"),
    ],
)
def test_a_new_certificate_from_the_same_authority(
    tmp_path: Path, change: dict[str, object], why: str
) -> None:
    first = kept(tmp_path)
    second = kept(tmp_path, **change)  # type: ignore[arg-type]
    assert second.renewed == why
    assert second.authority == first.authority
    assert second.server.serial_number != first.server.serial_number
    # A tablet that trusts the authority from before notices nothing.
    holds(second, ADDRESS, now=change.get("now", NOW))  # type: ignore[arg-type]


def test_an_address_that_went_away_is_no_reason(tmp_path: Path) -> None:
    kept(tmp_path, machine=(*MACHINE, ip_address("10.1.2.3")))
    assert kept(tmp_path).renewed == ""


def test_a_server_certificate_of_another_authority_is_replaced(tmp_path: Path) -> None:
    kept(tmp_path / "one")
    kept(tmp_path / "two")
    shutil.copy(tmp_path / "two" / "server.crt", tmp_path / "one" / "server.crt")
    made = kept(tmp_path / "one")
    assert made.renewed == "another authority had issued it"
    holds(made, "vipops.local")


def test_the_machines_new_name_is_left_out_and_said_where_it_may_not_be_vouched_for(tmp_path: Path) -> None:
    kept(tmp_path)
    made = kept(tmp_path, machine=(*MACHINE, "desk.other.example"))
    assert made.left_out == ("desk.other.example",)
    assert made.renewed == ""


def test_two_authorities_have_names_to_tell_them_apart(tmp_path: Path) -> None:
    one, two = (title(kept(tmp_path / name).authority) for name in ("one", "two"))
    assert one != two
    assert one.startswith("Harbour House 海港酒店 network authority ")


def test_not_past_the_authoritys_own_end(tmp_path: Path) -> None:
    ends_at = kept(tmp_path).authority.not_valid_after_utc
    made = kept(tmp_path, now=ends_at - timedelta(days=20))
    assert made.ends_at <= ends_at
    with pytest.raises(WrongMoment, match="ended"):
        kept(tmp_path, now=ends_at + timedelta(days=1))


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="vipops certificate"):
        find(tmp_path)
    kept(tmp_path)
    with pytest.raises(BadInput, match=r"elsewhere\.example") as refused:
        kept(tmp_path, asked=(*ASKED, "elsewhere.example"))
    assert "vip.hotel.example" in refused.value.facts["expected"]
    with pytest.raises(BadInput, match="does not open"):
        kept(tmp_path, again=True, lock=b"another secret")
    (tmp_path / "ca.key").unlink()
    with pytest.raises(NotFound, match="put it back"):
        kept(tmp_path, again=True)
    assert kept(tmp_path).renewed == "", "what is in force needs no key"
    (tmp_path / "server.crt").write_text("not a certificate")
    with pytest.raises(BadInput, match="holds no certificate"):
        find(tmp_path)
