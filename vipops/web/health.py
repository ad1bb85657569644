"""For hotel IT: is it alive, is it ready, how is it doing."""

from flask import Blueprint, Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from vipops.storage import reading
from vipops.web.api.spec import json_of

blueprint = Blueprint("health", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return json_of({"status": "alive"})


@blueprint.get("/readyz")
def ready() -> Response:
    """The database answers and its tables are there; 503 when not."""
    try:
        with reading() as connection:
            connection.execute(text("SELECT count(*) FROM properties"))
    except SQLAlchemyError:
        answer = json_of({"status": "waiting for the database"})
        answer.status_code = 503
        return answer
    return json_of({"status": "ready"})


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures of the process in Prometheus' text format; they name no guest and no member of staff."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
