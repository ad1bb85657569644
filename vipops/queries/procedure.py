"""The procedure in force as people read it, its versions, and what lies between two of them."""

from typing import Any

import orjson
from sqlalchemy import Connection, select

from vipops import models
from vipops.domain import lifecycle_words
from vipops.domain.lifecycle import UNDO, Lifecycle
from vipops.domain.lifecycle_drawing import WORD, drawing
from vipops.domain.lifecycles import LIFECYCLES
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import OVER, Stage
from vipops.errors import NotFound
from vipops.services import procedure_shapes, procedure_versions, shapes
from vipops.services.house import House
from vipops.sop import reading as said
from vipops.sop.diff import differences
from vipops.sop.facts import Words
from vipops.sop.form import PointForm, ProofForm
from vipops.sop.procedure import Grade, Procedure, Template
from vipops.storage import reading

row, stay, person, event = models.ProcedureVersion, models.Stay, models.Staff, models.Event


def readable(actor: Actor, house: House, version: str = "") -> dict[str, Any]:
    """``{version, in_force, stages, departments, tasks, grades, lifecycles}``, every text in both languages.

    ``version``: the one in force unless another is named. Raises ``NotFound`` and ``NotAllowed``.
    """
    require(actor, Permission.PROCEDURE_READ)
    procedure = _procedure(actor, house, version)
    return {
        "version": procedure.version,
        "in_force": procedure.version == house.procedure.version,
        "stages": [stage.value for stage in Stage],
        "departments": procedure_shapes.departments(procedure),
        "tasks": [
            _task(template, procedure)
            for template in sorted(procedure.templates, key=lambda template: template.order)
        ],
        "grades": [_grade(grade, procedure) for grade in procedure.grades.values()],
        "lifecycles": [_lifecycle(lifecycle) for lifecycle in LIFECYCLES.values()],
    }


def versions(actor: Actor, house: House) -> dict[str, Any]:
    """``{versions: [{version, in_force, proposed, note, at, by, stays}], running}``, the newest first.

    ``proposed`` are those that were never in force. ``stays`` counts the running stays that are planned with
    it. ``running`` are those that are planned with another one than that in force; who may not see boards is
    told neither name nor room. Raises ``NotAllowed``.
    """
    require(actor, Permission.PROCEDURE_READ)
    with reading() as connection:
        kept = connection.execute(
            select(row.version, row.in_force, row.note, row.put_in_at, person.name)
            .outerjoin(person, person.id == row.put_in_by_id)
            .where(row.property_id == actor.property_id)
            .order_by(row.put_in_at.desc(), row.id.desc())
        ).all()
        running = connection.execute(
            select(stay.id, stay.version, stay.state, stay.grade, stay.name, stay.room, stay.arrival_at,
                   stay.procedure_version)
            .where(stay.property_id == actor.property_id, stay.state.not_in(OVER))
            .order_by(stay.arrival_at, stay.id)
        ).all()  # fmt: skip
        proposed = _never_in_force(connection, actor.property_id)
    counted: dict[str, int] = {}
    for one in running:
        counted[one.procedure_version] = counted.get(one.procedure_version, 0) + 1
    others = [one for one in running if one.procedure_version != house.procedure.version]
    return {
        "versions": [
            {
                "version": one.version,
                "in_force": one.in_force,
                "proposed": one.version in proposed,
                "note": one.note,
                "at": shapes.moment(one.put_in_at),
                "by": one.name,
                "stays": counted.get(one.version, 0),
            }
            for one in kept
        ],
        "running": [_running(one, actor) for one in others],
    }


def compared(actor: Actor, house: House, old: str, new: str) -> dict[str, Any]:
    """``{differences: [{zh, en}]}``: what changes from one version to another, in words.

    Raises ``NotFound`` and ``NotAllowed``.
    """
    require(actor, Permission.PROCEDURE_READ)
    found = differences(_procedure(actor, house, old), _procedure(actor, house, new))
    return {"differences": [words._asdict() for words in found]}


def _procedure(actor: Actor, house: House, version: str) -> Procedure:
    if version in ("", house.procedure.version):
        return house.procedure
    with reading() as connection:
        found = procedure_versions.of_version(connection, actor.property_id, version)
    if found is None:
        raise NotFound(f"There is no version {version} of the procedure.", version=version)
    return found


def _never_in_force(connection: Connection, property_id: int) -> set[str]:
    told = connection.execute(
        select(event.kind, event.body).where(
            event.property_id == property_id,
            event.audience == "",
            event.kind.in_(("procedure_proposed", "procedure_put_in_force")),
        )
    )
    found: dict[str, set[str]] = {"procedure_proposed": set(), "procedure_put_in_force": set()}
    for kind, body in told:
        found[kind].add(orjson.loads(body)["version"])
    return found["procedure_proposed"] - found["procedure_put_in_force"]


