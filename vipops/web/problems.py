"""The one place where a refusal becomes a problem document (RFC 9457) or a page."""

import logging
import secrets
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, redirect, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WsgiResponse

from vipops.domain.form_faults import faults
from vipops.errors import BadInput, NotSignedIn, Refusal

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def problem(status: int, code: str, message: str, facts: dict[str, Any] | None = None) -> Response:
    """An ``application/problem+json`` answer: type, title, status, detail, code and the facts."""
    document = {
        "type": f"urn:vipops:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": message,
        "code": code,
        **(facts or {}),
    }
    answer = Response(orjson.dumps(document, default=str), status, content_type="application/problem+json")
    if facts and "retry_after" in facts:
        answer.headers["Retry-After"] = str(facts["retry_after"])
    return answer


def _refusal(refusal: Refusal) -> WsgiResponse:
    if _wants_page():
        if isinstance(refusal, NotSignedIn):
            return redirect("/sign-in", 303)
        return _page(refusal.status, refusal.message)
    return problem(refusal.status, refusal.code, refusal.message, refusal.facts)


def _invalid(error: ValidationError) -> WsgiResponse:
    return _refusal(BadInput("What was sent is not complete or not of the right form.", errors=faults(error)))


def _http(error: HTTPException) -> WsgiResponse:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    return _page(status, "") if _wants_page() else problem(status, code, error.description or "")


def _fault(error: Exception) -> WsgiResponse:
    # The number ties what the person reads to the log; the log holds no guest data, only the trace.
    number = secrets.token_hex(4)
    log.error("Fault %s at %s %s", number, request.method, request.path, exc_info=error)
    if _wants_page():
        return _page(500, number)
    return problem(500, "fault", f"Something went wrong on the server. Tell hotel IT: fault {number}.")


def _wants_page() -> bool:
    return not request.path.startswith(("/api", "/healthz", "/readyz", "/metrics", "/static"))


def _page(status: int, message: str) -> Response:
    return Response(render_template("pages/problem.html", status=status, message=message), status)
