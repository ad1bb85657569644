"""JSON under /api. Each route turns a request into one service call or one query, and nothing more."""

from flask import Flask

from vipops.web.api import arrivals, board, events, flights, letters, session, staff, stays, tasks
from vipops.web.api.spec import spec


def register(app: Flask) -> None:
    for module in (session, board, events, tasks, stays, letters, arrivals, flights, staff):
        app.register_blueprint(module.blueprint, url_prefix="/api")
    spec.register(app)
