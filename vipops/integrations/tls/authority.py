"""The hotel's own authority for HTTPS and the server certificate that it vouches for.

Tablets are told once to trust the authority; the server's certificate is renewed under it without asking
them again. The authority can vouch for the hotel's own names and for private addresses only, so that trusting
it gives nobody a way into other sites. It has nothing to do with the certificate for letters.
"""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from vipops.errors import BadInput, NotFound, WrongMoment
from vipops.integrations.certificates import key_pem, key_usage, shortened, unsigned, write_new
from vipops.integrations.tls.names import Address, Name

AUTHORITY_YEARS = 20
# Apple refuses server certificates that hold for 398 days or more.
MOST_DAYS = 397
RENEW_BEFORE = timedelta(days=30)

AUTHORITY, AUTHORITY_KEY = "ca.crt", "ca.key"
SERVER, SERVER_KEY = "server.crt", "server.key"

_SUFFIX = " network authority "
# What nobody can route to from outside (RFC 1918, RFC 4193), link-local and loopback.
_PRIVATE = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
        "fc00::/7", "fe80::/10", "::1/128",
    )
)  # fmt: skip
# mDNS, the name of the machine itself, and what RFC 8375 and ICANN set aside for networks at home.
_LOCAL = ("localhost", "local", "internal", "home.arpa")


@dataclass(frozen=True, slots=True)
class Held:
    """What is in a folder: the authority and the server's certificate."""

    authority: x509.Certificate
    server: x509.Certificate

    @property
    def names(self) -> tuple[Name, ...]:
        """What the server's certificate holds for."""
        return names_of(self.server)

    @property
    def ends_at(self) -> datetime:
        """When the server's certificate ends, in UTC."""
        return self.server.not_valid_after_utc


@dataclass(frozen=True, slots=True)
class Kept(Held):
    """What :func:`keep` has done. ``renewed`` says why, empty where the certificate was left as it is.

    ``left_out`` are names of this machine that the authority may not vouch for.
    """

    authority_is_new: bool
    renewed: str
    left_out: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """``machine``: names that the machine has by itself; ``asked``: further ones that somebody asked for."""

    machine: Collection[Name]
    asked: Collection[Name] = ()


def keep(
    folder: Path,
    wanted: Wanted,
    *,
    hotel: str,
    now: datetime,
    passphrase: bytes,
    days: int = MOST_DAYS,
    again: bool = False,
) -> Kept:
    """The authority, made where there is none, and a server certificate that holds for what is wanted.

    The certificate is made anew where a name is missing, where it ends within thirty days, and ``again`` when
    asked to. ``now`` is aware and the machine's own time, as browsers compare it with theirs. ``passphrase``
    locks the authority's key. Raises ``BadInput`` for a name that the authority may not vouch for and for a
    key that does not open, ``WrongMoment`` for an authority that has ended.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_new = not (folder / AUTHORITY).exists()
    if is_new:
        _found_authority(folder, wanted, hotel, now, passphrase)
    authority = read(folder / AUTHORITY)
    if authority.not_valid_after_utc <= now:
        raise WrongMoment(
            f"The authority ended on {authority.not_valid_after_utc:%Y-%m-%d}.",
            expected=f"another folder than {folder} for a new one, which every tablet must trust anew",
        )
    names, left_out = _vouched(authority, wanted)
    reason = "asked for" if again else _why(folder, names, wanted, now)
    if reason:
        key = _authority_key(folder, authority, passphrase)
        _issue(folder, authority, key, names, now, days)
    return Kept(authority, read(folder / SERVER), is_new, reason, left_out)


def find(folder: Path) -> Held:
    """What is in the folder. Raises ``NotFound`` where nothing was made, ``BadInput`` for a broken file."""
    return Held(read(folder / AUTHORITY), read(folder / SERVER))


def read(path: Path) -> x509.Certificate:
    """The certificate in a PEM file. Raises ``NotFound`` or ``BadInput``."""
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError as fault:
        raise NotFound("There is no certificate for HTTPS yet: run “vipops certificate”.") from fault
    except ValueError as fault:
        raise BadInput(f"{path} holds no certificate.", expected="a PEM file") from fault


def names_of(certificate: x509.Certificate) -> tuple[Name, ...]:
    """The host names and addresses that a certificate holds for."""
    try:
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return (*held.get_values_for_type(x509.DNSName), *_addresses_in(held))


def hotel_of(certificate: x509.Certificate) -> str:
    """The hotel's name in the certificate."""
    return str(certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)


