"""Settings from the environment: one typed class, every name starting with ``VIPOPS_``."""

import os
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from vipops.errors import BadInput

PREFIX = "VIPOPS_"
PACKAGE = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """What hotel IT may set. ``docs/operators/settings.md`` is made from these descriptions."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(Path("var"), description="Folder for the database, the secret and the certificate")
    database_url: str = Field("", description="SQLAlchemy URL; empty means SQLite in the data folder")
    redis_url: str = Field("", description="Kept for the doorbell between nodes; not used yet")
    secret_file: Path | None = Field(
        None, description="File with the server's secret; default in the data folder"
    )
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on")
    https: bool = Field(False, description="Serve HTTPS with the certificate that `vipops certificate` makes")
    certificate: Path | None = Field(
        None, description="Serve HTTPS with this certificate instead, a PEM file with its chain"
    )
    certificate_key: Path | None = Field(None, description="The key of that certificate, a PEM file")
    http_port: int = Field(
        8080,
        ge=-1,
        le=65535,
        description="With HTTPS: port for plain HTTP, which explains trust and sends on to HTTPS; -1: none",
    )
    origin: str = Field("", description="Scheme, host and port as browsers see them; empty: as asked")
    checklists: Path | None = Field(
        None, description="Folder with the procedure that a new hotel begins with; default: the shipped one"
    )
    letters: Path | None = Field(
        None, description="Folder with the hotel's letter templates; default: the shipped ones"
    )
    continuity_minutes: int = Field(
        15, ge=0, le=1440, description="A new continuity pack this often, in minutes; 0: none"
    )
    continuity_hours: int = Field(
        48, ge=1, le=8760, description="The pack lists what is due within so many hours; the rest is counted"
    )
    continuity_language: str = Field(
        "zh", pattern="^(zh|en)$", description="Language of the continuity pack: zh or en"
    )
    session_hours: float = Field(14, gt=0, description="A session ends this long after sign-in, in hours")
    secure_cookies: bool = Field(
        False, description="Send cookies over HTTPS only; so by itself with HTTPS or an https origin"
    )
    sockets_per_person: int = Field(600, gt=0, description="Most open live connections of one person")
    sockets_per_device: int = Field(600, gt=0, description="Most open live connections of one tablet")
    clock_ahead_minutes: int = Field(
        0,
        # A year: further away, certificates and sessions stop making sense.
        ge=-527_040,
        le=527_040,
        description="Rehearsal: the house's clock stands so many minutes ahead of this machine's",
    )
    cheap_hashes: bool = Field(False, description="Weak password hashing, for tests only")
    max_upload_mb: int = Field(20, gt=0, description="Largest accepted upload, in megabytes")

    @field_validator("data", "secret_file", "checklists", "letters", "certificate", "certificate_key")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().resolve() if path else None

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.data / 'vipops.sqlite3'}"

    @property
    def secret_path(self) -> Path:
        return self.secret_file or self.data / "secret"

    @property
    def seal_keys(self) -> Path:
        """The keys to which tablets seal what they may not keep readable: beside the server's secret."""
        return self.secret_path.parent / "seal_keys"

    @property
    def certificate_folder(self) -> Path:
        """The hotel's own certificate for letters, and its key."""
        return self.data / "certificate"

    @property
    def https_folder(self) -> Path:
        """Where `vipops certificate` puts the hotel's authority and the server's certificate."""
        return self.certificate.parent if self.certificate else self.data / "https"

    @property
    def https_certificate(self) -> Path:
        return self.certificate or self.https_folder / "server.crt"

    @property
    def https_key(self) -> Path:
        return self.certificate_key or self.https_folder / "server.key"

    @property
    def serves_https(self) -> bool:
        return self.https or self.certificate is not None

    @property
    def https_cookies(self) -> bool:
        """Whether cookies must not travel over plain HTTP."""
        return self.secure_cookies or self.serves_https or self.origin.startswith("https://")

    @property
    def checklists_folder(self) -> Path:
        return self.checklists or folder("checklists")


def load() -> Settings:
    """Read the environment. Raises ``BadInput`` naming a ``VIPOPS_`` variable that nobody knows."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise BadInput(f"Unknown settings: {', '.join(unknown)}", expected=sorted(known))
    settings = Settings()
    if (settings.certificate is None) != (settings.certificate_key is None):
        raise BadInput(
            "A certificate and its key go together.",
            expected="VIPOPS_CERTIFICATE and VIPOPS_CERTIFICATE_KEY, or neither",
        )
    return settings


def folder(name: str) -> Path:
    """A folder that ships with the package: inside it when installed, beside it in a checkout."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
