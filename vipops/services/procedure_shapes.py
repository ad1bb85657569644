"""How screens name and draw the departments and grades of a procedure."""

from typing import Any

from vipops.sop.procedure import Procedure


def departments(procedure: Procedure) -> list[dict[str, Any]]:
    """The departments in the procedure's order: [{code, name: {zh, en}, icon, posts: [{code, name}]}]."""
    return [
        {
            "code": str(found.code),
            "name": found.name._asdict(),
            "icon": found.icon,
            "posts": [
                {"code": post.code, "name": post.name._asdict()}
                for post in procedure.posts.values()
                if post.department == found.code
            ],
        }
        for found in procedure.departments.values()
    ]


def grades(procedure: Procedure) -> list[dict[str, Any]]:
    """The ladder, highest first: [{code, rank, name: {zh, en}, colour, symbol}]."""
    ladder = sorted(procedure.grades.values(), key=lambda grade: grade.rank)
    return [
        {
            "code": grade.code,
            "rank": grade.rank,
            "name": grade.name._asdict(),
            "colour": grade.colour,
            "symbol": grade.symbol,
        }
        for grade in ladder
    ]
