"""JSON under /api. Each route turns a request into one service call or one query, and nothing more."""

from flask import Flask, Response

from vipops.web.api import (
    alarms,
    arrivals,
    board,
    collisions,
    complaints,
    days,
    events,
    flights,
    grades,
    grants,
    guests,
    handovers,
    hotel,
    letters,
    lost_property,
    offline,
    papers,
    procedure,
    reports,
    requests,
    rooms,
    screens,
    search,
    session,
    staff,
    stays,
    tablets,
    tasks,
)
from vipops.web.api.spec import json_of, spec
from vipops.web.row_number import RowNumber


def register(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
    for module in (
        session,
        board,
        events,
        tasks,
        alarms,
        collisions,
        handovers,
        stays,
        letters,
        papers,
        arrivals,
        flights,
        staff,
        tablets,
        screens,
        rooms,
        hotel,
        requests,
        complaints,
        procedure,
        reports,
        guests,
        search,
        grants,
        grades,
        lost_property,
        days,
        offline,
    ):
        app.register_blueprint(module.blueprint, url_prefix="/api")
    spec.app = app
    app.add_url_rule("/api/openapi.json", view_func=openapi)


def openapi() -> Response:
    """The OpenAPI document of the whole API."""
    return json_of(spec.spec)
