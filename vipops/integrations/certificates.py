"""What the certificates of the house have in common: key usage, names that fit, keys written locked."""

import os
from pathlib import Path

from cryptography import x509

from vipops.errors import BadInput


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
