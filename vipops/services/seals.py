"""Words that only the server can read: sealed on a tablet that is offline, opened when they arrive.

The tablet makes a key for each seal (ECDH on P-256, which every browser has), agrees with the server's public
key on a secret, stretches it (HKDF-SHA-256) and encrypts (AES-256-GCM). What belongs to the words but is no
secret is bound to them, so that a seal opens nowhere else. ``static/js/live/seal.js`` is the other half.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vipops.errors import BadInput

CURVE = ec.SECP256R1()
PURPOSE = b"vipops offline words 1"
LARGEST = 64 * 1024
# A new key each month; an old one opens what was sealed to it for as long as a tablet may send it.
RENEWED_AFTER = timedelta(days=30)
KEPT_FOR = timedelta(days=60)
POINT = serialization.PublicFormat.UncompressedPoint


@dataclass(frozen=True, slots=True)
class Seal:
    """Sealed words as they travel; all but the key's id in base64url without padding."""

    key_id: str
    ephemeral: str
    nonce: str
    words: str


class SealKeys:
    """The server's keys: one file each in a folder beside its secret, locked by that secret."""

    def __init__(self, folder: Path, passphrase: bytes) -> None:
        self._folder = folder
        self._passphrase = passphrase

    def current(self, now: datetime) -> dict[str, str]:
        """The public key that tablets seal to: ``{id, public}``, the point in base64url. Renews it if due."""
        newest = max(self._folder.glob("*.pem"), key=_made_at, default=None)
        if newest is None or now.timestamp() - _made_at(newest) > RENEWED_AFTER.total_seconds():
            self._drop_old(now)
            newest = self._make(now)
        return {"id": newest.stem, "public": _text(_point(_loaded(newest, self._passphrase).public_key()))}

    def open(self, seal: Seal, bound: Mapping[str, Any]) -> dict[str, Any]:
        """The words. ``bound`` are the facts that they were sealed with.

        Raises ``BadInput`` when the key is not this server's, or a single bit differs.
        """
        path = self._folder / f"{seal.key_id}.pem"
        if not seal.key_id.isalnum() or not path.is_file():
            raise BadInput("These words were sealed for another server, or too long ago.", key=seal.key_id)
        try:
            theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(seal.ephemeral))
            secret = _stretched(_loaded(path, self._passphrase).exchange(ec.ECDH(), theirs), seal.ephemeral)
            plain = AESGCM(secret).decrypt(_bytes(seal.nonce), _bytes(seal.words), associated(bound))
            found = orjson.loads(plain)
        except (InvalidTag, ValueError) as error:
            raise BadInput("The sealed words are damaged, or belong to something else.") from error
        if not isinstance(found, dict):
            raise BadInput("The sealed words are not of the right form.")
        return found

    def _make(self, now: datetime) -> Path:
        key = ec.generate_private_key(CURVE)
        name = hashlib.sha256(_point(key.public_key())).hexdigest()[:16]
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Another process may make one at the same moment: both are good, each under its own name.
        unfinished = self._folder / f".{name}.{os.getpid()}"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(self._passphrase),
            )
        )
        os.utime(unfinished, (now.timestamp(), now.timestamp()))
        return unfinished.rename(self._folder / f"{name}.pem")

    def _drop_old(self, now: datetime) -> None:
        for path in self._folder.glob("*.pem"):
            if now.timestamp() - _made_at(path) > (RENEWED_AFTER + KEPT_FOR).total_seconds():
                path.unlink(missing_ok=True)


def associated(bound: Mapping[str, Any]) -> bytes:
    """The bound facts as bytes: compact JSON with sorted keys, the same in the browser."""
    return orjson.dumps(dict(bound), option=orjson.OPT_SORT_KEYS)


def seal(words: Mapping[str, Any], bound: Mapping[str, Any], key: Mapping[str, str]) -> Seal:
    """Seal as a tablet does, to a public key ``{id, public}``. Raises ``BadInput`` for no such key."""
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(key["public"]))
    except ValueError as error:
        raise BadInput("This is no public key.", expected="a point on P-256") from error
    mine = ec.generate_private_key(CURVE)
    ephemeral, nonce = _text(_point(mine.public_key())), os.urandom(12)
    secret = _stretched(mine.exchange(ec.ECDH(), theirs), ephemeral)
    closed = AESGCM(secret).encrypt(nonce, orjson.dumps(dict(words)), associated(bound))
    return Seal(key["id"], ephemeral, _text(nonce), _text(closed))


def _stretched(shared: bytes, ephemeral: str) -> bytes:
    return HKDF(SHA256(), 32, salt=_bytes(ephemeral), info=PURPOSE).derive(shared)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, POINT)


def _made_at(path: Path) -> float:
    return path.stat().st_mtime


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


@lru_cache(maxsize=8)
def _loaded(path: Path, passphrase: bytes) -> ec.EllipticCurvePrivateKey:
    # Kept in memory: unlocking takes tens of milliseconds by design.
    key = serialization.load_pem_private_key(path.read_bytes(), passphrase)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadInput(f"{path} holds no key of the right kind.")
    return key
