"""Which items of a written procedure the checklists cover, and with which templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vipops.sop import yaml_source
from vipops.sop.coverage_faults import lacks_proof, wrong_department
from vipops.sop.form import SOURCE_FORMAT
from vipops.sop.procedure import Procedure
from vipops.sop.yaml_source import ChecklistErrors


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the procedure: its id, the chapter and department it stands under, and what it says.

    ``who`` and ``proof`` are "" where the item does not say.
    """

    id: str
    chapter: str
    department: str
    text: str
    who: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The templates of each ``covered`` item, the ``missing`` items, and sources that are no item.

    ``elsewhere`` are the covered items that are another department's work, with that department;
    ``unproved`` those whose proof nobody is asked for, with what it should be.
    """

    items: tuple[Item, ...]
    covered: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    elsewhere: Mapping[str, str]
    unproved: Mapping[str, str]


def read_items(path: Path) -> tuple[Item, ...]:
    """The items of a file of chapters, departments and ids, in its order. Raises ``ChecklistErrors``."""
    document = yaml_source.read(path)
    items = tuple(_items(document.data))
    if not items and not document.errors:
        document.wrong(document.place(()), "there are no items here", "chapter, department, id: {…}")
    if document.errors:
        raise ChecklistErrors(document.errors)
    return items


def coverage(procedure: Procedure, items: tuple[Item, ...]) -> Coverage:
    """Which items the procedure's templates name as their source, points included."""
    by_source: dict[str, list[str]] = {}
    for template in sorted(procedure.templates, key=lambda template: template.order):
        for source in dict.fromkeys((*template.source, *(point.id for point in template.points))):
            by_source.setdefault(source, []).append(template.id)
    covering = {
        item.id: [found for name in by_source.get(item.id, ()) if (found := procedure.template(name))]
        for item in items
    }
    ids = [item.id for item in items]
    known = set(ids)
    return Coverage(
        items=items,
        covered={item: tuple(by_source[item]) for item in ids if item in by_source},
        missing=tuple(item for item in ids if item not in by_source),
        unknown=tuple(source for source in by_source if source not in known),
        elsewhere={
            item.id: instead
            for item in items
            if (instead := wrong_department(item.department, item.who, covering[item.id]))
        },
        unproved={
            item.id: item.proof
            for item in items
            if covering[item.id] and lacks_proof(item.proof, covering[item.id])
        },
    )


def _items(data: Any) -> Iterator[Item]:
    for chapter, departments in _pairs(data):
        for department, items in _pairs(departments):
            for name, item in _pairs(items):
                if SOURCE_FORMAT.fullmatch(name):
                    said = item if isinstance(item, dict) else {}
                    text, who, proof = (str(said.get(key, "")) for key in ("en", "who", "proof"))
                    yield Item(name, chapter, department, text, who, proof)


def _pairs(data: Any) -> list[tuple[str, Any]]:
    return list(data.items()) if isinstance(data, dict) else []
