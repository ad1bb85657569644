"""Words sealed on a tablet: opened by this server alone, for what they belong to, as they were."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.errors import BadInput
from vipops.services.seals import Seal, SealKeys, seal

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BOUND = {"task": 7, "verb": "cannot", "key": "k1", "author": 3}
WORDS = {"reason": "Guest in the room, 金丝雀", "points": {"p1": {"passed": False, "note": "dust"}}}
PASSPHRASE = b"the server's secret"


@pytest.fixture
def keys(tmp_path: Path) -> SealKeys:
    return SealKeys(tmp_path / "seal_keys", PASSPHRASE)


def test_the_server_opens_what_was_sealed_to_it(keys: SealKeys) -> None:
    sealed = seal(WORDS, BOUND, keys.current(NOW))
    assert "金丝雀" not in repr(sealed)
    assert keys.open(sealed, BOUND) == WORDS


def test_the_same_words_never_look_the_same(keys: SealKeys) -> None:
    key = keys.current(NOW)
    assert len({seal(WORDS, BOUND, key).words for _ in range(3)}) == 3


@pytest.mark.parametrize("changed", [{"task": 8}, {"verb": "skip"}, {"key": "k2"}, {"author": 4}])
def test_a_seal_opens_nowhere_else(keys: SealKeys, changed: dict[str, object]) -> None:
    sealed = seal(WORDS, BOUND, keys.current(NOW))
    with pytest.raises(BadInput):
        keys.open(sealed, {**BOUND, **changed})


def flipped(text: str, place: int) -> str:
    other = "A" if text[place] != "A" else "B"
    return text[:place] + other + text[place + 1 :]


DAMAGES: list[Callable[[Seal], Seal]] = [
    lambda sealed: replace(sealed, words=flipped(sealed.words, 5)),
    lambda sealed: replace(sealed, words=sealed.words[:-4]),
    lambda sealed: replace(sealed, words=""),
    lambda sealed: replace(sealed, nonce=flipped(sealed.nonce, 0)),
    lambda sealed: replace(sealed, nonce=""),
    lambda sealed: replace(sealed, ephemeral=flipped(sealed.ephemeral, 20)),
    lambda sealed: replace(sealed, ephemeral="not base64!"),
    lambda sealed: replace(sealed, key_id="0" * 16),
    lambda sealed: replace(sealed, key_id="../secret"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_one_bit_is_enough_to_be_refused(keys: SealKeys, damage: Callable[[Seal], Seal]) -> None:
    with pytest.raises(BadInput):
        keys.open(damage(seal(WORDS, BOUND, keys.current(NOW))), BOUND)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_nonsense_is_bad_input(ephemeral: str, nonce: str, words: str) -> None:
    keys = SealKeys(FOLDER, PASSPHRASE)
    sealed = Seal(keys.current(NOW)["id"], ephemeral, nonce, words)
    with pytest.raises(BadInput):
        keys.open(sealed, BOUND)


def test_another_server_cannot_open_it(keys: SealKeys, tmp_path: Path) -> None:
    other = SealKeys(tmp_path / "another", PASSPHRASE)
    with pytest.raises(BadInput):
        other.open(seal(WORDS, BOUND, keys.current(NOW)), BOUND)
    with pytest.raises(BadInput):
        keys.open(replace(seal(WORDS, BOUND, other.current(NOW)), key_id=keys.current(NOW)["id"]), BOUND)


def test_keys_are_renewed_and_old_ones_still_open(keys: SealKeys) -> None:
    first = keys.current(NOW)
    sealed = seal(WORDS, BOUND, first)
    assert keys.current(NOW + timedelta(days=29)) == first
    second = keys.current(NOW + timedelta(days=31))
    assert second["id"] != first["id"]
    assert keys.open(sealed, BOUND) == WORDS
    third = keys.current(NOW + timedelta(days=120))
    assert third["id"] not in (first["id"], second["id"])
    with pytest.raises(BadInput, match="too long ago"):
        keys.open(sealed, BOUND)


def test_keys_are_the_server_s_alone(keys: SealKeys, tmp_path: Path) -> None:
    keys.current(NOW)
    (path,) = (tmp_path / "seal_keys").glob("*.pem")
    assert path.stat().st_mode & 0o077 == 0
    assert b"ENCRYPTED" in path.read_bytes()


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    global FOLDER  # noqa: PLW0603  # hypothesis takes no function's fixtures
    FOLDER = tmp_path_factory.mktemp("nonsense")


FOLDER = Path()
