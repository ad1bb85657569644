"""The OpenAPI document of the whole API, made from the routes' own types."""

from typing import Any, TypeVar

import orjson
from flask import Response, request
from pydantic import BaseModel, ConfigDict
from spectree import SpecTree

from vipops import __version__

Asked = TypeVar("Asked", bound=BaseModel)


class Body(BaseModel):
    """What a request carries. A name that nobody knows is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


def _before(_request: Any, _response: Any, error: Any, _instance: Any, _adapter: Any) -> None:
    if error is not None:
        raise error  # vipops.web.problems tells the person


def _name(model: type[BaseModel]) -> str:
    return model.__name__


spec = SpecTree(
    "flask",
    title="vipops",
    version=__version__,
    mode="strict",
    annotations=False,
    before=_before,
    page_templates={},
    naming_strategy=_name,
)


def body(model: type[Asked]) -> Asked:
    """The request's JSON, which the route's decorator has checked against ``model``."""
    return _checked(model, "json")


def query(model: type[Asked]) -> Asked:
    """The request's query, which the route's decorator has checked against ``model``."""
    return _checked(model, "query")


def json_text(text: bytes) -> Response:
    """An answer that is JSON already."""
    return Response(text, content_type="application/json")


def json_of(value: Any) -> Response:
    """An answer as JSON; moments are already text."""
    return json_text(orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS))


def _checked(model: type[Asked], part: str) -> Asked:
    found = getattr(request.context, part)  # type: ignore[attr-defined]  # set by spectree
    return found if isinstance(found, model) else model()
