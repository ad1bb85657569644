"""A real PostgreSQL server for the tests: one per test run, shared by all its workers.

It lives in a temporary folder, listens on a Unix socket there and on no port, and is made for speed:
what it stores need not survive a crash. Whoever needs it first starts it; the run's first process,
which outlives the workers, stops it.
"""

import fcntl
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

FOLDER_VARIABLE = "TEST_POSTGRES_FOLDER"
SUPERUSER = "vipops"
PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Fedora and its kin
    "/opt/homebrew/opt/postgresql@*/bin",  # macOS, Apple silicon
    "/usr/local/opt/postgresql@*/bin",  # macOS, Intel
)
# A zone that is not UTC, so that a moment stored without its zone shows.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "timezone": "Asia/Shanghai",
}


class PostgresUnavailable(Exception):
    """The server is on the machine and did not start; the message holds the end of its log."""


def programs() -> Path | None:
    """The folder that holds ``initdb`` and ``pg_ctl``, newest version first; None without a server."""
    found = [place for pattern in PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("initdb")
    folders = sorted(found, key=_version, reverse=True) + ([Path(on_path).parent] if on_path else [])
    return next((folder for folder in folders if _complete(folder)), None)


def announce_run() -> Path:
    """Chooses the run's folder, told to the workers by the environment. Call it before they start."""
    folder = Path(tempfile.mkdtemp(prefix="vipops-pg-"))
    os.environ[FOLDER_VARIABLE] = str(folder)
    return folder


class Cluster:
    """The server of this test run."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self.folder = folder
        self._bin = bin_folder

    @classmethod
    def of_this_run(cls) -> "Cluster | None":
        """The shared server, started if it is not running yet; None where no server is installed.

        Raises PostgresUnavailable if it is installed and does not start.
        """
        bin_folder = programs()
        if bin_folder is None:
            return None
        cluster = cls(Path(os.environ[FOLDER_VARIABLE]), bin_folder)
        cluster.start()
        return cluster

    def start(self) -> None:
        """Starts the server once, whoever comes first; returns when it accepts connections."""
        with self._alone():
            if self._data.joinpath("postmaster.pid").exists():
                return
            if self._account:
                shutil.chown(self.folder, self._account, pwd.getpwnam(self._account).pw_gid)
            if not self._data.exists():
                self._run(
                    "initdb",
                    *("--pgdata", self._data, "--username", SUPERUSER, "--auth", "trust"),
                    *("--encoding", "UTF8", "--no-locale", "--no-sync"),
                )
            options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
            self._run(
                "pg_ctl",
                *("--pgdata", self._data, "--log", self._log, "--wait", "--timeout", "60"),
                *("--options", f"{options} -k {self.folder}", "start"),
            )

    def stop(self) -> None:
        """Stops the server, if it runs, without waiting for its clients."""
        if self._data.joinpath("postmaster.pid").exists():
            self._run("pg_ctl", "--pgdata", self._data, "--mode", "immediate", "--wait", "stop")

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database, for psycopg 3."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.folder}"

    def create_database(self, template: str = "template0") -> str:
        """Makes a new database, a copy of the template, and returns its name."""
        name = f"test_{uuid.uuid4().hex[:16]}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def fresh(self, name: str) -> None:
        """Puts a copy of a template back to how it was made: every table emptied, the first rows in again.

        Some twenty times quicker than another copy. What a test left open is ended first, so that nothing
        waits for its locks.
        """
        with psycopg.connect(
            host=str(self.folder), user=SUPERUSER, dbname=name, autocommit=True
        ) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute(_KEEP_FIRST_ROWS)
            connection.execute(_BACK_TO_FIRST_ROWS)

    def drop_database(self, name: str) -> None:
        """Drops it, and with it the connections that a test left open."""
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """The name of a prepared database to copy from, such as one with all tables in it.

        The first caller of the run has ``prepare`` fill it by its URL; it must close what it opens,
        because a database in use cannot be copied.
        """
        done = self.folder / f"template-{name}"
        with self._alone(f"template-{name}.lock"):
            if not done.exists():
                self._say("DROP DATABASE IF EXISTS {}", name)
                self._say("CREATE DATABASE {} TEMPLATE template0", name)
                prepare(self.url(name))
                done.touch()
        return name

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    @cached_property
    def _account(self) -> str | None:
        """PostgreSQL refuses to run as root: the account to run as instead, if there is need."""
        if os.geteuid() != 0:
            return None
        accounts = {entry.pw_name for entry in pwd.getpwall()}
        return "postgres" if "postgres" in accounts else "nobody"

    @contextmanager
    def _alone(self, name: str = "lock") -> Iterator[None]:
        with (self.folder / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _say(self, statement: str, *names: str) -> None:
        quoted = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(
            host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(quoted)

    def _run(self, program: str, *arguments: str | Path) -> None:
        identity: dict[str, Any] = {}
        if self._account:
            entry = pwd.getpwnam(self._account)
            identity = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        # The server inherits the output, so it is a file: reading a pipe would wait for its end.
        with (self.folder / f"{program}.out").open("w+") as output:
            finished = subprocess.run(
                [self._bin / program, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **identity,
            )
            output.seek(0)
            said = output.read()
        if finished.returncode:
            log = self._log.read_text("utf-8", "replace") if self._log.exists() else ""
            raise PostgresUnavailable(f"{program} failed:\n{said[-2000:]}\n{log[-2000:]}")


# Once for each copy: the rows that it was made with, in a schema of their own.
_KEEP_FIRST_ROWS = """
DO $$ DECLARE t text; BEGIN
  IF to_regnamespace('first_rows') IS NULL THEN
    CREATE SCHEMA first_rows;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE format('CREATE TABLE first_rows.%I AS SELECT * FROM public.%I', t, t);
    END LOOP;
  END IF;
END $$
"""
# Without triggers and foreign keys: the rows were good when they were kept. To delete the few rows of a test
# is quicker than to truncate, which makes new files for every table and index.
_BACK_TO_FIRST_ROWS = """
DO $$ DECLARE t text; counter text; n bigint; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'D' LOOP
    EXECUTE 'ALTER TABLE ' || t || ' ENABLE TRIGGER USER';
  END LOOP;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'first_rows' LOOP
    EXECUTE format('DELETE FROM public.%I', t);
    EXECUTE format('INSERT INTO public.%I SELECT * FROM first_rows.%I', t, t);
  END LOOP;
  FOR t, counter IN SELECT table_name, pg_get_serial_sequence(format('public.%I', table_name), 'id')
      FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id' LOOP
    CONTINUE WHEN counter IS NULL;
    EXECUTE format('SELECT max(id) FROM public.%I', t) INTO n;
    PERFORM setval(counter, COALESCE(n, 1), n IS NOT NULL);
  END LOOP;
END $$
"""


def end_run(folder: Path) -> None:
    """Stops the run's server, if one was started, and removes its folder."""
    bin_folder = programs()
    if bin_folder is not None:
        Cluster(folder, bin_folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


def _complete(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "pg_ctl").exists()


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", folder.parent.name))
