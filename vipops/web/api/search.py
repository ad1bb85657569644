"""Search everywhere: what stands on the board, and by permission guests and past stays."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.queries import search
from vipops.web import here, pace
from vipops.web.api.spec import Body, json_of, query, spec

blueprint = Blueprint("search", __name__)


class SearchQuery(Body):
    query: str = Field("", max_length=200)


@blueprint.get("/search")
@spec.validate(query=SearchQuery, tags=["search"])
def find() -> Response:
    """{stays, guests, more}: by name in any script, room, number, plate or flight. A look on record."""
    asked = query(SearchQuery)
    by, now = here.actor(), here.now()
    pace.keep("search", by.id, now)
    return json_of(search.find(asked.query, by=by, house=here.house(), now=now))
