"""Wall screens: which there are, making this device one, shutting one."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.enums import Language
from vipops.queries import screens as list_of
from vipops.services import screens
from vipops.services.screens import NewScreen
from vipops.services.sign_in import SCREEN_LASTS
from vipops.web import here
from vipops.web.api.session import set_cookie
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("screens", __name__)


class ScreenBody(Body):
    """Where the screen hangs, and the language it shows."""

    name: str = Field(max_length=screens.LONGEST_NAME)
    language: Language = Language.ZH


@blueprint.get("/screens")
@spec.validate(tags=["screens"])
def index() -> Response:
    """Every wall screen of the house: {screens}."""
    return json_of({"screens": list_of.all_of(here.actor())})


@blueprint.post("/screens")
@spec.validate(json=ScreenBody, tags=["screens"])
def enrol() -> Response:
    """Make this device a wall screen. The session here ends; the device shows the wall until it is shut."""
    asked = body(ScreenBody)
    token = screens.enrol(NewScreen(asked.name, asked.language), by=here.signed(), now=here.now())
    answer = Response(status=204)
    set_cookie(answer, here.COOKIE, token, SCREEN_LASTS)
    return answer


@blueprint.delete("/screens/<int:screen_id>")
@spec.validate(tags=["screens"])
def revoke(screen_id: int) -> Response:
    """Shut a screen: it shows nothing any more. Answers {screens}."""
    screens.revoke(screen_id, by=here.actor(), now=here.now())
    return json_of({"screens": list_of.all_of(here.actor())})
