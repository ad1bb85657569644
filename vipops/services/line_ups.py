"""The roll-call of a line-up (A1, D7): each post is marked as in position, and a missing one needs a word."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from vipops.domain import line_up
from vipops.errors import BadInput, WrongMoment
from vipops.services import shapes
from vipops.services.transactions import Transaction

Sentence = str  # the catalogue collects what is written as Sentence("…")
ROLL_CALL = "roll_call"
NOT_EVERYBODY = Sentence("Not everybody is in position.")


def stand(tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    """The roll with this post in it. Raises ``BadInput`` for a post that is not called for."""
    post = _called_for(row, details)
    entry = {"post": post, "at": shapes.moment(tell.at), "by": tell.by.id}
    return {"roll": [*_without(row, post), entry]}


def step_out(_tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    """The roll without this post. Raises ``BadInput`` for a post that is not called for."""
    return {"roll": _without(row, _called_for(row, details))}


def missing(_tell: Transaction, row: Row[Any]) -> str:
    """Why the line-up needs a word before it can be ticked, or ""."""
    return NOT_EVERYBODY if line_up.missing(row.people, row.roll) else ""


def _called_for(row: Row[Any], details: Mapping[str, Any]) -> str:
    if all(asked["kind"] != ROLL_CALL for asked in row.proof):
        raise WrongMoment("There is no roll-call here.", state=row.state)
    post = str(details.get("post") or "")
    if post not in line_up.named(row.people):
        raise BadInput(
            "This post is not in the line-up.",
            errors=[
                {
                    "where": "post",
                    "message": "This post is not in the line-up.",
                    "expected": "one of " + ", ".join(sorted(line_up.named(row.people))),
                }
            ],
        )
    return post


def _without(row: Row[Any], post: str) -> list[dict[str, Any]]:
    return [one for one in row.roll if one["post"] != post]
