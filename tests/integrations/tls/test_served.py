"""A running server takes up a renewed certificate, and keeps the old one while the new one is no good."""

import logging
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from vipops.errors import BadInput, NotFound
from vipops.integrations.tls.authority import Held, Wanted, find, keep
from vipops.integrations.tls.served import ENDS_AT, Served

NOW = datetime.now(UTC)


def made(folder: Path, *, days: int = 397, again: bool = False) -> Held:
    return keep(
        folder,
        Wanted(("localhost",)),
        hotel="Harbour House",
        now=NOW,
        passphrase=b"x",
        days=days,
        again=again,
    )


def served(folder: Path) -> Served:
    return Served(folder / "server.crt", folder / "server.key")


def serial_seen(context: ssl.SSLContext, folder: Path) -> int:
    """What a client that trusts the authority is shown by a server with this context."""
    trusting = ssl.create_default_context(cafile=str(folder / "ca.crt"))
    ours, theirs = socket.socketpair()
    seen: list[bytes] = []

    def look() -> None:
        with trusting.wrap_socket(theirs, server_hostname="localhost") as client:
            seen.append(client.getpeercert(binary_form=True) or b"")

    client = threading.Thread(target=look)
    client.start()
    context.wrap_socket(ours, server_side=True).close()
    client.join()
    return x509.load_der_x509_certificate(seen[0]).serial_number


def test_a_renewed_certificate_is_shown_by_the_same_context(tmp_path: Path) -> None:
    first, running = made(tmp_path), served(tmp_path)
    context = running.context()
    assert serial_seen(context, tmp_path) == first.server.serial_number
    assert not running.look()
    second = made(tmp_path, again=True)
    assert running.look()
    assert serial_seen(context, tmp_path) == second.server.serial_number
    assert ENDS_AT.collect()[0].samples[0].value == second.ends_at.timestamp()
    assert not running.look()


def test_a_pair_that_does_not_fit_leaves_the_old_one_in_use(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, running = made(tmp_path), served(tmp_path)
    context = running.context()
    kept = (tmp_path / "server.key").read_bytes()
    made(tmp_path, again=True)
    right = (tmp_path / "server.key").read_bytes()
    (tmp_path / "server.key").write_bytes(kept)
    assert not running.look()
    assert "not in use" in caplog.text
    assert serial_seen(context, tmp_path) == first.server.serial_number
    (tmp_path / "server.key").write_bytes(right)
    assert running.look()
    assert serial_seen(context, tmp_path) == find(tmp_path).server.serial_number


@pytest.mark.parametrize(
    ("days_later", "words"),
    [(0, ""), (365, ""), (370, "in 25 days"), (396, "ended on"), (500, "ended on")],
)
def test_the_end_is_told_thirty_days_ahead(tmp_path: Path, days_later: int, words: str) -> None:
    made(tmp_path)
    said = served(tmp_path).warning(NOW + timedelta(days=days_later))
    assert words in said
    assert bool(said) == bool(words)
    assert served(tmp_path).ends_soon(NOW + timedelta(days=days_later)) == bool(words)


def test_the_log_says_so_once_a_day(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made(tmp_path, days=10)
    running = served(tmp_path)
    with caplog.at_level(logging.WARNING):
        for hours in (0, 1, 23, 25):
            running.warn(NOW + timedelta(hours=hours))
    assert caplog.text.count("The certificate for HTTPS ends on") == 2


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="vipops certificate"):
        served(tmp_path).context()
    made(tmp_path / "one")
    made(tmp_path / "two")
    with pytest.raises(BadInput, match="cannot be used"):
        Served(tmp_path / "one" / "server.crt", tmp_path / "two" / "server.key").context()
    (tmp_path / "one" / "server.crt").write_text("nonsense")
    with pytest.raises(BadInput, match="holds no certificate"):
        served(tmp_path / "one").ends_at()
