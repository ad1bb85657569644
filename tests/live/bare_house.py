"""The smallest house with a live channel, for tests of the wire over real sockets.

The pass is the cookie ``pass=<session>:<person>:<device>:<room>``; ``POST /broadcast/<room>`` sends its body.
"""

from http.cookies import SimpleCookie

from flask import Flask, jsonify, request

from vipops.live.gate import Caps, Environ, Pass
from vipops.live.server import open_live


def who(environ: Environ) -> Pass | None:
    cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("pass")
    if cookie is None:
        return None
    session, person, device, room = cookie.value.split(".")
    return Pass(int(session), int(person), device, room)


def create_app(caps: tuple[int, int, int] | None = None, origin: str = "") -> Flask:
    app = Flask(__name__)
    live = open_live(app, who, origins=[origin], caps=Caps(*caps) if caps else None)

    @app.post("/broadcast/<room>")
    def broadcast(room: str):
        times = int(request.args.get("times", 1))
        return jsonify(sockets=[live.broadcast(room, request.data) for _ in range(times)][-1])

    @app.post("/numbered/<room>")
    def numbered(room: str):
        """Broadcast ``count`` numbered events, letting others run after each."""
        import gevent

        first, count, filler = int(request.args["first"]), int(request.args["count"]), "x" * 300
        for seq in range(first, first + count):
            live.broadcast(room, b'[{"seq":%d,"kind":"ticked","by":"%s"}]' % (seq, filler.encode()))
            gevent.sleep(0)
        return jsonify(done=True)

    @app.delete("/sessions/<int:session>")
    def close(session: int):
        return jsonify(closed=live.close_sockets(of={session}))

    @app.get("/open")
    def open_sockets():
        wires = [wire for room in live._rooms.values() for wire in room.values()]
        backlog = max((wire.backlog for wire in wires), default=0)
        return jsonify(open=live.gate.open_sockets, rooms=live.rooms(), backlog=backlog)

    return app
