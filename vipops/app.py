"""The application: settings, clock, database and blueprints put together. The only wiring."""

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from flask_migrate import Migrate

from vipops.clock import Clock, clock_ahead
from vipops.clockwork.continuity import ContinuityRoom
from vipops.clockwork.letters import LetterRoom
from vipops.clockwork.worker import Worker
from vipops.errors import NotFound
from vipops.integrations.papers.renderer import Renderer
from vipops.integrations.signing import certificate
from vipops.integrations.signing.certificate import Credentials
from vipops.live.broadcaster import Broadcaster
from vipops.live.gate import Caps
from vipops.live.passes import pass_of
from vipops.live.server import open_live
from vipops.services import alarms, collision_watch, search_words, stay_closing
from vipops.services.house import House
from vipops.services.passwords import secret
from vipops.settings import Settings, folder, load
from vipops.storage import configure, db
from vipops.web import api, headers, health, languages, pace, pages, problems
from vipops.web.here import COOKIE
from vipops.web.pages import assets, texts

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


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
    settings = settings or load()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "vipops",
        static_folder=str(folder("static")),
        static_url_path="/static",
        template_folder=str(folder("templates")),
    )
    app.json = OrjsonProvider(app)
    app.config.update(
        VIPOPS=settings,
        VIPOPS_CLOCK=clock or clock_ahead(settings.clock_ahead_minutes),
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
    )
    configure(app, settings)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
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


def create_worker(settings: Settings | None = None, clock: Clock | None = None) -> Worker:
    """The worker: alarms, letters and the day's turn. Makes the hotel's certificate if ``init`` could not."""
    app = create_app(settings, clock)
    chosen: Settings = app.config["VIPOPS"]
    room = LetterRoom(Renderer(), credentials(app), chosen.letters)
    # A press of its own: a full house's pack takes longer than a letter may, and nobody waits for it.
    pack = ContinuityRoom(Renderer(seconds=600, nice=10), chosen)
    works = [
        room.do_next,
        collision_watch.end_next,
        stay_closing.close_next,
        search_words.write_next,
        pack.do_next,
    ]
    return Worker(app, works, clocks=[alarms.raise_next])


def credentials(app: Flask, since: datetime | None = None) -> Credentials:
    """The hotel's certificate for letters; made on first use, its key locked by the server's secret.

    One that is made is valid from the day before ``since``; default: now.
    """
    settings: Settings = app.config["VIPOPS"]
    passphrase = secret(settings.secret_path).hex().encode()
    try:
        return certificate.load(settings.certificate_folder, passphrase=passphrase)
    except NotFound:
        with app.app_context():
            name = House.only().name["en"]
        return certificate.make_certificate(
            name,
            settings.certificate_folder,
            now=since or app.config["VIPOPS_CLOCK"](),
            passphrase=passphrase,
        )
