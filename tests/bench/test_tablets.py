"""Frames are read exactly, and what is missing is seen."""

import json
import socket
from selectors import EVENT_READ, DefaultSelector

import pytest

from vipops.bench.tablets import Arrivals, NotLive, Tablet, split
from vipops.live.driver import text_frame


def _frame(*seqs: int, kind: str = "task_ticked") -> bytes:
    events = [{"seq": seq, "kind": kind, "task": {"id": seq * 10}} for seq in seqs]
    return text_frame(f'42/live,["events",{json.dumps(events)}]'.encode())


@pytest.fixture
def wired():
    """A tablet, the server's end of its socket, its arrivals, and a way to let it read."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    arrivals = Arrivals()
    tablet = Tablet(ours, arrivals, b"")
    with DefaultSelector() as selector, theirs:
        selector.register(ours, EVENT_READ)

        def send(data: bytes) -> None:
            theirs.sendall(data)
            tablet.readable(selector)

        yield tablet, theirs, arrivals, send
        tablet.close(selector)


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_split_takes_whole_frames_only(size):
    frame = text_frame(b"x" * size)
    assert split(frame + frame) == ([b"x" * size] * 2, b"")
    for cut in (1, len(frame) - 1):
        assert split(frame[:cut]) == ([], frame[:cut])


def test_split_refuses_a_broken_stream():
    with pytest.raises(NotLive):
        split(text_frame(b"abc")[1:] + b"xx")


def test_numbers_in_order_and_by_task(wired):
    tablet, _, arrivals, send = wired
    send(_frame(1))
    send(_frame(2, 3))
    send(_frame(4) + _frame(5, 6))
    assert (tablet.at, tablet.gaps) == (6, 0)
    assert sorted(arrivals.by_key) == [10, 20, 30, 40, 50, 60]
    assert {arrival.count for arrival in arrivals.by_seq.values()} == {1}


def test_a_frame_in_pieces(wired):
    tablet, _, arrivals, send = wired
    frame = _frame(1)
    for byte in frame + _frame(2):
        send(bytes([byte]))
    assert (tablet.at, tablet.gaps, arrivals.by_seq[1].count) == (2, 0, 1)


@pytest.mark.parametrize("seqs", [(1, 3), (1, 1), (2, 1)])
def test_a_gap_a_double_and_a_step_back_are_seen(wired, seqs):
    tablet, _, _, send = wired
    for seq in seqs:
        send(_frame(seq))
    assert tablet.gaps == 1


def test_hidden_events_count_as_numbers(wired):
    tablet, _, arrivals, send = wired
    send(_frame(1, kind="hidden"))
    send(_frame(2))
    assert (tablet.at, tablet.gaps, list(arrivals.by_key)) == (2, 0, [20])


def test_ping_is_answered_in_the_midst(wired):
    tablet, theirs, _, send = wired
    send(_frame(1) + text_frame(b"2") + _frame(2))
    assert theirs.recv(100) == b"\x81\x81\0\0\0\x003"
    assert tablet.at == 2


def test_the_same_bytes_are_counted_for_each_tablet(wired):
    _, _, arrivals, send = wired
    send(_frame(1))
    again, theirs = socket.socketpair()
    second = Tablet(again, arrivals, b"")
    theirs.sendall(_frame(1))
    with DefaultSelector() as selector, theirs:
        second.readable(selector)
        second.close(selector)
    assert arrivals.by_seq[1].count == 2
    assert len(arrivals.by_seq) == 1


def test_a_hang_up_closes(wired):
    tablet, theirs, _, _ = wired
    theirs.shutdown(socket.SHUT_WR)
    with DefaultSelector() as selector:
        tablet.readable(selector)
    assert tablet.closed
