"""``vipops certificate``: HTTPS on the hotel's own network."""

from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy import inspect

from vipops.clock import system_clock
from vipops.core import create_core
from vipops.errors import Refusal
from vipops.integrations.tls import names
from vipops.integrations.tls.authority import (
    AUTHORITY,
    MOST_DAYS,
    SERVER,
    SERVER_KEY,
    Kept,
    Wanted,
    fingerprint,
    keep,
    title,
)
from vipops.integrations.tls.names import Name
from vipops.services.house import House
from vipops.services.passwords import secret
from vipops.settings import Settings, load
from vipops.storage import db

NOBODY = "vipops"


@click.command()
@click.option(
    "--name",
    "asked",
    multiple=True,
    metavar="HOST",
    help="A further host name or address; may be given again. Remembered until others are given.",
)
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=MOST_DAYS,
    show_default=True,
    help="How long the server's certificate holds; tablets take no longer one.",
)
@click.option("--renew", is_flag=True, help="A new server certificate in any case.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where it lies; default: https in the data folder.",
)
def certificate(asked: tuple[str, ...], days: int, folder: Path | None, *, renew: bool) -> None:
    """An authority for the hotel's own network and a server certificate that it vouches for.

    Run again, it keeps the authority and renews the certificate when a name is new or it ends within 30 days.
    """
    settings = load()
    place = (folder or settings.https_folder).expanduser().resolve()
    further = tuple(names.read(name) for name in asked) or names.remembered(place)
    kept = keep(
        place,
        Wanted(names.of_this_machine(), further),
        hotel=_hotel(settings),
        # The machine's own time, also in a rehearsal: browsers compare it with theirs.
        now=system_clock(),
        passphrase=secret(settings.secret_path).hex().encode(),
        days=days,
        again=renew,
    )
    if asked:
        names.remember(place, further)
    for line in (*_what_was_done(kept, place), "", *_what_comes_next(kept, settings, place)):
        click.echo(line)


def _hotel(settings: Settings) -> str:
    """The hotel's name as the authority carries it; the product's where there is no hotel yet."""
    with create_core(settings).app_context():
        if not inspect(db.engine).has_table("properties"):
            return NOBODY
        try:
            return House.only().name["en"]
        except Refusal:
            return NOBODY


def _what_was_done(kept: Kept, folder: Path) -> Sequence[str]:
    done = f"made, {kept.renewed}" if kept.renewed else "kept as it is"
    left_out = ", ".join(map(str, kept.left_out))
    lines = [
        f"Authority    {'made' if kept.authority_is_new else 'kept as it is'}: {title(kept.authority)}",
        f"             {folder / AUTHORITY}, until {kept.authority.not_valid_after_utc:%Y-%m-%d}",
        f"             SHA-256 {fingerprint(kept.authority)}",
        f"Certificate  {done}",
        f"             {folder / SERVER}, until {kept.ends_at:%Y-%m-%d}",
        f"             {folder / SERVER_KEY}, its key: for the server alone",
        f"Names        {', '.join(map(str, kept.names))}",
    ]
    if left_out:
        lines.append(f"Left out     {left_out}: the authority may not vouch for it")
    return lines


def _what_comes_next(kept: Kept, settings: Settings, folder: Path) -> Sequence[str]:
    if not kept.authority_is_new:
        return ["A running server takes up a new certificate within a minute."] if kept.renewed else []
    chosen = "VIPOPS_HTTPS=true"
    if folder != settings.data / "https":
        chosen = f"VIPOPS_CERTIFICATE={folder / SERVER} VIPOPS_CERTIFICATE_KEY={folder / SERVER_KEY}"
    lines = [f"Serve with   {chosen} VIPOPS_HOST=0.0.0.0 vipops serve"]
    if settings.http_port >= 0:
        host = names.in_address(_reached_at(kept))
        lines.append(f"Then open    http://{host}:{settings.http_port}/trust on every tablet")
    return lines


def _reached_at(kept: Kept) -> Name:
    """What to type on a tablet: a name that somebody asked for, else an address."""
    return next(
        (name for name in (*kept.names, *names.addresses()) if name not in names.LOOPBACK), "localhost"
    )


COMMANDS = (certificate,)
