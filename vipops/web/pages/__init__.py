"""Page shells: the frame in which the screens of static/js draw, and their texts in each language."""

from flask import Flask

from vipops.web.pages import shells, texts


def register(app: Flask) -> None:
    texts.register(app)
    app.register_blueprint(shells.blueprint)
    app.context_processor(shells.frame)
