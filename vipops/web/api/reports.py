"""Reports: what a period came to, one answer for each group of figures."""

from datetime import date

from flask import Blueprint, Flask, Response, current_app
from pydantic import Field

from vipops.enums import Department
from vipops.queries.reports import desk
from vipops.queries.reports.asked import asked
from vipops.web import here
from vipops.web.api.spec import Body, json_of, query, spec
from vipops.web.away import away

blueprint = Blueprint("reports", __name__)


class ReportQuery(Body):
    """Hotel days, both included; without grade or department all that the person may see."""

    first: date
    last: date
    grade: str = Field("", max_length=16)
    department: Department | None = None


@blueprint.get("/reports")
@spec.validate(tags=["reports"])
def index() -> Response:
    """Which reports this person may read, and of what: {reports, departments, grades, today}."""
    return json_of(desk.desk(here.actor(), here.house(), here.now()))


@blueprint.get("/reports/<name>")
@spec.validate(query=ReportQuery, tags=["reports"])
def show(name: str) -> Response:
    """The figures of one report, such as on_time or load; ``GET /api/reports`` lists them."""
    wanted = query(ReportQuery)
    by = here.actor()
    what = asked(
        wanted.first,
        wanted.last,
        grade=wanted.grade,
        department=wanted.department,
        by=by,
        house=here.house(),
        now=here.now(),
    )
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to hand the application to a thread

    def summed_up() -> object:
        with app.app_context():
            return desk.report(name, what, by)

    return json_of(away(summed_up))
