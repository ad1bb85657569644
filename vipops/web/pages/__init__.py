"""Page shells: the browser's modules draw the rest."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the pages."""
