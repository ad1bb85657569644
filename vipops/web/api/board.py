"""The board as one committed state."""

import gzip
import threading
from collections import defaultdict
from dataclasses import dataclass, field

from flask import Blueprint, Flask, Response, current_app, request

from vipops.domain.permissions import Actor, visibility
from vipops.queries import board, journal
from vipops.services.house import House
from vipops.web import here
from vipops.web.api.spec import spec
from vipops.web.away import away
from vipops.web.packed import packed_answer

blueprint = Blueprint("board", __name__)
KEPT = "vipops_kept_boards"


@dataclass(slots=True)
class Kept:
    """The last board made for a visibility class, and the number it stands at."""

    seq: int = -1
    packed: bytes = b""
    making: threading.Lock = field(default_factory=threading.Lock)


@blueprint.get("/board")
@spec.validate(tags=["board"])
def show() -> Response:
    """Open stays and the tasks the caller may see: {seq, stays, tasks, staff, departments, grades}.

    With ``?view=wall``, and always for a wall screen, only what a wall draws. With ``?tasks=lines`` tasks are
    ``{names, lines}``, half as long: each line has the values of one task by those names.
    """
    packed = _board(here.looker(), here.house(), in_lines=request.args.get("tasks") == "lines")
    return packed_answer(packed, "application/json", vary="Accept-Encoding, Cookie")


def _board(actor: Actor, house: House, *, in_lines: bool) -> bytes:
    """The board as it stands now. A storm of reconnecting tablets makes it once and shares it."""
    boards: dict[tuple[int, str, bool], Kept] = current_app.extensions.setdefault(KEPT, defaultdict(Kept))
    kept = boards[actor.property_id, visibility(actor), in_lines]
    with kept.making:
        if kept.seq != journal.last_of(actor.property_id):
            app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to hand the application to a thread
            kept.seq, kept.packed = away(lambda: _made(app, actor, house, in_lines=in_lines))
        return kept.packed


def _made(app: Flask, actor: Actor, house: House, *, in_lines: bool) -> tuple[int, bytes]:
    with app.app_context():
        seq, plain = board.snapshot(actor, house, in_lines=in_lines)
    # Level 1: a full house in some 40 ms; higher levels cost a tablet more waiting than the bytes they save.
    return seq, gzip.compress(plain, compresslevel=1, mtime=0)
