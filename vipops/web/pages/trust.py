"""How a device learns to trust the house: a page for hotel IT and the files it hands out, without sign-in.

Nothing here is secret: an authority's certificate is made to be given away. The page is also served over
plain HTTP, because a device that does not trust the house yet cannot ask for it otherwise.
"""

import io
from pathlib import Path
from typing import Any

import segno
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Blueprint, Response, render_template, request
from flask_babel import force_locale

from vipops.clock import system_clock
from vipops.domain.devices import Device, device_of
from vipops.enums import Language
from vipops.errors import NotFound
from vipops.integrations.tls import authority, names
from vipops.integrations.tls.profile import MEDIA_TYPE, profile
from vipops.integrations.tls.served import Served
from vipops.settings import Settings
from vipops.web import here
from vipops.web.headers import CONTENT_SECURITY_POLICY
from vipops.web.pages import texts
from vipops.web.plain_door import host_of, https_at

blueprint = Blueprint("trust", __name__)

FILE_NAME = "vipops-ca"
LOOPBACK = frozenset({"", *map(str, names.LOOPBACK), "[::1]"})


@blueprint.get("/trust")
def page() -> Response:
    """The walk-through. ``?language=`` chooses its language."""
    asked = request.args.get("language")
    if asked not in texts.LANGUAGES:
        return _page()
    with force_locale("zh_Hans_CN" if asked == Language.ZH else "en"):
        return _page()


@blueprint.get(f"/trust/{FILE_NAME}.crt")
def as_text() -> Response:
    """The authority's certificate as PEM."""
    return _file(_authority().public_bytes(Encoding.PEM), "application/x-x509-ca-cert", f"{FILE_NAME}.crt")


@blueprint.get(f"/trust/{FILE_NAME}.cer")
def as_bytes() -> Response:
    """The same as DER (RFC 2585)."""
    return _file(_authority().public_bytes(Encoding.DER), "application/pkix-cert", f"{FILE_NAME}.cer")


@blueprint.get("/trust/vipops.mobileconfig")
def for_apple() -> Response:
    """The same in Apple's profile."""
    found = _authority()
    return _file(profile(found, authority.hotel_of(found)), MEDIA_TYPE, "vipops.mobileconfig")


@blueprint.get("/trust/address.svg")
def address() -> Response:
    """A QR code of the page's address, for a tablet's camera."""
    drawn = io.BytesIO()
    segno.make(_plain_address(), error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=4, light="#fff"
    )
    return Response(drawn.getvalue(), content_type="image/svg+xml")


@blueprint.get("/trust/reached")
def reached() -> Response:
    """An answer that only a device which trusts the house gets by HTTPS; asked from the plain page."""
    answer = Response("reached\n", content_type="text/plain; charset=utf-8")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _page() -> Response:
    settings, https = here.settings(), _https_address()
    answer = Response(render_template("pages/trust.html", **_facts(settings, https)))
    if https:
        # The page asks there whether this device gets an answer.
        policy = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", f"connect-src 'self' {https}")
        answer.headers["Content-Security-Policy"] = policy
    return answer


def _facts(settings: Settings, https: str) -> dict[str, Any]:
    first = device_of(request.user_agent.string)
    shown: dict[str, Any] = {
        "https": https,
        "plain": _plain_address(),
        "devices": [first, *(device for device in Device if device is not first)],
        "modules": (),
        "file_name": FILE_NAME,
    }
    try:
        found = _authority()
    except NotFound:
        return shown | {"authority": None}
    shown["authority"] = {
        "title": authority.title(found),
        "fingerprint": authority.fingerprint(found),
        "until": f"{found.not_valid_after_utc:%Y-%m-%d}",
    }
    if settings.serves_https:
        served = Served(settings.https_certificate, settings.https_key)
        shown["until"] = f"{served.ends_at():%Y-%m-%d}"
        shown["ends_soon"] = bool(served.warning(system_clock()))
    return shown


def _authority() -> x509.Certificate:
    """Raises ``NotFound`` where the house has none of its own."""
    return authority.read(here.settings().https_folder / authority.AUTHORITY)


def _https_address() -> str:
    """The house's origin by HTTPS as this browser would reach it; empty where there is none."""
    settings = here.settings()
    if settings.origin.startswith("https://"):
        return settings.origin.rstrip("/")
    asked = host_of(request.host) or _host_on_the_network()
    return https_at(asked, settings.port) if settings.serves_https else ""


def _plain_address() -> str:
    """Where a device that does not trust the house yet finds the page."""
    settings, host = here.settings(), _host_on_the_network()
    if not settings.serves_https or settings.http_port < 0:
        return f"{_https_address() or f'http://{host}:{settings.port}'}/trust"
    return f"http://{host}/trust" if settings.http_port == 80 else f"http://{host}:{settings.http_port}/trust"


def _host_on_the_network() -> str:
    """The host that was asked for; where that means this very machine, its address on the network."""
    asked = host_of(request.host)
    if asked not in LOOPBACK:
        return asked
    known = (*names.remembered(Path(here.settings().https_folder)), *names.addresses())
    return names.in_address(known[0]) if known else asked or "localhost"


def _file(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
