"""The floor: Flask-SocketIO as it comes, on the same gunicorn, with nothing behind it.

``POST /emit`` numbers the event in its body and broadcasts it. No gate, no rooms, no database, and the stock
websocket class.
"""

import itertools
from typing import Any

from flask import Flask, jsonify, request
from flask_socketio import SocketIO


def create_app() -> Flask:
    """A fresh application with its own numbers."""
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent", cors_allowed_origins="*", transports=["websocket"])
    socketio.on_event("connect", _welcome, namespace="/live")
    numbers = itertools.count(1)

    @app.post("/emit")
    def emit() -> Any:
        seq = next(numbers)
        socketio.emit("events", [{**request.get_json(), "seq": seq}], namespace="/live")
        return jsonify(seq=seq)

    return app


def _welcome() -> None:
    """Everyone may come in."""
