"""The web application: what answers tablets, put on the core. The only wiring of the web."""

from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider

from vipops.clock import Clock
from vipops.core import create_core
from vipops.live.broadcaster import Broadcaster
from vipops.live.gate import Caps
from vipops.live.passes import pass_of
from vipops.live.server import open_live
from vipops.settings import Settings
from vipops.web import api, headers, health, languages, pace, pages, problems
from vipops.web.here import COOKIE
from vipops.web.pages import assets, texts


class OrjsonProvider(JSONProvider):
    """Flask's JSON by orjson: moments in UTC with a Z."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS).decode()

    def loads(self, s: str | bytes, **_kwargs: Any) -> Any:
        return orjson.loads(s)


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The WSGI application without live sockets (``vipops.live`` adds them in the web process).

    Without a ``clock`` the house goes by the machine's, as far ahead as the settings say.
    Raises ``BadInput`` for unknown settings.
    """
    return open_web(create_core(settings, clock))


def open_web(app: Flask) -> Flask:
    """The same application, which answers requests from now on."""
    settings: Settings = app.config["VIPOPS"]
    app.json = OrjsonProvider(app)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
    )
    for part in (languages, headers, problems, pace, api, pages, health):
        part.register(app)
    return app


def create_web_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The application of the web process: with the gate, the sockets and the broadcaster behind them."""
    app = create_app(settings, clock)
    chosen: Settings = app.config["VIPOPS"]
    caps = Caps(person=chosen.sockets_per_person, device=chosen.sockets_per_device)
    live = open_live(
        app, pass_of(app, COOKIE, app.config["VIPOPS_CLOCK"]), origins=[chosen.origin], caps=caps
    )
    Broadcaster(app, live).start()
    # Put together now: the first tablet after a start would wait for it.
    assets.version()
    texts.version()
    return app
