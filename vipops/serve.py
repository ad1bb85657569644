"""``vipops serve``: the web process under gunicorn and the worker beside it, both watched.

The listening socket is opened here, so that a port in use is said at once and a new web process keeps it.
"""

import ctypes
import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

from vipops import memory
from vipops.clock import system_clock
from vipops.errors import Refusal
from vipops.integrations.tls.served import Served

WEB = (sys.executable, "-m", "vipops.serve")
WORKER = (
    sys.executable,
    "-c",
    "from vipops import memory; memory.hold(); from vipops.cli import main; main()",
    "worker",
)

STOP_SECONDS = 8  # gunicorn takes 3 to let requests end
FIRST_DELAY, LONGEST_DELAY = 1.0, 60.0  # seconds before the worker is started again
LOOK_SECONDS = 30  # a renewed certificate is taken up within so long
PLAIN_CONNECTIONS = 100
STEADY_SECONDS = 60  # after this long a worker counts as well, and its delay begins anew

_PR_SET_PDEATHSIG = 1  # Linux, <linux/prctl.h>


class PortInUse(Exception):
    """Somebody else listens there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class House:
    """What to serve. ``app`` is gunicorn's ``module:callable``; ``worker`` is a command, empty for none.

    ``certificate`` and ``key`` are PEM files for HTTPS; empty means plain HTTP. ``http_port`` is for plain
    HTTP beside HTTPS: 0 means any free one, -1 none.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    app: str = "vipops.app:create_app()"
    worker: Sequence[str] = WORKER
    certificate: str = ""
    key: str = ""
    http_port: int = -1


def serve(house: House) -> int:
    """Serve until SIGTERM or SIGINT, or until the web process ends. Answers the exit status.

    Raises ``PortInUse`` before anything is started.
    """
    with _listening(house) as (listener, *plain), _Signals() as signals:
        doors = (listener, *plain)
        web = _start(
            [*WEB, house.app, house.certificate, house.key, *(str(door.fileno()) for door in doors)],
            pass_fds=[door.fileno() for door in doors],
            environ=_ports(doors),
        )
        _say(f"Serving on {_address(listener, 'https' if house.certificate else 'http')}")
        for door in plain:
            _say(f"Tablets learn to trust it on {_address(door, 'http')}/trust")
        watched = _Watched(house.worker) if house.worker else None
        while web.poll() is None and not signals.stop:
            pause = watched.look() if watched else STEADY_SECONDS
            signals.wait(pause)
        if not signals.stop:
            _say(f"The web process ended with status {web.returncode}; stopping.")
        _stop([process for process in (web, watched and watched.process) if process])
        return 0 if signals.stop else web.returncode or 1


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket; port 0 means any free one. Raises ``PortInUse``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        advice = "Stop what listens there or choose another port."
        raise PortInUse(f"Cannot listen on {host}:{port}: {error.strerror}. {advice}") from error
    return listener


@contextmanager
def _listening(house: House) -> Iterator[list[socket.socket]]:
    """The socket that serves, and behind it the one for plain HTTP where HTTPS has one beside it."""
    ports = [house.port, *([house.http_port] if house.certificate and house.http_port >= 0 else [])]
    with ExitStack() as stack:
        yield [stack.enter_context(listen(house.host, port)) for port in ports]


def _ports(doors: Sequence[socket.socket]) -> dict[str, str]:
    """The settings by which the web process knows where it is reached, also on ports that were free."""
    names = ("VIPOPS_PORT", "VIPOPS_HTTP_PORT")
    return {name: str(door.getsockname()[1]) for name, door in zip(names, doors, strict=False)}


def _address(door: socket.socket, scheme: str) -> str:
    host, port = door.getsockname()[:2]
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


