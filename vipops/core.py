"""The application without its web: settings, clock and database. The worker and the commands need no more."""

from datetime import datetime
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from vipops.clock import Clock, clock_ahead
from vipops.errors import NotFound
from vipops.integrations.signing import certificate
from vipops.integrations.signing.certificate import Credentials
from vipops.services.house import House
from vipops.services.passwords import secret
from vipops.settings import Settings, folder, load
from vipops.storage import configure, db

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def create_core(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """An application whose context services, queries and the worker run in; it answers no request.

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
    app.config.update(VIPOPS=settings, VIPOPS_CLOCK=clock or clock_ahead(settings.clock_ahead_minutes))
    configure(app, settings)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return app


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
