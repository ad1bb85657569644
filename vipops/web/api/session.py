"""Signing in and out."""

import secrets
from datetime import timedelta

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.domain.permissions import SCREEN, Permission, allowed, permissions_of, visibility
from vipops.enums import Language
from vipops.services import sign_in, staff, tablets
from vipops.services.house import House
from vipops.services.sign_in import SCREEN_LASTS, Signed
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("session", __name__)
DEVICE_LASTS = timedelta(days=400)


class SignInBody(Body):
    """User name and password, on any device; or a person's id and PIN, on a tablet of the house."""

    username: str = Field("", max_length=64)
    password: str = Field("", max_length=200)
    staff_id: int | None = Field(None, ge=1, le=LARGEST)
    pin: str = Field("", max_length=16)


class OwnSecretBody(Body):
    """The person's own password and PIN: the present password, and what shall be new."""

    password: str = Field(max_length=200)
    new_password: str = Field("", max_length=200)
    new_pin: str = Field("", max_length=16)


class LanguageBody(Body):
    language: Language


@blueprint.post("/session")
@spec.validate(json=SignInBody, tags=["session"])
def start() -> Response:
    """Sign in. Answers the person, the permissions and the CSRF token; sets the cookie."""
    asked = body(SignInBody)
    device = request.cookies.get(here.DEVICE_COOKIE) or secrets.token_urlsafe(16)
    lasts = timedelta(hours=here.settings().session_hours)
    signed = _signed(asked, device[:64], lasts)
    answer = json_of(_shown(signed))
    set_cookie(answer, here.COOKIE, signed.token, lasts)
    set_cookie(answer, here.DEVICE_COOKIE, device[:64], DEVICE_LASTS)
    return answer


@blueprint.get("/session")
@spec.validate(tags=["session"])
def show() -> Response:
    """Who is signed in on this tablet, or which wall screen this is."""
    signed = here.signed()
    answer = json_of(_shown(signed))
    if signed.actor.role == SCREEN:
        # A wall that looks in every morning never ends.
        set_cookie(answer, here.COOKIE, request.cookies[here.COOKIE], SCREEN_LASTS)
    return answer


@blueprint.patch("/session")
@spec.validate(json=LanguageBody, tags=["session"])
def change_language() -> Response:
    """The person's own language."""
    language = body(LanguageBody).language
    staff.new_language(here.actor(), language, here.now())
    return json_of({**_shown(here.signed()), "language": language.value})


@blueprint.patch("/session/secret")
@spec.validate(json=OwnSecretBody, tags=["session"])
def change_secret() -> Response:
    """The person's own password or PIN, against the present password. Other sessions of theirs end."""
    asked = body(OwnSecretBody)
    staff.new_secrets(
        here.signed(),
        asked.password,
        password=asked.new_password,
        pin=asked.new_pin,
        hasher=here.password_hasher(),
        now=here.now(),
    )
    return Response(status=204)


@blueprint.delete("/session")
@spec.validate(tags=["session"])
def end() -> Response:
    """Sign out: this session ends at once, its sockets within seconds.

    With ``?keep=ticks`` the tablet keeps what waits there to be handed in: numbers and sealed words only.
    """
    sign_in.sign_out(here.signed(), here.now())
    answer = Response(status=204)
    answer.delete_cookie(here.COOKIE, httponly=True, samesite="Strict", secure=here.settings().https_cookies)
    # A signed-out tablet holds nothing readable.
    wiped = '"cache"' if request.args.get("keep") == "ticks" else '"cache", "storage"'
    answer.headers["Clear-Site-Data"] = wiped
    return answer


def _signed(asked: SignInBody, device: str, lasts: timedelta) -> Signed:
    hasher, now = here.password_hasher(), here.now()
    if asked.staff_id is not None:
        return tablets.open_by_pin(
            asked.staff_id, asked.pin, device=device, hasher=hasher, now=now, lasts=lasts
        )
    return sign_in.sign_in(asked.username, asked.password, hasher=hasher, device=device, now=now, lasts=lasts)


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
        "session": signed.id,
        "property": {"code": house.code, "name": house.name, "zone": house.zone.key},
    }


def set_cookie(answer: Response, name: str, value: str, lasts: timedelta) -> None:
    answer.set_cookie(
        name, value, max_age=lasts, httponly=True, samesite="Strict", secure=here.settings().https_cookies
    )
