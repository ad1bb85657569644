"""The OpenAPI document of the whole API, made from the routes' own types."""

from typing import Any

import orjson
from flask import Response
from pydantic import BaseModel, ConfigDict
from spectree import SpecTree

from vipops import __version__


class Body(BaseModel):
    """What a request carries. A name that nobody knows is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


def _before(_request: Any, _response: Any, error: Any, _instance: Any) -> None:
    if error is not None:
        raise error  # vipops.web.problems tells the person


def _name(model: type[BaseModel]) -> str:
    return model.__name__


spec = SpecTree(
    "flask",
    title="vipops",
    version=__version__,
    path="api",
    filename="openapi.json",
    mode="strict",
    annotations=False,
    before=_before,
    page_templates={},
    naming_strategy=_name,
)


def json_text(text: bytes) -> Response:
    """An answer that is JSON already."""
    return Response(text, content_type="application/json")


def json_of(value: Any) -> Response:
    """An answer as JSON; moments are already text."""
    return json_text(orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS))
