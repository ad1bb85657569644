"""What a finished task's answers tell the tasks that waited for it: the fruit report reaches room service.

A checklist asks for it with ``{told}`` in a text of the task that follows (item IH2).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vipops.enums import TaskState
from vipops.sop.facts import Words
from vipops.sop.procedure import Procedure, Template

FINISHED = frozenset({TaskState.DONE, TaskState.SIGNED_OFF})
TOLD = "{told}"
IN_WORDS = frozenset({"text", "number"})


def of(rows: Iterable[Any]) -> Mapping[str, tuple[Words, ...]]:
    """What finished tasks (rows with a task's columns) were answered in words and numbers, by task key."""
    return {row.key: told for row in rows if row.state in FINISHED and (told := tuple(_told(row)))}


def is_handed_on(procedure: Procedure, template: str) -> bool:
    """Whether some task's text takes in what tasks of this template are answered."""
    return any(_asks(other) and template in other.after for other in procedure.templates)


def _told(row: Any) -> Iterator[Words]:
    for field in row.proof:
        said = str(row.answers.get(field["name"], "")).strip()
        if said and field["kind"] in IN_WORDS:
            title = field["title"]
            yield Words(f"{title['zh']}：{said}", f"{title['en']}: {said}")


def _asks(template: Template) -> bool:
    texts = (template.title, template.detail)
    return any(words is not None and TOLD in words.en + words.zh for words in texts)