def _running(one: Any, actor: Actor) -> dict[str, Any]:
    shown = {
        "id": one.id,
        "version": one.version,
        "state": one.state,
        "grade": one.grade,
        "arrival_at": shapes.moment(one.arrival_at),
        "procedure_version": one.procedure_version,
    }
    if not allowed(actor, Permission.BOARD_READ):
        return shown
    return {**shown, "name": one.name, "room": one.room}


def _task(template: Template, procedure: Procedure) -> dict[str, Any]:
    post = procedure.posts.get(template.who or "")
    return {
        "id": template.id,
        "stage": template.stage.value,
        "department": template.department.value,
        "title": said.unfilled(template.title)._asdict(),
        "detail": said.unfilled(template.detail)._asdict() if template.detail else None,
        "when": said.when(template.due)._asdict(),
        "bounds": [words._asdict() for words in said.bounds(template)],
        "often": said.how_often(template)._asdict() if template.each else None,
        "whom": said.for_whom(template.condition, procedure)._asdict() if template.condition else None,
        "who": post.name._asdict() if post else None,
        "people": template.people,
        "after": [
            said.unfilled(found.title)._asdict()
            for name in template.after
            if (found := procedure.template(name)) is not None
        ],
        "gate": template.gate,
        "proof": [_proof(field) for field in template.proof],
        "points": [_point(point) for point in template.points],
        "second_signature": template.second_signature,
        "rekey": bool(template.rekey),
        "paper": template.paper,
        "source": [source for source in template.source if not _is_point(source, template)],
    }


def _is_point(source: str, template: Template) -> bool:
    return source in {point.id for point in template.points}


def _proof(field: ProofForm) -> dict[str, Any]:
    return {
        "title": field.title._asdict(),
        "kind": field.kind,
        "optional": field.optional,
        "choices": [choice.title._asdict() for choice in field.choices],
    }


def _point(point: PointForm) -> dict[str, Any]:
    return {"id": point.id, "title": point.title._asdict()}


_BY_GRADE = ("approves", "pick_up", "greets", "escort", "inspectors", "farewell")


def _grade(grade: Grade, procedure: Procedure) -> dict[str, Any]:
    def posts(codes: tuple[str, ...]) -> list[dict[str, str]]:
        return [procedure.called(code)._asdict() for code in codes]

    def names(codes: tuple[str, ...], known: Any) -> list[dict[str, str]]:
        return [known[code].name._asdict() for code in codes]

    return {
        "code": grade.code,
        "rank": grade.rank,
        "name": grade.name._asdict(),
        "who": grade.who._asdict(),
        "colour": grade.colour,
        **{part: posts(getattr(grade, part)) for part in _BY_GRADE},
        "automatic": grade.automatic.model_dump() if grade.automatic else None,
        "honours": names(grade.honours, procedure.honours),
        "farewell_honours": names(grade.farewell_honours, procedure.honours),
        "amenity": names(grade.amenity, procedure.amenities),
        "letter": {"kind": grade.letter.kind, "signers": posts(grade.letter.signers)},
        "supervisor_takes_part": grade.supervisor_takes_part,
    }


def _lifecycle(lifecycle: Lifecycle) -> dict[str, Any]:
    """The table of steps and its drawing; words in both languages."""
    drawn = drawing(lifecycle)
    states, steps = lifecycle_words.STATES[lifecycle.name], lifecycle_words.STEPS[lifecycle.name]
    return {
        "name": lifecycle.name,
        "title": _pair(lifecycle_words.NAMES[lifecycle.name]),
        "width": drawn.width,
        "height": drawn.height,
        "nodes": [
            {
                "title": _pair(states[node.state]),
                **{name: getattr(node, name) for name in ("x", "y", "width", "height", "begins", "ends")},
            }
            for node in drawn.nodes
        ],
        "lines": [
            {
                "verbs": [_pair(steps[verb]) for verb in line.verbs],
                "path": line.path,
                "x": line.words_x,
                "apart": WORD,
                "y": line.words_y,
                "ends": line.words_end,
            }
            for line in drawn.lines
        ],
        "steps": [
            {
                "verb": _pair(steps[step.verb]),
                "from": [_pair(states[str(source)]) for source in step.sources],
                "to": _pair(states[str(step.target)]),
                "who": _pair(lifecycle_words.WHO_MAY[step.needs]),
            }
            for step in lifecycle.steps
            if step.verb != UNDO
        ],
    }


def _pair(words: tuple[str, str]) -> dict[str, str]:
    return Words(*words)._asdict()
