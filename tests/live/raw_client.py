"""A websocket client that may misbehave: frames by hand, small buffers, silence."""

import base64
import json
import os
import socket
import ssl
from typing import Self
from urllib.parse import urlsplit


class Broken(Exception):
    """The bytes received are not a stream of websocket frames."""


def frame(opcode: int, payload: bytes, *, final: bool = True, masked: bool = True) -> bytes:
    head = bytes([(0x80 if final else 0) | opcode])
    mask = b"\x11\x22\x33\x44" if masked else b""
    bit = 0x80 if masked else 0
    if len(payload) < 126:
        head += bytes([bit | len(payload)])
    elif len(payload) < 65536:
        head += bytes([bit | 126]) + len(payload).to_bytes(2, "big")
    else:
        head += bytes([bit | 127]) + len(payload).to_bytes(8, "big")
    body = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload)) if masked else payload
    return head + mask + body


class RawClient:
    """One TCP connection; ``upgrade`` asks, ``enter`` goes all the way into ``/live``."""

    def __init__(self, url: str, receive_buffer: int = 0) -> None:
        self.url = url
        self.parts = urlsplit(url)
        self.sock: socket.socket = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(20)
        self.sock.connect((self.parts.hostname, self.parts.port))
        if self.parts.scheme == "https":
            context = ssl._create_unverified_context()  # noqa: S323
            self.sock = context.wrap_socket(self.sock)
        self.buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()

    def upgrade(
        self, query: str = "EIO=4&transport=websocket", method: str = "GET", **headers: str | None
    ) -> int:
        """Send a handshake, with headers changed or (``None``) left out; answers the status."""
        asked = {
            "Host": self.parts.netloc,
            "Origin": self.url,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec_WebSocket_Version": "13",
            "Sec_WebSocket_Key": base64.b64encode(os.urandom(16)).decode(),
            "Cookie": "pass=1.1.tablet.1-all",
            **headers,
        }
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in asked.items() if value is not None]
        request = "\r\n".join([f"{method} /socket.io/?{query} HTTP/1.1", *lines, "", ""])
        self.sock.sendall(request.encode())
        while b"\r\n\r\n" not in self.buffer:
            self._receive()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        self.head = head.decode()
        return int(head.split()[1])

    def enter(self, **headers: str | None) -> "RawClient":
        assert self.upgrade(**headers) == 101
        assert self.text().startswith("0{")
        self.say("40/live,")
        assert self.text().startswith("40/live,{")
        return self

    def say(self, text: str) -> None:
        self.sock.sendall(frame(1, text.encode()))

    def send(self, *args: object, **kwargs: object) -> None:
        self.sock.sendall(frame(*args, **kwargs))

    def receive(self) -> tuple[int, bytes]:
        """The next frame. Raises ``Broken`` for one that no server may send, ``EOFError`` at the end."""
        first, second = self._take(2)
        if first not in (0x81, 0x88, 0x89, 0x8A) or second & 0x80:
            raise Broken(f"{first:02x} {second:02x}")
        size = second
        if size >= 126:
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        if size > 10_000_000:
            raise Broken(f"a frame of {size} bytes")
        return first & 0x0F, self._take(size)

    def text(self) -> str:
        """The next text message."""
        opcode, payload = self.receive()
        assert opcode == 1, (opcode, payload)
        return payload.decode()

    def numbers(self) -> list[int]:
        """The numbers of the next ``events`` packet; pings are passed over."""
        while (text := self.text()) == "2":
            self.say("3")
        start, found, events = text.partition('42/live,["events",')
        if start or not found:
            raise Broken(text[:80])
        try:
            return [event["seq"] for event in json.loads(events[:-1])]
        except ValueError as error:
            raise Broken(text[:80]) from error

    def close_code(self) -> int | None:
        """The code with which the server closes; ``None`` if it just hangs up."""
        try:
            while True:
                opcode, payload = self.receive()
                if opcode == 8:
                    return int.from_bytes(payload[:2], "big")
        except (EOFError, ConnectionError):
            return None

    def _take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self._receive()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def _receive(self) -> None:
        data = self.sock.recv(65536)
        if not data:
            raise EOFError("the server hung up")
        self.buffer += data
