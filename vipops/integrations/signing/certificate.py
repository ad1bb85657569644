"""The hotel's certificate, made once at ``init``.

A small authority of the hotel's own vouches for the signing certificate. Readers import the authority's
certificate once; the signing certificate can be renewed without asking them again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from vipops.errors import BadInput, NotFound, WrongMoment
from vipops.integrations.certificates import key_pem, key_usage, shortened, unsigned, write_new

AUTHORITY_YEARS, SIGNER_YEARS = 25, 5
_YEAR = timedelta(days=365)
# RSA: the same words signed at the same moment give the same bytes, and every PDF reader knows it.
_KEY_BITS = 3072
_SUFFIX = " Document Authority"
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336

_FILES = {
    "authority": "hotel-authority.pem",
    "authority_key": "hotel-authority.key",
    "signer": "hotel-signer.pem",
    "signer_key": "hotel-signer.key",
}


@dataclass(frozen=True)
class Credentials:
    """What signing needs. ``key_pem`` is secret and, with a ``passphrase``, encrypted."""

    certificate_pem: bytes
    key_pem: bytes
    authority_pem: bytes
    passphrase: bytes | None = None

    def __repr__(self) -> str:
        return "Credentials(…)"


def make_certificate(
    hotel_name: str, folder: Path, *, now: datetime, country: str = "", passphrase: bytes | None = None
) -> Credentials:
    """The authority and the signing certificate, written into ``folder`` (keys readable by the owner only).

    ``now`` is aware; the certificates hold from a day before it (a clock may be off) for 25 and 5 years.
    Raises WrongMoment where the folder already holds a certificate: an overwritten key cannot be got back.
    """
    taken = [name for name in _FILES.values() if (folder / name).exists()]
    if taken:
        raise WrongMoment("The hotel already has a certificate.", where=str(folder / taken[0]))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority_key, signer_key = _new_key(), _new_key()
    authority_name = _name(hotel_name, f"{shortened(hotel_name, 64 - len(_SUFFIX))}{_SUFFIX}", country)
    authority = _authority(authority_name, authority_key, now)
    signer_name = _name(hotel_name, shortened(hotel_name, 64), country)
    signer = _signer(signer_name, signer_key, authority, authority_key, now)
    write_new(folder / _FILES["authority_key"], key_pem(authority_key, passphrase or None), 0o600)
    write_new(folder / _FILES["signer_key"], key_pem(signer_key, passphrase or None), 0o600)
    write_new(folder / _FILES["authority"], authority.public_bytes(serialization.Encoding.PEM), 0o644)
    write_new(folder / _FILES["signer"], signer.public_bytes(serialization.Encoding.PEM), 0o644)
    return load(folder, passphrase=passphrase)


def renew(folder: Path, *, now: datetime, passphrase: bytes | None = None) -> Credentials:
    """A new signing certificate and key from the same authority; the old pair is kept beside it, dated.

    Raises NotFound without a certificate, BadInput where the passphrase is wrong.
    """
    old = load(folder, passphrase=passphrase)
    authority = x509.load_pem_x509_certificate(old.authority_pem)
    authority_key = read_key((folder / _FILES["authority_key"]).read_bytes(), passphrase)
    subject = x509.load_pem_x509_certificate(old.certificate_pem).subject
    key = _new_key()
    signer = _signer(subject, key, authority, authority_key, now)
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for name in (_FILES["signer"], _FILES["signer_key"]):
        (folder / name).rename(folder / f"{name}.until-{stamp}")
    write_new(folder / _FILES["signer_key"], key_pem(key, passphrase or None), 0o600)
    write_new(folder / _FILES["signer"], signer.public_bytes(serialization.Encoding.PEM), 0o644)
    return load(folder, passphrase=passphrase)


def load(folder: Path, *, passphrase: bytes | None = None) -> Credentials:
    """The credentials in ``folder``. Raises NotFound without them, BadInput where they do not open."""
    missing = [name for name in _FILES.values() if not (folder / name).is_file()]
    if missing:
        raise NotFound("The hotel has no certificate yet; init makes it.", where=str(folder / missing[0]))
    key_pem = (folder / _FILES["signer_key"]).read_bytes()
    key = read_key(key_pem, passphrase)
    certificate_pem = (folder / _FILES["signer"]).read_bytes()
    if x509.load_pem_x509_certificate(certificate_pem).public_key() != key.public_key():
        raise BadInput("Certificate and key do not belong together.", where=str(folder))
    return Credentials(certificate_pem, key_pem, (folder / _FILES["authority"]).read_bytes(), passphrase)


def expires_at(credentials: Credentials) -> datetime:
    """When the signing certificate ends, in UTC."""
    return x509.load_pem_x509_certificate(credentials.certificate_pem).not_valid_after_utc


def read_key(pem: bytes, passphrase: bytes | None) -> rsa.RSAPrivateKey:
    """The key in ``pem``. Raises BadInput where it does not open."""
    try:
        key = serialization.load_pem_private_key(pem, passphrase)
    except (TypeError, ValueError) as fault:
        raise BadInput(
            "The signing key does not open.", expected="the passphrase it was made with"
        ) from fault
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BadInput("The signing key is of a kind that is not used here.", expected="RSA")
    return key


def _authority(name: x509.Name, key: rsa.RSAPrivateKey, now: datetime) -> x509.Certificate:
    return (
        unsigned(name, name, key.public_key(), now, AUTHORITY_YEARS * _YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _signer(
    name: x509.Name,
    key: rsa.RSAPrivateKey,
    authority: x509.Certificate,
    authority_key: rsa.RSAPrivateKey,
    now: datetime,
) -> x509.Certificate:
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        unsigned(name, authority.subject, key.public_key(), now, SIGNER_YEARS * _YEAR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _name(hotel: str, common: str, country: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, shortened(hotel, 64))]
    if country:
        parts.insert(0, x509.NameAttribute(NameOID.COUNTRY_NAME, country))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
