"""The names and addresses under which this machine is asked for."""

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import psutil

from vipops.errors import BadInput

Address = IPv4Address | IPv6Address
# A host name or an address: what a subject alternative name holds here.
Name = str | Address

LOOPBACK: tuple[Name, ...] = ("localhost", ip_address("127.0.0.1"), ip_address("::1"))
REMEMBERED = "names.txt"
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def read(text: str) -> Name:
    """A host name in lower case (other scripts as IDNA) or an address. Raises ``BadInput``."""
    asked = text.strip().rstrip(".").lower()
    try:
        return ip_address(asked.strip("[]"))
    except ValueError:
        pass
    name = _ascii(asked)
    if not is_host_name(name):
        raise BadInput(
            f"{text!r} is no host name.",
            expected="such as vip.hotel.example or 10.0.0.5, without https:// and port",
        )
    return name


def is_host_name(name: str) -> bool:
    """Whether it is made of letters, digits and hyphens as RFC 1123 asks, and is no address in disguise."""
    labels = name.split(".")
    return len(name) <= 253 and all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()


def remember(folder: Path, names: Iterable[Name]) -> None:
    """Keep the names that somebody asked for, so that they need not be said again at every renewal."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / REMEMBERED).write_text("".join(f"{name}\n" for name in names), "utf-8")


def remembered(folder: Path) -> tuple[Name, ...]:
    """The names asked for last; none before. Raises ``BadInput``."""
    path = folder / REMEMBERED
    lines = path.read_text("utf-8").split() if path.exists() else []
    return tuple(read(line) for line in lines)


def of_this_machine() -> tuple[Name, ...]:
    """Its host name, that name under ``.local``, its addresses on networks that are up, and the loopback."""
    return _unique([*_host_names(socket.gethostname()), *addresses(), *LOOPBACK])


def addresses() -> tuple[Address, ...]:
    """The machine's addresses on its networks, IPv4 first; no loopback, no link-local ones."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        ip_address(one.address.partition("%")[0])
        for name, all_of_it in psutil.net_if_addrs().items()
        for one in all_of_it
        if name in up and one.family in (socket.AF_INET, socket.AF_INET6)
    ]
    there = {one for one in found if not one.is_loopback and not one.is_link_local}
    return tuple(sorted(there, key=lambda one: (one.version, int(one))))


def in_address(name: Name) -> str:
    """The name as it stands in a web address."""
    return f"[{name}]" if isinstance(name, IPv6Address) else str(name)


def _host_names(host: str) -> Iterable[str]:
    whole = host.strip().rstrip(".").lower()
    short = whole.partition(".")[0]
    # What mDNS answers to on a network without a name server.
    return [name for name in (whole, short, f"{short}.local") if is_host_name(name)]


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names))
