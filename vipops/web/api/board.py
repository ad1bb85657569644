"""The board as one committed state."""

import gzip

from flask import Blueprint, Response, current_app, request

from vipops.queries import board
from vipops.web import here
from vipops.web.api.spec import json_text, spec
from vipops.web.away import away

blueprint = Blueprint("board", __name__)


@blueprint.get("/board")
@spec.validate(tags=["board"])
def show() -> Response:
    """Open stays and the tasks the caller may see: {seq, stays, tasks, staff, departments, grades}."""
    actor, house, app = here.actor(), here.house(), current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to hand the application to a thread
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")

    def snapshot() -> bytes:
        with app.app_context():
            return _packed(board.snapshot(actor, house), zipped=zipped)

    answer = json_text(away(snapshot))
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding, Cookie"
    return answer


def _packed(text: bytes, *, zipped: bool) -> bytes:
    # Level 1: a full house in some 30 ms; higher levels cost a tablet more waiting than the bytes they save.
    return gzip.compress(text, compresslevel=1, mtime=0) if zipped else text
