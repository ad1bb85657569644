"""What the certificates of the house have in common: key usage, names that fit, keys written locked."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from vipops.errors import BadInput

_DAY = timedelta(days=1)


def unsigned(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    now: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    """A certificate to be extended and signed; ``now`` is aware, the span begins a day before it.

    A tablet's or a reader's clock may be behind. Both ends count (RFC 5280, 4.1.2.5), hence the second.
    """
    start = now.astimezone(UTC).replace(microsecond=0) - _DAY
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + lasts - timedelta(seconds=1))
    )


def key_pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, passphrase: bytes | None) -> bytes:
    """The private key in PKCS #8; None leaves it unlocked. Raises ``ValueError`` for an empty passphrase."""
    lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase is not None:
        lock = serialization.BestAvailableEncryption(passphrase)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


def key_usage(**granted: bool) -> x509.KeyUsage:
    """The key usage with only these granted (RFC 5280, 4.2.1.3)."""
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names})


def shortened(hotel: str, most: int) -> str:
    """The name within ``most`` bytes: X.520 allows 64 for a name, and readers count bytes, not letters."""
    if not hotel.strip():
        raise BadInput("A certificate needs the hotel's name.", where="hotel_name")
    return hotel.strip().encode()[:most].decode(errors="ignore").strip()


def write_new(path: Path, content: bytes, mode: int) -> None:
    """A file that was not there, created with its mode: a key is never readable by others, not for a moment.

    Raises ``FileExistsError``.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
