"""A house served over HTTPS, and a browser that trusts its authority as a tablet does: by taking it in."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from playwright.sync_api import Browser, BrowserType

from tests.conftest import unavailable
from tests.support.served import VIPOPS, NotServed, Served, environment

OVER_HTTPS = {"VIPOPS_HTTPS": "1", "VIPOPS_HTTP_PORT": "0"}


@contextmanager
def serving_https(template: Path, folder: Path) -> Iterator[Served]:
    """A server on a copy of the template's data folder, with a certificate of the hotel's own authority."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    certificate(folder)
    served = Served(folder, settings=OVER_HTTPS, authority=folder / "https" / "ca.crt")
    try:
        yield served.start()
    finally:
        served.stop()


def certificate(folder: Path, *options: str) -> str:
    """What ``vipops certificate`` says."""
    made = subprocess.run(
        [*VIPOPS, "certificate", *options],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NotServed(f"vipops certificate failed:\n{made.stdout}{made.stderr}")
    return made.stdout


@contextmanager
def browser_that_trusts(
    authority: Path, home: Path, browser_type: BrowserType, arguments: dict[str, Any]
) -> Iterator[Browser]:
    """A Chromium with a home of its own, in whose certificate store the authority is."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    _certutil("-N", "--empty-password", "-d", f"sql:{store}")
    _certutil("-A", "-d", f"sql:{store}", "-n", "hotel", "-t", "C,,", "-i", f"{authority}")
    browser = browser_type.launch(**{**arguments, "env": {**os.environ, "HOME": f"{home}"}})
    try:
        yield browser
    finally:
        browser.close()


def shown_by(url: str, authority: Path) -> x509.Certificate:
    """The certificate that a server shows to who trusts the authority."""
    address = urlsplit(url)
    trusting = ssl.create_default_context(cafile=f"{authority}")
    with (
        socket.create_connection((address.hostname, address.port), timeout=60) as plain,
        trusting.wrap_socket(plain, server_hostname=address.hostname) as connection,
    ):
        return x509.load_der_x509_certificate(connection.getpeercert(binary_form=True) or b"")


def _certutil(*arguments: str) -> None:
    if not shutil.which("certutil"):
        unavailable("no certutil on this machine (`make test` installs it: Debian's libnss3-tools)")
    subprocess.run(["certutil", *arguments], check=True, capture_output=True)
