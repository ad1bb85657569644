"""Numbers as they are printed."""

import os
import socket

import pytest

from vipops.bench.figures import Usage, bare_commit, busy_seconds, percentile, server_of, spread


@pytest.mark.parametrize(
    ("count", "percent", "expected"),
    [(1, 50, 1), (1, 99, 1), (2, 50, 1), (100, 50, 50), (100, 99, 99), (101, 99, 100)],
)
def test_nearest_rank(count, percent, expected):
    assert percentile(range(1, count + 1), percent) == expected


def test_spread_is_in_milliseconds():
    assert spread([0.003, 0.001, 0.002]) == {"n": 3, "p50_ms": 2.0, "p99_ms": 3.0, "max_ms": 3.0}


def test_spread_of_nothing_claims_nothing():
    assert spread([]) == {"n": 0, "p50_ms": None, "p99_ms": None, "max_ms": None}


def test_usage_of_this_process_grows():
    usage = Usage(os.getpid())
    before, cpu = usage.memory_kb(), usage.cpu_seconds()
    held = b"x" * 60_000_000
    assert usage.memory_kb() > before + 50_000
    while usage.cpu_seconds() < cpu + 0.02:
        sum(range(100_000))
    assert held


def test_the_process_behind_a_connection():
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as client,
        listener.accept()[0],
    ):
        assert server_of(client.getsockname(), client.getpeername()) == os.getpid()


def test_bare_commit_commits(tmp_path):
    assert bare_commit(tmp_path, times=20)["n"] == 20
    assert not list(tmp_path.iterdir())


def test_work_makes_the_machine_busy():
    usage, before = Usage(os.getpid()), busy_seconds()
    begun = usage.cpu_seconds()
    while usage.cpu_seconds() < begun + 0.1:
        sum(range(100_000))
    assert busy_seconds() > before