def title(certificate: x509.Certificate) -> str:
    """The name under which devices list the certificate."""
    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else certificate.subject.rfc4514_string()


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate in pairs, as devices show it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _found_authority(folder: Path, wanted: Wanted, hotel: str, now: datetime, passphrase: bytes) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    # Its own digits in its name: of two in a tablet's list one knows which is which.
    digits = identifier.digest.hex()[:8]
    name = f"{shortened(hotel, 64 - len(_SUFFIX) - len(digits))}{_SUFFIX}{digits}"
    subject = _subject(hotel, name)
    certificate = (
        unsigned(subject, subject, key.public_key(), now, timedelta(days=365) * AUTHORITY_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(wanted), None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    # The key first: a certificate without key could never be made good.
    write_new(folder / AUTHORITY_KEY, key_pem(key, passphrase), 0o600)
    write_new(folder / AUTHORITY, certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def _permitted(wanted: Wanted) -> list[x509.GeneralName]:
    named = [name for name in (*wanted.asked, *wanted.machine) if isinstance(name, str)]
    hosts = [name for name in dict.fromkeys(named) if not _is_under(name, _LOCAL)]
    public = [
        ip_network(one)
        for one in (*wanted.asked, *wanted.machine)
        if not isinstance(one, str) and not _is_private(one)
    ]
    return [
        *(x509.DNSName(name) for name in (*_LOCAL, *hosts)),
        *(x509.IPAddress(net) for net in dict.fromkeys((*_PRIVATE, *public))),
    ]


def _vouched(authority: x509.Certificate, wanted: Wanted) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    hosts = [one.value for one in permitted.permitted_subtrees or () if isinstance(one, x509.DNSName)]
    nets: list[Any] = [
        one.value for one in permitted.permitted_subtrees or () if isinstance(one, x509.IPAddress)
    ]

    def may(name: Name) -> bool:
        return _is_under(name, hosts) if isinstance(name, str) else any(name in net for net in nets)

    refused = [name for name in wanted.asked if not may(name)]
    if refused:
        raise BadInput(
            f"The hotel's authority may not vouch for {', '.join(map(str, refused))}.",
            expected=f"names under {', '.join(hosts)}; or another authority, in another --folder",
        )
    every = tuple(dict.fromkeys((*wanted.asked, *wanted.machine)))
    return tuple(filter(may, every)), tuple(name for name in every if not may(name))


def _why(folder: Path, names: Collection[Name], wanted: Wanted, now: datetime) -> str:
    if not all((folder / name).is_file() for name in (SERVER, SERVER_KEY)):
        return "there was none"
    server = read(folder / SERVER)
    if not _belongs(server, read(folder / AUTHORITY)):
        return "another authority had issued it"
    added = [str(name) for name in names if name not in names_of(server)]
    if added:
        return f"new: {', '.join(added)}"
    gone = [name for name in _hosts(names_of(server)) if name not in (*wanted.asked, *wanted.machine)]
    if gone:
        return f"no longer: {', '.join(gone)}"
    return "it ended soon" if server.not_valid_after_utc <= now + RENEW_BEFORE else ""


def _issue(
    folder: Path,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    names: Iterable[Name],
    now: datetime,
    days: int,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    held = [x509.DNSName(one) if isinstance(one, str) else x509.IPAddress(one) for one in names]
    lasts = min(timedelta(days=days), authority.not_valid_after_utc - now)
    server = (
        # Names stand in the alternative names alone: browsers look nowhere else.
        unsigned(_subject(hotel_of(authority)), authority.subject, key.public_key(), now, lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(held), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    # Each is there whole or as before. Between the two a server that looks finds that they do not fit, and
    # looks again.
    _replace(folder / SERVER_KEY, key_pem(key, None), 0o600)
    _replace(folder / SERVER, server.public_bytes(serialization.Encoding.PEM), 0o644)


def _subject(hotel: str, name: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, shortened(hotel, 64))]
    if name:
        parts.append(x509.NameAttribute(NameOID.COMMON_NAME, name))
    return x509.Name(parts)


def _authority_key(
    folder: Path, authority: x509.Certificate, passphrase: bytes
) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), passphrase)
    except FileNotFoundError as fault:
        raise NotFound(
            f"The authority's key is not in {folder}: put it back there to renew the certificate."
        ) from fault
    except (TypeError, ValueError) as fault:
        raise BadInput(
            "The authority's key does not open.", expected="the server's secret that it was made with"
        ) from fault
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != authority.public_key():
        raise BadInput(f"Key and certificate of the authority in {folder} do not belong together.")
    return key


def _belongs(server: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        server.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _addresses_in(held: x509.SubjectAlternativeName) -> list[Address]:
    # A certificate's alternative names are single addresses; networks stand in constraints only.
    return [one for one in held.get_values_for_type(x509.IPAddress) if not hasattr(one, "netmask")]


def _hosts(names: Iterable[Name]) -> list[str]:
    return [name for name in names if isinstance(name, str)]


def _is_under(name: str, domains: Iterable[str]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def _is_private(address: Address) -> bool:
    return any(address in net for net in _PRIVATE)


def _replace(path: Path, content: bytes, mode: int) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
        os.fchmod(beside.fileno(), mode)
        beside.write(content)
        beside.flush()
        os.fsync(beside.fileno())
    Path(beside.name).replace(path)
