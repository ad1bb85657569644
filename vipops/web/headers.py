"""Headers that every answer carries, and the check that a change comes from our own page."""

import hmac

from flask import Flask, Response, request

from vipops.errors import NotAllowed
from vipops.web import here

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html vipops-worker"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# A month: the name may serve other things by HTTP some day, and browsers then must not insist for years.
HTTPS_ONLY = f"max-age={30 * 24 * 3600}"
# There it would reach everything else that somebody tries out on the same machine.
ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})
CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Signing in has no session yet, and says nothing that another site could want said. What a tablet hands in
# comes under a token of its own, which no other site can make a browser send.
WITHOUT_TOKEN = frozenset({("POST", "/api/session"), ("POST", "/api/offline/ticks")})


def register(app: Flask) -> None:
    app.before_request(_require_own_page)
    app.after_request(_add_headers)


def _require_own_page() -> None:
    if request.method not in CHANGES or (request.method, request.path) in WITHOUT_TOKEN:
        return
    token = request.headers.get("X-CSRF-Token", "")
    if not hmac.compare_digest(token.encode(), here.signed().csrf.encode()):
        raise NotAllowed("The page is out of date. Please load it again.", reload=True)
    # A wall screen changes nothing: asking who it is refuses.
    here.actor()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # The web server's Date is the machine's; screens go by the house's clock.
    response.headers["X-House-Time"] = f"{here.now():%Y-%m-%dT%H:%M:%SZ}"
    if request.is_secure and request.host.partition(":")[0] not in ON_THIS_MACHINE:
        response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
    if not request.path.startswith("/static"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
