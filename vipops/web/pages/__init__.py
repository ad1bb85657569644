"""Page shells: the frame in which the screens of static/js draw, and their texts in each language."""

from flask import Flask

from vipops.web.pages import assets, install, shells, texts, trust


def register(app: Flask) -> None:
    texts.register(app)
    app.register_blueprint(assets.blueprint)
    app.jinja_env.globals["asset"] = assets.address
    app.register_blueprint(shells.blueprint)
    app.register_blueprint(install.blueprint)
    app.register_blueprint(trust.blueprint)
    app.context_processor(shells.frame)
