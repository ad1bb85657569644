"""The certificate of a running HTTPS server: taken up anew when its files change, watched for its end."""

import logging
import ssl
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from prometheus_client import Gauge

from vipops.errors import BadInput, NotFound
from vipops.integrations.tls.authority import RENEW_BEFORE

ENDS_AT = Gauge("vipops_certificate_ends_at_seconds", "When the certificate for HTTPS ends, in Unix time")

log = logging.getLogger(__name__)
_DAY = timedelta(days=1)


class Served:
    """A certificate and its key in PEM files, and the TLS context made of them.

    :meth:`look` puts a renewed pair into the same context: who is connected stays so, who comes gets
    the new one.
    """

    def __init__(self, certificate: Path, key: Path) -> None:
        self.certificate = certificate
        self.key = key
        self._state: tuple[object, ...] = ()
        self._context: ssl.SSLContext | None = None
        self._warned_at: datetime | None = None

    def context(self) -> ssl.SSLContext:
        """The context for the server's sockets; TLS 1.2 and later. Raises ``NotFound`` or ``BadInput``."""
        if self._context is None:
            state = self._stamp()
            self._context = self._loaded()
            self._state = state
            ENDS_AT.set(self.ends_at().timestamp())
        return self._context

    def look(self) -> bool:
        """Whether the files had changed and fit together, and are in use now. Until then the old ones are."""
        context, state = self.context(), self._stamp()
        if state == self._state:
            return False
        try:
            # In a context of its own first: a pair that does not fit would spoil the one in use.
            self._loaded()
        except (BadInput, NotFound) as fault:
            log.warning("The new certificate is not in use: %s", fault.message)
            return False
        context.load_cert_chain(self.certificate, self.key)
        self._state = state
        self._warned_at = None
        ENDS_AT.set(self.ends_at().timestamp())
        log.warning("A renewed certificate is in use, until %s.", f"{self.ends_at():%Y-%m-%d}")
        return True

    def ends_at(self) -> datetime:
        """When the certificate ends, in UTC. Raises ``NotFound`` or ``BadInput``."""
        try:
            return x509.load_pem_x509_certificate(self.certificate.read_bytes()).not_valid_after_utc
        except OSError as fault:
            raise NotFound(_cannot_read(self.certificate, fault)) from fault
        except ValueError as fault:
            raise BadInput(f"{self.certificate} holds no certificate.", expected="a PEM file") from fault

    def ends_soon(self, now: datetime) -> bool:
        """Whether it ends within thirty days, or has ended. Raises ``NotFound`` or ``BadInput``."""
        return self.ends_at() <= now + RENEW_BEFORE

    def warning(self, now: datetime) -> str:
        """What to say of an end within thirty days; empty where it is further away."""
        ends_at = self.ends_at()
        if not self.ends_soon(now):
            return ""
        if ends_at <= now:
            return f"The certificate for HTTPS ended on {ends_at:%Y-%m-%d}: tablets refuse it. Renew it now."
        return (
            f"The certificate for HTTPS ends on {ends_at:%Y-%m-%d}, in {(ends_at - now).days} days. Renew it"
            " (“vipops certificate”); the running server takes it up."
        )

    def warn(self, now: datetime) -> None:
        """Once a day say in the log that the end is near."""
        if self._warned_at and now - self._warned_at < _DAY:
            return
        words = self.warning(now)
        if words:
            self._warned_at = now
            log.warning(words)

    def _loaded(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(self.certificate, self.key)
        except ssl.SSLError as fault:
            raise BadInput(
                f"{self.certificate} and {self.key} cannot be used: {fault.reason or fault}.",
                expected="a certificate and its own key, without passphrase, as PEM files",
            ) from fault
        except OSError as fault:
            missing = self.certificate if not self.certificate.is_file() else self.key
            raise NotFound(_cannot_read(missing, fault)) from fault
        return context

    def _stamp(self) -> tuple[object, ...]:
        try:
            found = [path.stat() for path in (self.certificate, self.key)]
        except OSError:
            return ()
        return tuple((one.st_mtime_ns, one.st_size, one.st_ino) for one in found)


def _cannot_read(path: Path, fault: OSError) -> str:
    return f"{path} cannot be read: {fault.strerror}. “vipops certificate” makes one."
