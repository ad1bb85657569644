"""Signing in and out."""

import secrets
from datetime import timedelta

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.domain.permissions import Permission, allowed, permissions_of, visibility
from vipops.enums import Language
from vipops.services import sign_in, staff
from vipops.services.house import House
from vipops.services.sign_in import Signed
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("session", __name__)
DEVICE_LASTS = timedelta(days=400)


class SignInBody(Body):
    username: str = Field(max_length=64)
    password: str = Field(max_length=200)


class LanguageBody(Body):
    language: Language


@blueprint.post("/session")
@spec.validate(json=SignInBody, tags=["session"])
def start() -> Response:
    """Sign in. Answers the person, the permissions and the CSRF token; sets the cookie."""
    asked = body(SignInBody)
    device = request.cookies.get(here.DEVICE_COOKIE) or secrets.token_urlsafe(16)
    lasts = timedelta(hours=here.settings().session_hours)
    signed = sign_in.sign_in(
        asked.username,
        asked.password,
        hasher=here.password_hasher(),
        device=device[:64],
        now=here.now(),
        lasts=lasts,
    )
    answer = json_of(_shown(signed))
    _set_cookie(answer, here.COOKIE, signed.token, lasts)
    _set_cookie(answer, here.DEVICE_COOKIE, device[:64], DEVICE_LASTS)
    return answer


@blueprint.get("/session")
@spec.validate(tags=["session"])
def show() -> Response:
    """Who is signed in on this tablet."""
    return json_of(_shown(here.signed()))


@blueprint.patch("/session")
@spec.validate(json=LanguageBody, tags=["session"])
def change_language() -> Response:
    """The person's own language."""
    language = body(LanguageBody).language
    staff.new_language(here.actor(), language, here.now())
    return json_of({**_shown(here.signed()), "language": language.value})


@blueprint.delete("/session")
@spec.validate(tags=["session"])
def end() -> Response:
    """Sign out: this session ends at once, its sockets within seconds."""
    sign_in.sign_out(here.signed(), here.now())
    answer = Response(status=204)
    answer.delete_cookie(here.COOKIE, httponly=True, samesite="Strict", secure=here.settings().secure_cookies)
    # A signed-out tablet holds nothing readable.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _shown(signed: Signed) -> dict[str, object]:
    actor = signed.actor
    house = House.of(actor.property_id)
    return {
        "staff": {
            "id": actor.id,
            "username": signed.username,
            "name": dict(actor.name),
            "role": actor.role,
            "department": actor.department,
            "post": actor.post,
            "language": signed.language,
        },
        "permissions": permissions_of(actor, house.signer_posts, house.approver_posts),
        "visibility": visibility(actor) if allowed(actor, Permission.BOARD_READ) else "",
        "csrf": signed.csrf,
        "property": {"code": house.code, "name": house.name, "zone": house.zone.key},
    }


def _set_cookie(answer: Response, name: str, value: str, lasts: timedelta) -> None:
    answer.set_cookie(
        name, value, max_age=lasts, httponly=True, samesite="Strict", secure=here.settings().secure_cookies
    )
