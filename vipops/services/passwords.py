"""Passwords and PINs: argon2id, a pepper outside the database, growing delays after wrong tries."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from vipops.errors import BadInput
from vipops.settings import Settings

FREE_TRIES = 4
LONGEST_DELAY = timedelta(minutes=15)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
# Letters and digits that nobody mixes up when reading them from a screen.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


Run = Callable[[Callable[[], object]], object]


def _at_once(work: Callable[[], object]) -> object:
    return work()


class Hasher:
    """Hashes and verifies. Slow on purpose: never in a transaction; ``run`` takes it off the event loop."""

    def __init__(self, pepper: bytes, *, cheap: bool = False, run: Run = _at_once) -> None:
        self._pepper = pepper
        self._run = run
        self._argon2 = (
            PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()
        )
        self._nobody = self.hash(secrets.token_urlsafe(16))

    def hash(self, secret: str) -> str:
        """An argon2id hash of the peppered secret."""
        return str(self._run(lambda: self._argon2.hash(self._peppered(secret))))

    def matches(self, stored: str | None, secret: str) -> bool:
        """Whether the secret belongs to the hash. Takes as long for a person who does not exist."""
        return bool(self._run(lambda: self._verify(stored or self._nobody, secret))) and stored is not None

    def _verify(self, stored: str, secret: str) -> bool:
        try:
            return self._argon2.verify(stored, self._peppered(secret))
        except (VerificationError, InvalidHashError):
            return False

    def _peppered(self, secret: str) -> bytes:
        return hmac.digest(self._pepper, secret.encode(), "sha256")


def hasher(settings: Settings, run: Run = _at_once) -> Hasher:
    """The hasher of this installation; its pepper is the server's secret."""
    return _hasher(settings.secret_path, cheap=settings.cheap_hashes, run=run)


def new_password() -> str:
    """A random password of four groups that can be read out on the telephone (about 79 bits)."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


def new_pin() -> str:
    """A random PIN of six digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def require_good(password: str, username: str) -> None:
    """Raises ``BadInput`` for a password that is too short, too long or holds the user name."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInput(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", expected="a longer one"
        )
    if username.lower() in password.lower():
        raise BadInput("The password must not hold the user name.", expected="another one")


def delay_after(failed_tries: int) -> timedelta:
    """How long the account waits after this many wrong tries in a row: nothing, then doubling seconds."""
    beyond = failed_tries - FREE_TRIES
    if beyond <= 0:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(beyond, 12)), LONGEST_DELAY)


def secret(path: Path) -> bytes:
    """The server's secret; made on first use, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


@lru_cache(maxsize=4)
def _hasher(path: Path, *, cheap: bool, run: Run) -> Hasher:
    return Hasher(secret(path), cheap=cheap, run=run)


def locked_for(locked_until: datetime | None, now: datetime) -> float:
    """Seconds until the account may try again; 0 when it may now."""
    return max(0.0, (locked_until - now).total_seconds()) if locked_until else 0.0
