"""A server that does nothing but send: how many frames a second the load generator itself can take.

Run as ``python -m vipops.bench.blast TABLETS ROUNDS BYTES``: prints its port, shakes hands with so many
tablets, then sends so many numbered frames, one after the other, each to all of them.
"""

import base64
import hashlib
import json
import re
import socket
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from vipops.live.driver import text_frame

_KEY = re.compile(rb"(?i)sec-websocket-key: *(\S+)")
_SALT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def main(tablets: int, rounds: int, size: int) -> None:
    """Serve one blast and end."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener, ExitStack() as stack:
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        socks = [stack.enter_context(_welcome(listener)) for _ in range(tablets)]
        sys.stdin.readline()  # the generator is ready
        _blast(socks, rounds, size)
        sys.stdin.readline()  # the generator has seen all


def _blast(socks: Sequence[socket.socket], rounds: int, size: int) -> None:
    for seq in range(1, rounds + 1):
        event = {"seq": seq, "kind": "task_ticked", "task": {"id": seq, "title": "x" * max(0, size - 80)}}
        frame = text_frame(f'42/live,["events",[{json.dumps(event)}]]'.encode())
        for sock in socks:
            sock.sendall(frame)


def _welcome(listener: socket.socket) -> socket.socket:
    sock, _ = listener.accept()
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    data = b""
    while b"\r\n\r\n" not in data:
        data += sock.recv(4096)
    key = _KEY.search(data)
    assert key is not None  # noqa: S101  # our own generator sends it
    accept = base64.b64encode(hashlib.sha1(key[1] + _SALT, usedforsecurity=False).digest())
    sock.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + text_frame(b'0{"sid":"x"}')
    )
    sock.recv(4096)
    sock.sendall(text_frame(b'40/live,{"sid":"x"}'))
    return sock


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
