"""The continuity pack that was made last: where it lies, how old it is, what went wrong since."""

import json
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from vipops.domain.permissions import WHOLE_HOUSE, Actor, Permission, require, visibility
from vipops.settings import Settings


class Paths(NamedTuple):
    """The files of one property's pack: the last one, the one before, and what is known of them."""

    pack: Path
    before: Path
    state: Path


class Pack(NamedTuple):
    """``made_at`` None: there is none yet. ``fault`` says why the last try failed, at ``tried_at``."""

    made_at: datetime | None = None
    sha256: str = ""
    fault: str = ""
    tried_at: datetime | None = None


def paths(settings: Settings, code: str) -> Paths:
    """Where the pack of this property lies."""
    folder = settings.data / "continuity"
    code = re.sub(r"[^\w-]", "_", code)
    return Paths(folder / f"{code}.pdf", folder / f"{code}.before.pdf", folder / f"{code}.json")


def last_pack(settings: Settings, code: str) -> Pack:
    """What is known of the last pack; an unreadable note counts as none, so that a new one is made."""
    said: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        said = json.loads(paths(settings, code).state.read_text("utf-8"))
    return Pack(
        _moment(said.get("made_at")),
        str(said.get("sha256") or ""),
        str(said.get("fault") or ""),
        _moment(said.get("tried_at")),
    )


def pdf_of(settings: Settings, code: str, actor: Actor) -> bytes | None:
    """The last pack for a person who sees the whole house; ``None`` for others, and when there is none yet.

    Raises ``NotAllowed``.
    """
    require(actor, Permission.PAPER_PRINT)
    if visibility(actor) != WHOLE_HOUSE:
        return None
    with suppress(OSError):
        return paths(settings, code).pack.read_bytes()
    return None


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
