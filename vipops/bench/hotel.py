"""A hotel under load, seen over HTTP as its tablets see it: people sign in, read the board, tick."""

import json
import ssl
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

from vipops.bench.load import Ask


class NoHotel(Exception):
    """The server does not answer as a hotel's; the message says to what."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: its cookies as a header value, and its CSRF token."""

    cookie: str
    csrf: str


class Hotel:
    """The HTTP interface of one server."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        # Certificates of a hotel's own are expected here, and nothing secret is sent.
        self._tls = ssl._create_unverified_context() if url.startswith("https") else None  # noqa: S323, SLF001

    def sign_in(self, person: Person) -> SignedIn:
        """A new session. Raises ``NoHotel`` where it is refused."""
        headers, body = self._ask(
            "POST", "/api/session", {"username": person.username, "password": person.password}
        )
        cookies = [line.partition(";")[0] for line in headers]
        token = next((body[name] for name in ("csrf", "csrf_token") if name in body), "")
        return SignedIn("; ".join(cookies), token)

    def open_tasks(self, session: SignedIn) -> list[dict[str, Any]]:
        """The tasks on the session's board that are open."""
        _, board = self._ask("GET", "/api/board", None, session)
        return [task for task in board["tasks"] if task["state"] == "open"]

    def tick(self, session: SignedIn, task: Mapping[str, Any]) -> None:
        """Tick one task and wait for the answer. Raises ``NoHotel`` where it is refused."""
        self._ask("POST", f"/api/tasks/{task['id']}/tick", {"version": task["version"]}, session)

    def ticks(self, sessions: Sequence[SignedIn], tasks: Sequence[Mapping[str, Any]]) -> Iterator[Ask]:
        """A tick for each of the tasks, by the sessions in turn."""
        host = urlsplit(self.url).netloc
        for session, task in zip(cycle(sessions), tasks, strict=False):
            body = json.dumps({"version": task["version"]})
            yield Ask(
                task["id"],
                (
                    f"POST /api/tasks/{task['id']}/tick HTTP/1.1\r\nHost: {host}\r\nOrigin: {self.url}\r\n"
                    f"Cookie: {session.cookie}\r\nX-CSRF-Token: {session.csrf}\r\n"
                    f"Idempotency-Key: {uuid.uuid4()}\r\nContent-Type: application/json\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n{body}"
                ).encode(),
            )

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, session: SignedIn | None = None
    ) -> tuple[list[str], dict[str, Any]]:
        request = urllib.request.Request(  # noqa: S310  # the operator names the server
            self.url + path,
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json", "Accept": "application/json", "Origin": self.url},
        )
        if session:
            request.add_header("Cookie", session.cookie)
            request.add_header("X-CSRF-Token", session.csrf)
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
        try:
            with urllib.request.urlopen(request, timeout=60, context=self._tls) as answer:  # noqa: S310
                return answer.headers.get_all("Set-Cookie") or [], json.load(answer)
        except urllib.error.HTTPError as error:
            said = error.read()[:300].decode(errors="replace")
            raise NoHotel(f"{method} {path} was answered {error.code}: {said}") from error
        except (urllib.error.URLError, ValueError) as error:
            raise NoHotel(f"{method} {self.url}{path}: {error}") from error