@dataclass(slots=True)
class _Watched:
    """The worker: started, and started again after a growing delay when it ends."""

    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    _delay: float = FIRST_DELAY
    _due: float = 0.0
    _since: float = field(default=0.0)

    def look(self) -> float:
        """Do what is due; answers the seconds until the next look at the latest."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return STEADY_SECONDS
        if self.process is not None:
            self._ended(now)
        if now < self._due:
            return self._due - now
        self.process = _start(self.command)
        self._since = now
        return STEADY_SECONDS

    def _ended(self, now: float) -> None:
        assert self.process is not None  # noqa: S101  # the caller has looked
        if now - self._since >= STEADY_SECONDS:
            self._delay = FIRST_DELAY
        _say(f"The worker ended with status {self.process.returncode}; again in {self._delay:.0f} s.")
        self.process = None
        self._due = now + self._delay
        self._delay = min(self._delay * 2, LONGEST_DELAY)


class _Signals:
    """SIGTERM and SIGINT ask to stop, SIGCHLD only wakes."""

    def __init__(self) -> None:
        self.stop = False

    def __enter__(self) -> Self:
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.close(self._read)
        os.close(self._write)

    def wait(self, seconds: float) -> None:
        if self.stop:
            return
        readable, _, _ = select.select([self._read], [], [], seconds)
        if readable:
            os.read(self._read, 4096)

    def _asked(self, *_: object) -> None:
        self.stop = True


def _start(
    command: Sequence[str], pass_fds: Sequence[int] = (), environ: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    # The same package from whatever folder, installed or not.
    path = os.pathsep.join(filter(None, [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603  # the command comes from our own code
        command,
        pass_fds=pass_fds,
        env={**os.environ, **(environ or {}), "PYTHONPATH": path},
        preexec_fn=_die_with_parent,  # noqa: PLW1509  # this process has one thread
        # A group of its own: Ctrl-C on a terminal reaches this process only, which stops the others.
        process_group=0,
    )


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  # the log of the watching process


def _serve_web(app: str, certificate: str, key: str, *doors: str) -> None:
    """The web process: gunicorn with one gevent worker on open sockets. Does not return."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    class Web(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        def load_config(self) -> None:
            for name, value in _options(certificate, key, [int(door) for door in doors]).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            memory.hold()
            # After gunicorn's worker has patched the standard library, so psycopg too finds it cooperative.
            return import_app(app)

    Web().run()


def _options(certificate: str, key: str, doors: Sequence[int]) -> dict[str, Any]:
    options: dict[str, Any] = {
        "bind": [f"fd://{doors[0]}"],
        "worker_class": "gevent",
        "workers": 1,
        "worker_connections": 3000,
        "graceful_timeout": 3,
        "timeout": 60,
        "keepalive": 30,
        "control_socket_disable": True,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "post_worker_init": _settle,
        "proc_name": "vipops",
        # Guests' names lie in the data folder: nobody else on the machine reads it.
        "umask": 0o077,
    }
    if certificate:
        served = Served(Path(certificate), Path(key or certificate))
        options |= {
            "certfile": certificate,
            "keyfile": key or None,
            "ssl_context": lambda _settings, _usual: served.context(),
            "post_worker_init": partial(_begin_https, served=served, plain=doors[1:]),
        }
    return options


def _begin_https(worker: Any, served: Served, plain: Sequence[int]) -> None:
    import gevent

    _settle(worker)
    hub = gevent.get_hub()
    # Who does not trust the house breaks the handshake off: no fault, and no traceback each time.
    hub.NOT_ERROR = (*hub.NOT_ERROR, ssl.SSLError, ConnectionResetError)
    gevent.spawn(_look_after, served)
    for descriptor in plain:
        _open_plain_door(worker.wsgi, descriptor)


def _look_after(served: Served) -> None:
    import gevent

    while True:
        try:
            served.look()
            # Browsers compare the certificate with their own clocks, not with a rehearsal's.
            served.warn(system_clock())
        except Refusal as refusal:
            _say(refusal.message)
        gevent.sleep(LOOK_SECONDS)


def _open_plain_door(app: Any, descriptor: int) -> None:
    from gevent.pywsgi import WSGIServer

    from vipops.web.plain_door import PlainDoor

    door = socket.socket(fileno=os.dup(descriptor))
    door.setblocking(False)
    WSGIServer(
        door, PlainDoor(app, int(os.environ["VIPOPS_PORT"])), spawn=PLAIN_CONNECTIONS, log=None
    ).start()


def _settle(_worker: Any) -> None:
    memory.settle()


if __name__ == "__main__":
    _serve_web(*sys.argv[1:])
