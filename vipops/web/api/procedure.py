"""The procedure: read, compared, changed on trial, put into force; running stays moved over to it."""

from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.domain.permissions import Permission, require
from vipops.queries import procedure
from vipops.services import answers, procedure_trial, procedure_versions, procedures
from vipops.sop import files
from vipops.sop.diff import differences
from vipops.sop.procedure import Procedure
from vipops.storage import reading_aside
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec
from vipops.web.away import away, away_in_app

blueprint = Blueprint("procedure", __name__)

Texts = dict[str, str | bytes]


class WhichQuery(Body):
    """A version that the hotel keeps; the one in force when it is left out."""

    version: str = Field("", max_length=64)


class BetweenQuery(Body):
    """Two versions that the hotel keeps; the one in force for what is left out."""

    old: str = Field("", max_length=64)
    new: str = Field("", max_length=64)


class TryQuery(Body):
    days: int = Field(30, ge=1, le=procedure_trial.LONGEST)


class NoteQuery(Body):
    """Why the procedure changes, and which version is put back where no files are sent."""

    note: str = Field("", max_length=procedures.LONGEST_NOTE)
    version: str = Field("", max_length=64)


class Put(NoteQuery):
    """What a repeated call is known by: the files too."""

    digest: str = ""


class MoveBody(Body):
    """``version`` is the stay's on the screen. ``dry_run`` only tells what would change."""

    version: int | None = Field(None, ge=1)
    dry_run: bool = False


@blueprint.get("/procedure")
@spec.validate(query=WhichQuery, tags=["procedure"])
def show() -> Response:
    """The procedure by stage and department, the ladder of grades, the lifecycles with their drawings."""
    asked = query(WhichQuery)
    return json_of(procedure.readable(here.actor(), here.house(), asked.version))


@blueprint.get("/procedure/versions")
@spec.validate(tags=["procedure"])
def versions() -> Response:
    """The versions with who, when and why, and the running stays that keep another than the one in force."""
    return json_of(procedure.versions(here.actor(), here.house()))


@blueprint.get("/procedure/versions/<version>.zip")
@spec.validate(tags=["procedure"])
def files_of(version: str) -> Response:
    """The files of a version in a zip, to be changed and sent back."""
    packed = files.as_zip(procedures.files_of(version, by=here.actor()))
    answer = Response(packed, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="procedure-{version}.zip"'
    return answer


@blueprint.get("/procedure/diff")
@spec.validate(query=BetweenQuery, tags=["procedure"])
def diff() -> Response:
    """What changes from one version to another, a sentence a difference."""
    asked = query(BetweenQuery)
    return json_of(procedure.compared(here.actor(), here.house(), asked.old, asked.new))


@blueprint.post("/procedure/check")
@spec.validate(tags=["procedure"])
def check() -> Response:
    """Files (multipart: YAML or a zip) laid over those in force: {version, differences, warnings}.

    Every mistake comes back with its file, line and column.
    """
    by, house = here.actor(), here.house()
    require(by, Permission.PROCEDURE_CHANGE)
    texts = _whole(_sent())
    new: Procedure = away(lambda: procedure_versions.read(texts))
    found = differences(house.procedure, new)
    return json_of(
        {
            "version": new.version,
            "tasks": len(new.templates),
            "differences": [words._asdict() for words in found],
            "warnings": procedures.warnings(house, new),
        }
    )


@blueprint.post("/procedure/try")
@spec.validate(query=TryQuery, tags=["procedure"])
def try_out() -> Response:
    """The same files over the stays of the last days: what would be added, dropped, moved, held, freed."""
    by, house, now, days = here.actor(), here.house(), here.now(), query(TryQuery).days
    require(by, Permission.PROCEDURE_CHANGE)
    texts = _whole(_sent())

    def run() -> dict[str, Any]:
        with reading_aside() as connection:
            return procedure_trial.run(connection, texts, days, by=by, house=house, now=now)

    return json_of(away_in_app(run))


@blueprint.post("/procedure/put-in-force")
@spec.validate(query=NoteQuery, tags=["procedure"])
def put_in_force() -> Response:
    """The files sent, or else a ``version`` that is kept, are in force from now on: {version, warnings}."""
    asked = query(NoteQuery)
    by, house, now = here.actor(), here.house(), here.now()
    require(by, Permission.PROCEDURE_CHANGE)
    if asked.version and not request.files:
        call = here.call(asked)
        return json_of(
            answers.once(
                call,
                lambda: procedures.put_back(
                    asked.version, asked.note, by=by, house=house, now=now, call=call
                ),
            )
        )
    sent = _sent()
    call = here.call(Put(**asked.model_dump(), digest=sha256(files.as_zip(sent)).hexdigest()))
    texts = _whole(sent)
    # Reading takes most of a second: the service finds these texts read already.
    away(lambda: procedure_versions.read(texts))
    return json_of(
        answers.once(
            call,
            lambda: procedures.put_in_force(texts, asked.note, by=by, house=house, now=now, call=call),
        )
    )


@blueprint.post("/stays/<int:stay_id>/move-over")
@spec.validate(json=MoveBody, tags=["procedure"])
def move_over(stay_id: int) -> Response:
    """Plan a running stay with the version in force, or with ``dry_run`` only tell: {counts, words}."""
    asked = body(MoveBody)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    if asked.dry_run:
        return json_of(procedures.preview_move(stay_id, by=by, house=house, now=now))
    seen = asked.version
    return json_of(
        answers.once(
            call,
            lambda: procedures.move_over(stay_id, by=by, house=house, now=now, seen=seen, call=call),
        )
    )


def _sent() -> files.Files:
    return files.of_upload(
        [
            (upload.filename or "upload", upload.read())
            for name in request.files
            for upload in request.files.getlist(name)
        ]
    )


def _whole(sent: files.Files) -> Texts:
    """What was sent in place of the files of that name in force."""
    house = here.house()
    return files.laid_over(procedures.files_of(house.procedure.version, by=here.actor()), sent)
